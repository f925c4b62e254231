"""What is wrong with a file, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass

KEPT = 500  # problems kept with a staged file; the command line prints every one


class Unreadable(ValueError):
    """The file stops making sense at a line: wrong encoding, broken quoting, more cells than the header."""

    def __init__(self, line: int, text: str, column: str = "file") -> None:
        self.line, self.column, self.text = line, column, text
        super().__init__(text)


@dataclass(frozen=True)
class Problem:
    """One reason why one row cannot be imported. `column` may also be "file", "header" or "row"."""

    line: int
    column: str
    text: str

    def __str__(self) -> str:
        return f"{self.column}: {self.text}"


class Problems:
    """Every reason found in a file."""

    def __init__(self) -> None:
        self._by_line: dict[int, list[Problem]] = {}

    def add(self, line: int, column: str, text: str) -> None:
        self._by_line.setdefault(line, []).append(Problem(line, column, text))

    def __len__(self) -> int:
        """How many rows are bad."""
        return len(self._by_line)

    def __contains__(self, line: int) -> bool:
        return line in self._by_line

    def rows(self) -> Iterator[tuple[int, list[Problem]]]:
        """(line, its problems), in the order of the file."""
        for line in sorted(self._by_line):
            yield line, self._by_line[line]

    def report(self, file: str) -> Iterator[str]:
        """One line per bad row: `FILE:LINE column: what is wrong`; further reasons of the row follow on the line."""
        for line, found in self.rows():
            yield f"{file}:{line} " + "; ".join(str(problem) for problem in found)

    def first(self) -> list[dict]:
        """The first bad rows, to be kept with the file as JSON."""
        rows = (
            {"line": line, "reasons": [[each.column, each.text] for each in found]}
            for line, found in self.rows()
        )
        return [row for row, _ in zip(rows, range(KEPT), strict=False)]
