"""The one kind of table: caption, row headers, sorting and paging in the URL, labels for a phone."""

from typing import Any, Self

import django_tables2
from django.http import HttpRequest
from django_tables2 import RequestConfig

from .paging import CountFreePaginator


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

    def is_row_header(self, column: Any, place: int) -> bool:
        return column.name == self.row_header if self.row_header else place == 0

    @property
    def lines(self) -> list[list[dict[str, Any]]]:
        """The rows of this page as cells that know their column and whether they head the row."""
        return [
            [
                {"column": column, "value": value, "heads": self.is_row_header(column, place)}
                for place, (column, value) in enumerate(row.items())
            ]
            for row in self.paginated_rows
        ]
