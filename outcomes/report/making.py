"""Making a report: every indicator of its specification at a place in a period (outcomes: section 4)."""

import datetime
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.conf import settings
from django.utils import timezone

from foundation.lifecycle.dates import end_of_london_day
from outcomes import disclosure, rollup
from outcomes.disclosure import Knot
from outcomes.indicators import SPECIFICATION, batteries
from outcomes.moments import ReportMoment, report_moment
from outcomes.periods import Period
from outcomes.places import ReportPlace
from outcomes.rollup import Asked, Found
from outcomes.statistics import Curve, Step, product_limit

from .counting import counted_of, later_asked, with_later, with_mean_days
from .groups import groups_beside, places_asked, pooled
from .value import ImpossibleMoment, Line, Report, WorkedOutWith

log = logging.getLogger("outcomes.report")


def outcome_report(
    place: ReportPlace,
    period: Period,
    as_at: datetime.date | None = None,
    known_at: datetime.date | datetime.datetime | None = None,
    internal: bool = False,
    *,
    specification: str = SPECIFICATION,
    live: bool = False,
) -> Report:
    """The report of a place and period as at a day (default today), as known at a moment (default now).

    A known-at date means the end of that London day. internal: without disclosure control, for the staff concerned.
    specification: the version of the catalogue it computes by. live: from the facts themselves, as an audit asks.
    Raises ImpossibleMoment for a day that has not come, LookupError for a specification there is none of.
    """
    at, groups = _moment(as_at, known_at, live), groups_beside(place, internal)
    asked = Asked(batteries(specification), place.family, period.quarters, places_asked(place, groups))
    found, later = rollup.read(at, asked, later_asked(place, period.quarters))  # all of the table at once
    made_with = WorkedOutWith(at, groups, found, later)
    lines = tuple(_lines(place, period, made_with, internal))
    if not internal:
        _log_control(place, period, lines)
    return Report(
        place=place,
        period=period,
        as_at=at.as_at,
        known_at=at.known_at or timezone.now(),
        specification=specification,
        code_version=settings.CODE_VERSION,
        internal=internal,
        lines=lines,
        survival=_curve(lines, place, found),
        known_then=at.known_at,
        live=live,
        worked_out_with=made_with,
    )


def without_control(report: Report) -> Report:
    """The same report from the same counts without disclosure control: for what judges a publication, and no page.

    Raises KeyError for a report that was not made here, but read.
    """
    made_with = WorkedOutWith(report.moment, None, report.__dict__["found"], report.__dict__["later"])
    lines = tuple(_lines(report.place, report.period, made_with, internal=True))
    survival = _curve(lines, report.place, made_with.found)
    exact = replace(report, internal=True, lines=lines, survival=survival, worked_out_with=made_with)
    exact.__dict__["beside"] = report.beside
    return exact


def _lines(place: ReportPlace, period: Period, made_with: WorkedOutWith, internal: bool) -> Iterator[Line]:
    found, at, groups = made_with.found, made_with.moment, made_with.groups
    for battery in found.asked.batteries:
        for each in battery:
            counted = counted_of(each, found, place, at, groups, internal)
            line = with_mean_days(counted.line(period), period, place, found)
            yield with_later(line, period, place, made_with.later)


def _curve(lines: Sequence[Line], place: ReportPlace, found: Found) -> tuple[Step | Knot, ...]:
    curves = [survival_of(line, place, found) for line in lines if line.indicator.survival]
    return tuple(point for curve in curves for point in curve)


def _log_control(place: ReportPlace, period: Period, lines: Sequence[Line]) -> None:
    """Disclosure control is never skipped, and its log says so (outcomes: section 3)."""
    hidden = [line.indicator.slug for line in lines if line.cell.suppressed]
    log.info("disclosure control applied to %s %s; hidden in: %s", place, period, ", ".join(hidden) or "none")


def _moment(
    as_at: datetime.date | None, known_at: datetime.date | datetime.datetime | None, live: bool
) -> ReportMoment:
    today = timezone.localdate()
    if as_at and as_at > today:
        raise ImpossibleMoment("A report can be as at today or earlier; that day has not come.")
    if known_at is not None and not isinstance(known_at, datetime.datetime):
        known_at = end_of_london_day(known_at)
    if known_at and timezone.localdate(known_at) > today:
        known_at = None  # nothing is known yet that is not known now
    return report_moment(as_at or today, known_at, live)


def survival_of(line: Line, place: ReportPlace, found: Found) -> Sequence[Step | Knot]:
    """The curve beside a survival indicator's cell; none while that is immature."""
    if line.cell.maturity == "immature":
        return ()
    curve: Curve = product_limit(pooled(found.stops(line.indicator), place.members))
    if line.cell.controlled:
        return disclosure.control_curve(curve, line.cell, settings.SMALLEST_NUMBER_SHOWN)
    return curve.event_steps
