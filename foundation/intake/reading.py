"""Reading a file into rows of text: CSV in UTF-8 with or without a byte order mark, ODS and XLSX (files: Import files).

Nothing is guessed: a file in another encoding, with broken quoting or with rows that do not fit its header is refused,
with the line where it goes wrong.
"""

import csv
import datetime
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import tablib
from tablib.exceptions import TablibException

from .problems import Unreadable

LARGEST = 100 * 1024 * 1024  # bytes of a file, or of a workbook once unpacked
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

Line = tuple[int, list[str]]


def read_lines(content: bytes) -> Iterator[Line]:
    """(line, cells) of every row that is not blank, the header first; cells lose the space around them.

    Raises Unreadable. A row's line is that of its first character, since a quoted cell may hold line ends.
    """
    if len(content) > LARGEST:
        raise Unreadable(1, f"is larger than {LARGEST // 1024 // 1024} MB; split it")
    if not content.strip():
        raise Unreadable(1, "is empty; the first line must name the columns")
    if content.startswith(_OLD_EXCEL):
        raise Unreadable(1, "is an old Excel file; save it as CSV UTF-8, XLSX or ODS")
    lines = _of_workbook(content) if content.startswith(_ZIP) else _of_csv(content)
    for number, cells in lines:
        trimmed = [cell.strip() for cell in cells]
        if any(trimmed):
            yield number, trimmed


def _of_csv(content: bytes) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as broken:
            text = str(broken)
            if "field larger" in text:
                raise Unreadable(
                    line, "has a cell that is too long; is a quotation mark missing?"
                ) from broken
            raise Unreadable(
                line, "has broken quotation marks; double every mark inside a quoted cell"
            ) from broken
        yield line, cells


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF_16):
        raise Unreadable(1, "is in UTF-16; save it as CSV UTF-8")
    if b"\x00" in content:
        line = content.count(b"\n", 0, content.index(b"\x00")) + 1
        raise Unreadable(line, "holds a NUL byte, so it is not a text file; save it as CSV UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise Unreadable(
            line, f"is not UTF-8 (byte 0x{content[wrong.start]:02X}); save it as CSV UTF-8"
        ) from wrong


def _of_workbook(content: bytes) -> Iterator[Line]:
    """Rows of the first sheet. Sheets fill short rows with empty cells, so only a filled cell too many is wrong."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = set(parts.namelist())
            if sum(part.file_size for part in parts.infolist()) > LARGEST:
                raise Unreadable(
                    1, f"is larger than {LARGEST // 1024 // 1024} MB unpacked; save it as CSV UTF-8"
                )
        kind = "xlsx" if "xl/workbook.xml" in names else "ods"
        sheet = tablib.Dataset().load(io.BytesIO(content), format=kind, headers=False)
    except Unreadable:
        raise
    except TablibException as broken:
        raise Unreadable(1, "has rows with more cells than its header") from broken
    except Exception as broken:  # the libraries raise whatever a damaged archive makes them stumble over
        raise Unreadable(1, "is neither CSV nor a sound ODS or XLSX file") from broken
    for number, cells in enumerate(sheet, start=1):
        yield number, without_blank_end([_as_text(cell) for cell in cells])


def _as_text(cell: Any) -> str:
    """A sheet's typed cell as it would stand in a CSV file."""
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, datetime.time):
        return cell.isoformat("minutes")
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, datetime.timedelta):  # how ODS keeps a time of day
        hours, seconds = divmod(int(cell.total_seconds()), 3600)
        return f"{hours:02}:{seconds // 60:02}"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def without_blank_end(cells: Sequence[str]) -> list[str]:
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept
