"""Marks one after the other: how often in a row somebody came, or did not (domain: Register)."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, takewhile
from typing import TypeVar

from ..states import CAME, Mark

IN_A_ROW = 3  # consecutive absences that tell the key worker

T = TypeVar("T")


def came_in_a_row(latest_first: Iterable[Mark]) -> int:
    """How many of the latest marks say that the person came; "not expected" neither counts nor breaks it."""
    return sum(1 for _ in takewhile(lambda mark: mark in CAME, _expected(latest_first)))


def absent_in_a_row(latest_first: Iterable[Mark]) -> int:
    """How many of the latest marks are "did not attend"; "not expected" neither counts nor breaks it."""
    return sum(1 for _ in takewhile(lambda mark: mark == Mark.DID_NOT_ATTEND, _expected(latest_first)))


def runs_of_absence(rows: Sequence[T], mark_of: Callable[[T], str]) -> list[list[T]]:
    """The rows in which somebody did not attend, in runs, in the order given; "not expected" is passed over."""
    counted = [row for row in rows if mark_of(row) != Mark.NOT_EXPECTED]
    grouped = groupby(counted, key=lambda row: mark_of(row) == Mark.DID_NOT_ATTEND)
    return [list(run) for is_absent, run in grouped if is_absent]


def _expected(marks: Iterable[Mark]) -> Iterable[Mark]:
    return (mark for mark in marks if mark != Mark.NOT_EXPECTED)
