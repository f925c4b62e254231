"""The report as a spreadsheet: one sheet a part, the same names and figures as in the CSV."""

import datetime
import io
import re
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile, ZipInfo

from tablib import Databook, Dataset

from outcomes.whole import WholeReport

from .as_csv import about_the, said
from .parts import tables_of

_NAMESPACE = re.compile(rb' xmlns:(\w+)="[^"]*"')


def report_ods(whole: WholeReport) -> bytes:
    """An OpenDocument spreadsheet; its first sheet says which report it is. Empty: not shown, or does not apply.

    The same report gives the same bytes.
    """
    book = Databook()
    about = Dataset(*about_the(whole).items(), headers=["what", "value"], title="about")
    book.add_sheet(about)
    for title, rows in tables_of(whole):
        names = list(dict.fromkeys(name for row in rows for name in row))
        sheet = Dataset(headers=names, title=title)
        for row in rows:
            sheet.append([_cell(row.get(name)) for name in names])
        book.add_sheet(sheet)
    return _timeless(book.export("ods"))


def _timeless(book: bytes) -> bytes:
    """The same archive without what hangs on when it was written: the moment of each part, and the namespaces that its
    writer had met by then.
    """
    output = io.BytesIO()
    with ZipFile(io.BytesIO(book)) as written, ZipFile(output, "w") as kept:
        for part in written.infolist():
            about = ZipInfo(part.filename)  # of 1 January 1980, where archives begin
            about.compress_type, about.external_attr = part.compress_type, part.external_attr
            text = written.read(part)
            kept.writestr(about, _NAMESPACE.sub(_declared(text), text))
    return output.getvalue()


def _declared(text: bytes) -> Callable[[re.Match[bytes]], bytes]:
    """Keeps the declaration of a namespace that names an element or an attribute of the text."""
    used = set(re.findall(rb"[< ](\w+):", text))
    return lambda found: found[0] if found[1] in used else b""


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime.date) else said(value)
