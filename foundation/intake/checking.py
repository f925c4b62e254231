"""From the bytes of a file to a judged import: read, every cell checked, every row judged."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from .columns import Column, Reader, quoted
from .importers import CORRECTED, NEW, UNCHANGED, Importer, Row
from .problems import Problems, Unreadable
from .reading import read_lines, without_blank_end


@dataclass
class Checked:
    """A judged file: its problems, or what importing it would do."""

    content: bytes = field(repr=False)
    problems: Problems
    importer: Importer

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def counts(self) -> dict[str, int]:
        """Rows that are new, correct what is known, or say nothing new."""
        return {name: self.importer.counts[name] for name in (NEW, CORRECTED, UNCHANGED)}

    @property
    def changes_something(self) -> bool:
        return bool(self.importer.counts[NEW] or self.importer.counts[CORRECTED])


def check(importer: type[Importer], content: bytes, *, by: Any = None) -> Checked:
    """Judge a file as a whole; every problem of every row is found. Writes nothing. by: None on the command line."""
    problems = Problems()
    reading = _Reading(importer, problems)
    reading.read(content)
    judged = importer(reading.sound, reading.broken, reading.stated, problems, by)
    judged.judge()
    return Checked(content, problems, judged)


def listed(name: str, choices: Mapping[str, Any]) -> Reader:
    """Reads a cell that names a row of a reference list as that row."""

    def read(cell: str) -> Any:
        if cell not in choices:
            raise ValueError(f"{quoted(cell)} is not in the list of {name}")
        return choices[cell]

    return read


class _Reading:
    """The rows of one file, cell by cell."""

    def __init__(self, importer: type[Importer], problems: Problems) -> None:
        lists = {name: fetch() for name, fetch in importer.references.items()}
        self.columns = [
            replace(column, read=listed(column.name + "s", lists[column.name]))
            if column.name in lists
            else column
            for column in importer.columns
        ]
        self.problems = problems
        self.sound: list[Row] = []
        self.broken: list[Row] = []
        self.stated: frozenset[str] = frozenset()

    def read(self, content: bytes) -> None:
        lines = read_lines(content)
        try:
            line, header = next(lines)
            header = without_blank_end(header)
            if not self._header_fits(header, line):
                return
            self.stated = frozenset(header)
            by_name = {column.name: column for column in self.columns}
            absent = {column.name: column.empty for column in self.columns if column.name not in self.stated}
            in_order = [by_name[name] for name in header]
            for line, cells in lines:
                self._read_row(in_order, absent, line, cells)
        except Unreadable as stop:
            self.problems.add(stop.line, stop.column, stop.text)

    def _header_fits(self, header: list[str], line: int) -> bool:
        names = [column.name for column in self.columns]
        for place, name in enumerate(header):
            if not name:
                self.problems.add(line, "header", f"column {place + 1} has no name")
            elif name not in names:
                self.problems.add(
                    line, name[:40], f"is not a column of this file, which has {', '.join(names)}"
                )
            elif name in header[:place]:
                self.problems.add(line, name, "stands twice in the header")
        for column in self.columns:
            if column.required and column.name not in header:
                self.problems.add(
                    line, column.name, "is missing: the first line must name every required column"
                )
        return line not in self.problems

    def _read_row(
        self, columns: Sequence[Column], absent: dict[str, Any], line: int, cells: list[str]
    ) -> None:
        if len(cells) != len(columns):
            cells = without_blank_end(cells) if len(cells) > len(columns) else cells
            if len(cells) > len(columns):
                self.problems.add(line, "row", f"has {len(cells)} cells; the header has {len(columns)}")
                return
            cells = cells + [""] * (len(columns) - len(cells))
        values, sound = dict(absent), True
        for column, cell in zip(columns, cells, strict=True):
            values[column.name] = column.empty
            try:
                if cell:
                    values[column.name] = column.read(cell)
                elif column.required:
                    raise ValueError("is required")
            except ValueError as wrong:
                sound = False
                self.problems.add(line, column.name, str(wrong))
        (self.sound if sound else self.broken).append(Row(line, values))
