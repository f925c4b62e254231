"""One page of a list, as the standard frames it. Hubs are few: here, and only here, the whole list is counted."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from .asking import Unreadable
from .items import Item

USUAL, MOST = 50, 100  # items of a page
_NUMBER = re.compile(r"[0-9]{1,9}")

Thing = TypeVar("Thing")


def page_of(things: Sequence[Thing], asked: Mapping[str, str], said: Callable[[Thing], Item]) -> Item:
    """The page that is asked for, each thing as `said`. A page beyond the last is empty, and says so.

    Raises Unreadable for a number that is none, or out of bounds.
    """
    number, size = _read(asked, "page", 1), _read(asked, "per_page", USUAL, MOST)
    shown = things[(number - 1) * size : number * size]
    pages = -(-len(things) // size)
    return {
        "total_items": len(things),
        "total_pages": pages,
        "page_number": number,
        "size": len(shown),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not shown,
        "contents": [said(thing) for thing in shown],
    }


def _read(asked: Mapping[str, str], name: str, usual: int, most: int = 0) -> int:
    text = asked.get(name, str(usual))
    number = int(text) if _NUMBER.fullmatch(text) else 0
    if number < 1 or (most and number > most):
        raise Unreadable(f"{name} is a whole number from 1{f' to {most}' if most else ' up'}.")
    return number
