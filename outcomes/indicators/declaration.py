"""What an indicator is: a declaration that everything else reads (outcomes: section 1).

It names its index rows, one expression that gives each row a code, and a table saying which part each code is. Every
row has exactly one code, so events, non-events, unknown and exclusions add up by construction.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from foundation.lifecycle.dates import add_months
from foundation.lifecycle.working_days import add_working_days
from outcomes.cells import Unit
from outcomes.moments import ReportMoment

# The closed list of the report's JSON (files: Report JSON).
EXCLUSIONS = (
    "withdrawn_before_decision",
    "void",
    "declined",
    "not_yet_followed",
    "in_custody",
    "died",
    "recalled",
    "unavailable_for_work",
    "not_supervised",
    "out_of_scope",
    "not_matched",
    "not_expected",
    "unpaired",
    "before_series_break",
)
NOT_YET_FOLLOWED = "not_yet_followed"
BEFORE_SERIES_BREAK = "before_series_break"


@dataclass(frozen=True)
class Part:
    """Where a row is counted. `reason` names an exclusion, or what is counted apart from every part; of a score that
    moved, by how much; of a figure per person, how many events the row stands for. `of`: what is told beside figures is
    counted by more than a reason, such as the group of people.
    """

    name: str
    reason: str = ""
    of: str = ""


EVENT, NON_EVENT, UNKNOWN = Part("event"), Part("non_event"), Part("unknown")
VERIFIED_EVENT = Part("event", "verified")  # counts as any other event


UNPAIRED = "unpaired"


def excluded(reason: str) -> Part:
    """The part of those left out for a reason. Raises ValueError for one that is not in the closed list."""
    if reason not in EXCLUSIONS:
        raise ValueError(f"{reason!r} is not a reason for exclusion; the list is closed")
    return Part("excluded", reason)


def apart(what: str) -> Part:
    """Counted and shown beside the cell, in none of its parts: a walk-in was never expected to come."""
    return Part("apart", what)


@dataclass(frozen=True)
class Window:
    """How long a row is followed from its index date."""

    days: int = 0
    months: int = 0
    working_days: int = 0

    def closes_on(self, day: datetime.date) -> datetime.date:
        """The last day of the window of something that happened on `day`; months are clipped to month ends."""
        closing = add_months(day, self.months) + datetime.timedelta(days=self.days)
        return add_working_days(closing, self.working_days)

    def __str__(self) -> str:
        lengths = ((self.months, "month"), (self.days, "day"), (self.working_days, "working day"))
        said = [f"{length} {unit}{'' if length == 1 else 's'}" for length, unit in lengths if length]
        return " and ".join(said) or "none"


@dataclass(frozen=True)
class Index:
    """Which rows an indicator counts, and when and where each of them is.

    on: the field whose London day is the index date. is_moment: it holds a time, not a date. day: that day as an
    expression. hub: the expression of a row's hub, given `index_on`; a row without one is in no hub's figures.
    area: the same of its area, for rows that are about nobody; else it is the person's.
    """

    name: str
    model: type[Model]
    on: str
    day: Any
    hub: Callable[[ReportMoment], Any]
    is_moment: bool = False
    area: Callable[[ReportMoment], Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator. Its texts are the method annex; `rows`, `code` or `weighs`, and `parts` are its figures.

    rows: the index rows known and effective at a moment. code: the expression of a row's code, which may use the
    row's fields and `index_on`. weighs: instead of one code a row, how many of each code it stands for: a session
    stands for its places. settling_days: how long a mature cell stays provisional. series_break: figures before
    this day are not comparable; its quarter counts from it on. needs_offences: "matured" when the loaded offence data
    must reach the day the cell matures, "any" when there must be some. survival, waits: when a row's follow-up stopped,
    and how (`engine.stops`); the first is published as a curve, the second as median and quartiles. change: instead of
    a code, by how much the row's score moved, NULL where there is no pair; its mean is the figure. led_by: the slug of
    the indicator whose table and page show this one too, with the others that are asked of the same rows. verified:
    whether a verified claim stands behind a row's event, which is shown beside the figure and decides nothing about it.
    per: of a figure per person, the parts whose people share the events; the code of a row is then how many events it
    stands for, a whole number. counted_with: the slug of the indicator with the same rows and codes, whose counts are
    this one's too; only what is made of them differs. says: of what is counted beside the table, instead of `parts`:
    which parts a row of the code is counted in.
    """

    slug: str
    id: str
    title: str
    why: str
    index_date: str
    denominator: str
    numerator: str
    notes: str
    index: Index
    rows: Callable[[ReportMoment], QuerySet]
    parts: Mapping[str, Part]
    code: Callable[[ReportMoment], Any] | None = None
    weighs: Mapping[str, Callable[[ReportMoment], Any]] = field(default_factory=dict)
    window: Window = Window()
    settling_days: int = 28
    unit: Unit = "share"
    good: str = "up"
    official: str = ""
    official_from: str = ""
    series_break: datetime.date | None = None
    needs_offences: str = ""
    smallest_group: int = 30
    survival: Callable[[ReportMoment], Any] | None = field(default=None)
    waits: Callable[[ReportMoment], Any] | None = field(default=None)
    change: Callable[[ReportMoment], Any] | None = field(default=None)
    led_by: str = ""
    verified: Callable[[ReportMoment], Any] | None = field(default=None)
    per: tuple[str, ...] = ()
    counted_with: str = ""
    says: Callable[[str], Iterable[Part]] | None = field(default=None)

    @property
    def question(self) -> str:
        """What it asks, beside others of the same form: the title without the form's name."""
        return self.title.partition(": ")[2] or self.title

    @property
    def follow_up(self) -> Callable[[ReportMoment], Any] | None:
        """The expression of when a row's follow-up stopped; None for what is read at a point."""
        return self.survival or self.waits

    def part_of(self, code: str) -> Part:
        """Raises LookupError for a code the table does not have: never a guess."""
        if code == BEFORE_SERIES_BREAK and self.series_break:
            return excluded(BEFORE_SERIES_BREAK)
        if self.per and code.isdecimal():
            return Part(EVENT.name, code) if int(code) else NON_EVENT
        if code not in self.parts:
            raise LookupError(f"{self.slug} does not say which part the code {code!r} is")
        return self.parts[code]

    def counted_as(self, code: str) -> Iterable[Part]:
        """Every part that a row of the code is counted in: of a figure one. Raises LookupError as `part_of`."""
        return self.says(code) if self.says else (self.part_of(code),)

    def part_of_change(self, points: int | None) -> Part:
        """Better is the event, the same or worse the non-event, each with how far it moved; no pair is left out."""
        if points is None:
            return excluded(UNPAIRED)
        is_better = points > 0 if self.good == "up" else points < 0
        return Part((EVENT if is_better else NON_EVENT).name, str(points))

    @property
    def exclusions(self) -> tuple[str, ...]:
        """Every reason it can exclude for, in the order of the closed list."""
        named = {part.reason for part in self.parts.values() if part.name == "excluded"}
        if self.series_break:
            named.add(BEFORE_SERIES_BREAK)
        return tuple(reason for reason in EXCLUSIONS if reason in named)

    @property
    def counted_apart(self) -> tuple[str, ...]:
        """What is shown beside the cell and in none of its parts."""
        return tuple(part.reason for part in self.parts.values() if part.name == "apart")

    def matures_on(self, period_end: datetime.date) -> datetime.date:
        """The first day on which everybody of a period has been followed for the whole window."""
        return self.window.closes_on(period_end)
