"""Columns of an import file and how their cells are read (files: dates ISO, times HH:MM local, empty = unknown)."""

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([0-9]{2}):([0-9]{2})")
_UNWRITTEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_EARLIEST, _LATEST = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)

Reader = Callable[[str], Any]


@dataclass(frozen=True)
class Column:
    """One column. `read` turns the text of a cell into a value and raises ValueError with what is wrong.

    A required column must stand in the header and be filled in every row. `empty` is the value of an empty cell.
    `example` fills the template's row.
    """

    name: str
    read: Reader
    required: bool = False
    empty: Any = ""
    example: str = ""
    values: str = ""


def text(longest: int) -> Reader:
    """Free text without line ends and invisible characters."""

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise ValueError(f"has {len(cell)} characters; at most {longest} fit")
        if "\n" in cell or "\t" in cell or _UNWRITTEN.search(cell):
            raise ValueError("holds characters that cannot be shown")
        return cell

    return read


@cache
def day(cell: str) -> datetime.date:
    """A date as 2026-06-03."""
    if not _ISO_DAY.fullmatch(cell):
        raise ValueError(f"{quoted(cell)} is not a date like 2026-06-03")
    try:
        read = datetime.date.fromisoformat(cell)
    except ValueError:
        raise ValueError(f"{quoted(cell)} is a day that does not exist") from None
    if not _EARLIEST <= read <= _LATEST:
        raise ValueError(f"{quoted(cell)} is not between 1900 and 2100")
    return read


def time(cell: str) -> datetime.time:
    """A London time as 09:30."""
    found = _TIME.fullmatch(cell)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError(f"{quoted(cell)} is not a time like 09:30")
    return datetime.time(int(found[1]), int(found[2]))


def one_of(values: Iterable[str]) -> Reader:
    """Exactly one of a few words."""
    allowed = {value: value for value in (str(each) for each in values)}

    def read(cell: str) -> str:
        if cell not in allowed:
            raise ValueError(f"{quoted(cell)} is not one of {', '.join(allowed)}")
        return allowed[cell]

    return read


def some_of(values: Iterable[str]) -> Reader:
    """Some words of a list, each once, with semicolons between."""
    read_one = one_of(values)

    def read(cell: str) -> tuple[str, ...]:
        words = [word.strip() for word in cell.split(";")]
        return tuple(dict.fromkeys(read_one(word) for word in words if word))

    return read


def yes_no(cell: str) -> bool:
    if cell not in ("yes", "no"):
        raise ValueError(f"{quoted(cell)} is not yes or no")
    return cell == "yes"


def quoted(cell: str) -> str:
    shown = cell if len(cell) <= 40 else cell[:40] + "…"
    return f"“{_UNWRITTEN.sub('?', shown)}”"
