"""Paging without counting: `count(*)` is what makes long lists slow (architecture: Known traps 7)."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator

LAST_PAGE = 10_000  # nobody pages further by hand; keeps offsets small enough for the database


class CountFreePage(Page):
    """Some rows and whether there are more."""

    def __init__(self, rows: Sequence[Any], number: int, paginator: Paginator, *, more: bool) -> None:
        super().__init__(rows, number, paginator)
        self.more = more

    def has_next(self) -> bool:
        return self.more

    def next_page_number(self) -> int:
        return self.number + 1

    def start_index(self) -> int:
        return (self.number - 1) * self.paginator.per_page + 1

    def end_index(self) -> int:
        return self.start_index() + len(self.object_list) - 1

    @property
    def summary(self) -> str:
        """12 rows shown; there are more"""
        count = len(self.object_list)
        shown = f"{count} row{'' if count == 1 else 's'} shown"
        return f"{shown}; there are more" if self.more else shown


class CountFreePaginator(Paginator):
    """Asks for one row more than it shows. A page number that is no number, or past the end, gives page 1."""

    def page(self, number: Any) -> CountFreePage:
        number = self.validate_number(number)
        page = self._cut(number)
        return page if page.object_list or number == 1 else self._cut(1)

    get_page = page

    def validate_number(self, number: Any) -> int:
        text = str(number)
        return int(text) if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= LAST_PAGE else 1

    def _cut(self, number: int) -> CountFreePage:
        start = (number - 1) * self.per_page
        rows = list(self.object_list[start : start + self.per_page + 1])
        return CountFreePage(rows[: self.per_page], number, self, more=len(rows) > self.per_page)

    @property
    def count(self) -> int:
        raise NotImplementedError("These pages are not counted; a total belongs on a tab.")

    @property
    def num_pages(self) -> int:
        raise NotImplementedError("These pages are not counted; ask the page whether it has_next().")
