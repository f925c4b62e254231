"""What an import is: a declaration of its columns, a judgement of its rows against what is known, and one writing.

Each app declares its imports in `imports.py` and registers them from `apps.py`; this floor knows none of them. Every
step works on sets: rows are looked up and written in batches, never one query a row. (files: Import files)
"""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.lifecycle import facts
from foundation.lifecycle.facts import Fact

from .columns import Column
from .problems import Problems

BATCH = 1000
NEW, CORRECTED, UNCHANGED = "new", "corrected", "unchanged"


class Row:
    """One line of the file: `row["crn"]` is the value of its cell; a column the file lacks reads as empty."""

    __slots__ = ("cells", "line")

    def __init__(self, line: int, cells: dict[str, Any]) -> None:
        self.line, self.cells = line, cells

    def __getitem__(self, column: str) -> Any:
        return self.cells[column]


class Importer(ABC):
    """One file of one kind, being judged and then written.

    Subclasses declare `what` (the command's name after `import_`), `title`, `order` (files are loaded in it) and
    `columns`; `judge` finds every problem and sorts the rows, `write` writes what `judge` has sorted. `references`
    gives for a column the list that its cells must be in, by name: fetched once, and the cell reads as what it names.
    `permission` is what a user must hold besides IMPORT_FILES.
    """

    what: ClassVar[str]
    title: ClassVar[str]
    order: ClassVar[int]
    columns: ClassVar[tuple[Column, ...]]
    permission: ClassVar[Permission] = Permission.IMPORT_RECORDS
    covers_a_period: ClassVar[bool] = False  # the file says up to which day it is complete
    collects_people: ClassVar[bool] = False  # the file may bring people nobody knew
    do_not_call_in_templates: ClassVar[bool] = True  # a page speaks of the kind, not of one file
    references: ClassVar[Mapping[str, Callable[[], Mapping[str, Any]]]] = {}

    def __init__(
        self, rows: list[Row], broken: list[Row], stated: frozenset[str], problems: Problems, by: Any = None
    ) -> None:
        """broken: rows of which some cells could not be read; those cells read as empty.

        stated: the columns the file has; what it lacks it says nothing about. by: the user whose file it is, None on
        the command line.
        """
        self.rows, self.broken, self.stated, self.problems = rows, broken, stated, problems
        self.by = by
        self._sorted: dict[int, str] = {}
        self.today = timezone.localdate()

    @abstractmethod
    def judge(self) -> None:
        """Find every problem and sort the rows into new, corrected and unchanged. Reads only."""

    @abstractmethod
    def write(self, *, by: Any, source: Mapping[str, Any], covers_to: datetime.date | None = None) -> None:
        """Write what was judged, in the caller's transaction. source: the file's hash, kept in every event."""

    def moves_the_period(self, file: str, covers_to: datetime.date | None) -> bool:
        """Whether writing would say something new about up to which day the data is complete. file: its hash."""
        return False

    def people_ids(self) -> Iterable[int]:
        """Whom the written rows are about, for the audit trail."""
        return ()

    def sort_as(self, row: Row, name: str) -> None:
        """Say what importing the row would do: NEW, CORRECTED or UNCHANGED; it counts unless the row is bad."""
        self._sorted[row.line] = name

    @property
    def counts(self) -> Counter[str]:
        """How many rows are new, corrected and unchanged. A bad row is none of these, whatever else it says."""
        return Counter(name for line, name in self._sorted.items() if line not in self.problems)

    def wrong(self, row: Row, column: str, text: str) -> None:
        self.problems.add(row.line, column, text)

    def values(self, row: Row, *columns: str) -> dict[str, Any]:
        """What the row says in these columns, of those that the file has."""
        return {column: row[column] for column in columns if column in self.stated}

    def not_after_today(self, row: Row, *columns: str) -> None:
        """What has happened cannot lie ahead."""
        for column in columns:
            if row[column] and row[column] > self.today:
                self.wrong(row, column, f"{row[column]} is in the future")

    def in_order(self, row: Row, *columns: str) -> None:
        """Each of these dates that is known is on or after the one before it."""
        known = [column for column in columns if row[column]]
        for earlier, later in pairwise(known):
            if row[later] < row[earlier]:
                self.wrong(row, later, f"{row[later]} is before {earlier} ({row[earlier]})")


class OneFactEach(Importer):
    """An import whose row is one fact of one model: new by its key, or a correction of the fact with that key."""

    model: ClassVar[type[Fact]]

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.new: list[Fact] = []
        self.corrections: list[tuple[Fact, dict[str, Any]]] = []
        self._seen: dict[tuple, tuple[Row, dict[str, Any]]] = {}

    def look_up(self) -> None:
        """Fetch what the rows refer to."""

    @abstractmethod
    def key_and_values(self, row: Row) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """(key, other values) by field name; None after noting why the row cannot be one."""

    @abstractmethod
    def known(self) -> Mapping[tuple, Fact]:
        """The current facts that rows of this file may be about, by key."""

    def judge_whole(self) -> None:
        """What only the whole file can tell, such as overlaps."""

    def judge(self) -> None:
        self.look_up()
        known = self.known()
        for row in self.rows:
            found = self.key_and_values(row)
            if found and row.line not in self.problems:
                self._sort(row, *found, known)
        self.judge_whole()

    def _sort(
        self, row: Row, key: dict[str, Any], values: dict[str, Any], known: Mapping[tuple, Fact]
    ) -> None:
        name = tuple(key.values())
        if name in self._seen:
            self._repeated(row, values, *self._seen[name])
            return
        self._seen[name] = (row, values)
        fact = known.get(name)
        if fact is None:
            fact = self.model(**key, **values)
            self.new.append(fact)
            self.sort_as(row, NEW)
        elif moved := {field: value for field, value in values.items() if getattr(fact, field) != value}:
            self.corrections.append((fact, moved))
            self.sort_as(row, CORRECTED)
        else:
            self.sort_as(row, UNCHANGED)
        fact.imported_line = row.line  # type: ignore[attr-defined]

    def _repeated(self, row: Row, values: dict[str, Any], first: Row, first_values: dict[str, Any]) -> None:
        """The same row twice says nothing new; two that differ cannot both be right."""
        if values != first_values:
            self.wrong(row, "row", f"says something else than line {first.line} with the same key")
        else:
            self.sort_as(row, UNCHANGED)

    def write(self, *, by: Any, source: Mapping[str, Any], covers_to: datetime.date | None = None) -> None:
        facts.record(self.new, by=by, what="imported", source=source)
        facts.correct(self.corrections, by=by, source=source)

    def people_ids(self) -> Iterable[int]:
        return {fact.person_id for fact in [*self.new, *(fact for fact, _ in self.corrections)]}  # type: ignore[attr-defined]


def in_batches(queryset: models.QuerySet, field: str, values: Iterable[Any]) -> Iterator[Any]:
    """The rows of a queryset whose field is one of many values, a batch of values at a time."""
    rest = iter(sorted(set(values)))
    while batch := list(islice(rest, BATCH)):
        yield from queryset.filter(**{f"{field}__in": batch})


_importers: dict[str, type[Importer]] = {}


def register(*importers: type[Importer]) -> None:
    """Add imports; called once from an app's `ready()`."""
    for each in importers:
        _importers[each.what] = each


def registered() -> Sequence[type[Importer]]:
    """Every import, in the order in which files are loaded."""
    return sorted(_importers.values(), key=lambda each: each.order)


def importer_of(what: str) -> type[Importer]:
    """Raises LookupError for an import that no app declares."""
    return _importers[what]
