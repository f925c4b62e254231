"""What a report is: its lines, and the dates and versions it was made of (outcomes: section 4)."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from outcomes.cells import Cell
from outcomes.disclosure import Knot
from outcomes.indicators import Indicator
from outcomes.moments import ReportMoment, report_moment
from outcomes.periods import Period
from outcomes.places import ReportPlace
from outcomes.statistics import Step


class ImpossibleMoment(ValueError):
    """The report was asked for as at a day that has not come."""


@dataclass(frozen=True)
class Line:
    """One indicator of the report: its declaration, its cell, and what is counted apart (None: not shown).

    `known_share` is the share of people about whom the answer is known, None where it may not be shown. `verified` is
    the cell of how many of the numerator's facts have a verified claim, of an indicator that can say so: None before it
    is mature, and where the numerator is not shown.
    """

    indicator: Indicator
    cell: Cell
    apart: Mapping[str, int | None]
    known_share: float | None = None
    verified: Cell | None = None


@dataclass(frozen=True)
class Report:
    """A whole report, frozen. `lines` are in catalogue order; `survival` belongs to `time-to-reoffence`.

    `survival` holds day 0 and every day with an event when internal (carry forward between), else monthly knots.
    `known_then` is the known-at that was asked for, None for all until now. `live`: every figure was counted again from
    the facts, as an audit asks.
    """

    place: ReportPlace
    period: Period
    as_at: datetime.date
    known_at: datetime.datetime
    specification: str
    code_version: str
    internal: bool
    lines: tuple[Line, ...]
    survival: tuple[Step | Knot, ...]
    known_then: datetime.datetime | None = None
    live: bool = False

    @cached_property
    def moment(self) -> ReportMoment:
        """From where its figures are worked out."""
        return report_moment(self.as_at, self.known_then, self.live)

    def line(self, slug: str) -> Line:
        """The line of an indicator. Raises LookupError."""
        for line in self.lines:
            if line.indicator.slug == slug:
                return line
        raise LookupError(f"the report has no indicator {slug!r}")
