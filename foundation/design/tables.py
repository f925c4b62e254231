"""The one kind of table: caption, row headers, sorting and paging in the URL, labels for a phone."""

import datetime
from typing import Any, Self

import django_tables2
from django.http import HttpRequest
from django.utils.html import format_html
from django_tables2 import RequestConfig

from . import dates
from .paging import CountFreePaginator
from .templatetags import design

_SAYS_ITSELF = {"td": {"data-label": ""}}  # on a phone a tag or a clock needs no label before it


class StateColumn(django_tables2.Column):
    """A state as its tag."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, attrs=_SAYS_ITSELF, **kwargs)

    def render(self, record: Any, value: Any) -> str:
        # django-tables2 hands over the words of a field with choices instead of its value
        known = hasattr(record, "get_state_display") and value in (record.state, record.get_state_display())
        return design.state_tag(record if known else value)


class DueColumn(django_tables2.Column):
    """A due date as clock words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, attrs=_SAYS_ITSELF, **kwargs)

    def render(self, value: datetime.date) -> str:
        return design.due(value)


class DayColumn(django_tables2.Column):
    """3 June 2026, never broken over two lines; a release on a Friday is marked with `friday=True`."""

    def __init__(self, *args: Any, friday: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.friday = friday

    def render(self, value: datetime.date) -> str:
        mark = design.friday_flag(value) if self.friday else ""
        day = format_html('<span class="tg-nowrap">{}</span>', dates.say_day(value))
        return format_html('{}<span class="tg-flags">{}</span>', day, mark) if mark else day


class Table(django_tables2.Table):
    """Extend it and say `caption`; columns as in django-tables2.

    The first column is the row header; name another in `row_header`. `caption_hidden = False` shows the
    caption, for a table without a heading of its own. `Meta.empty_text` says why the table is empty and
    what to do about it. Give a column `attrs={"td": {"class": "tg-num"}, "th": {"class": "tg-num"}}` to set
    numbers right.
    """

    caption = ""
    caption_hidden = True
    row_header = ""
    rows_per_page = 25

    def __init__(self, *args: Any, caption: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.caption = caption or self.caption
        if not self.caption:
            raise ValueError(f"{type(self).__name__} needs a caption")

    def for_request(self, request: HttpRequest) -> Self:
        """Sort and cut by the URL (`?sort=`, `?page=`), counting nothing."""
        paginate = {"paginator_class": CountFreePaginator, "per_page": self.rows_per_page}
        RequestConfig(request, paginate=paginate).configure(self)
        return self

    def sorted_rows(self, request: HttpRequest) -> Any:
        """All the rows in the order of the URL (`?sort=`), not cut into pages: for a file of what the page shows."""
        RequestConfig(request, paginate=False).configure(self)
        return self.data.data

    def is_row_header(self, column: Any, place: int) -> bool:
        return column.name == self.row_header if self.row_header else place == 0

    @property
    def is_empty(self) -> bool:
        return not (self.page.object_list if hasattr(self, "page") else len(self.rows))

    @property
    def lines(self) -> list[list[dict[str, Any]]]:
        """The rows of this page as cells that know their column, how it looks and whether they head the row."""
        return [
            [self._cell(place, column, value) for place, (column, value) in enumerate(row.items())]
            for row in self.paginated_rows
        ]

    def _cell(self, place: int, column: Any, value: Any) -> dict[str, Any]:
        look = column.attrs["td"]  # worked out at each access
        return {
            "column": column,
            "value": value,
            "heads": self.is_row_header(column, place),
            "label": look.get("data-label", column.header),
            "class": look.get("class", ""),
        }
