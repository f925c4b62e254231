"""The report as a spreadsheet: one sheet a part, the same names and figures as in the CSV."""

import datetime
from typing import Any

from tablib import Databook, Dataset

from outcomes.whole import WholeReport

from .as_csv import about_the, said
from .parts import tables_of


def report_ods(whole: WholeReport) -> bytes:
    """An OpenDocument spreadsheet; its first sheet says which report it is. Empty: not shown, or does not apply."""
    book = Databook()
    about = Dataset(*about_the(whole).items(), headers=["what", "value"], title="about")
    book.add_sheet(about)
    for title, rows in tables_of(whole):
        names = list(dict.fromkeys(name for row in rows for name in row))
        sheet = Dataset(headers=names, title=title)
        for row in rows:
            sheet.append([_cell(row.get(name)) for name in names])
        book.add_sheet(sheet)
    return book.export("ods")


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime.date) else said(value)
