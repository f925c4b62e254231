"""Tables for spreadsheets: UTF-8 with a byte order mark, and nothing in them that is run as a formula."""

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

CONTENT_TYPE = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula becomes text with a leading quote (interface: Exports)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_BEGINS) else value


def lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The table as CSV, a line at a time: the columns' names first."""
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    line.write(BYTE_ORDER_MARK)
    for cells in itertools.chain([columns], rows):
        writer.writerow([harmless(cell) for cell in cells])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
