"""What a report is: its lines, and the dates and versions it was made of (outcomes: section 4)."""

import datetime
from collections.abc import Mapping
from dataclasses import InitVar, dataclass
from functools import cached_property

from outcomes.cells import Cell
from outcomes.disclosure import Knot
from outcomes.indicators import Indicator
from outcomes.moments import ReportMoment, report_moment
from outcomes.periods import Period
from outcomes.places import ReportPlace
from outcomes.rollup import Found
from outcomes.statistics import Step

from .beside import Beside, read_beside
from .groups import Groups, groups_beside


class ImpossibleMoment(ValueError):
    """The report was asked for as at a day that has not come."""


@dataclass(frozen=True)
class Line:
    """One indicator of the report: its declaration, its cell, and what is counted apart (None: not shown).

    `known_share` is the share of people about whom the answer is known, None where it may not be shown. `verified` is
    the cell of how many of the numerator's facts have a verified claim, of an indicator that can say so: None before it
    is mature, and where the numerator is not shown. `mean_days`: of an indicator with a curve, the mean of the days
    until the event of those who had it, which says nothing of those who had none; None where it may not be shown.
    """

    indicator: Indicator
    cell: Cell
    apart: Mapping[str, int | None]
    known_share: float | None = None
    verified: Cell | None = None
    mean_days: float | None = None


@dataclass(frozen=True)
class WorkedOutWith:
    """The moment, what control needs beside the place, everything that was counted of the table, and of those who were
    referred to a hub later.
    """

    moment: ReportMoment
    groups: Groups | None
    found: Found
    later: Found


@dataclass(frozen=True)
class Report:
    """A whole report, frozen. `lines` are in catalogue order; `survival` belongs to `time-to-reoffence`.

    `survival` holds day 0 and every day with an event when internal (carry forward between), else monthly knots.
    `known_then` is the known-at that was asked for, None for all until now. `live`: every figure was counted again from
    the facts, as an audit asks. `worked_out_with`: what its lines were made with, for whoever makes its other parts;
    without it the moment and the groups are asked for again.
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
    worked_out_with: InitVar["WorkedOutWith | None"] = None

    def __post_init__(self, worked_out_with: "WorkedOutWith | None") -> None:
        if worked_out_with is not None:
            self.__dict__.update(vars(worked_out_with))

    @cached_property
    def moment(self) -> ReportMoment:
        """From where its figures are worked out."""
        return report_moment(self.as_at, self.known_then, self.live)

    @cached_property
    def groups(self) -> Groups | None:
        """What its figures are controlled with."""
        return groups_beside(self.place, self.internal)

    @cached_property
    def beside(self) -> Beside:
        """What its parts beside the table are made from, read at once."""
        return read_beside(self)

    def line(self, slug: str) -> Line:
        """The line of an indicator. Raises LookupError."""
        for line in self.lines:
            if line.indicator.slug == slug:
                return line
        raise LookupError(f"the report has no indicator {slug!r}")
