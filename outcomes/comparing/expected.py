"""Proven reoffending beside what a published risk score had expected of the same people (outcomes: Risk adjustment)."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, DecimalField, OuterRef, Subquery, Sum

from outcomes import engine
from outcomes.disclosure import control_count
from outcomes.indicators import indicator
from outcomes.indicators.declaration import EVENT, NON_EVENT
from outcomes.moments import ReportMoment
from outcomes.periods import Period
from outcomes.places import ReportPlace
from outcomes.report import Line, line_of
from outcomes.rounding import RATE_FROM, rounded
from outcomes.statistics import poisson_interval
from people.models import ExpectedReoffending

REOFFENDING = "proven-reoffending"
LEAST = 0.9  # of the denominator must have a probability: those without one are not like the rest


@dataclass(frozen=True)
class Expected:
    """Observed over expected by a source, with the interval that chance leaves the observed; `mean`: the mean
    probability expected, which is the case mix in one number; `rate`: what was observed. `without`: people of the
    denominator who had no probability, None where that may not be shown. `ratio` is None where too few had one.
    """

    source: str
    without: int | None
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    rate: float | None = None


@dataclass(frozen=True)
class _Summed:
    """What a source knows of a denominator."""

    source: str
    people: int
    known: int
    offended: int
    observed: int
    expected: float


def expected_of(
    place: ReportPlace, period: Period, at: ReportMoment, *, internal: bool, line: Line | None = None
) -> Expected | None:
    """The comparison by the source that knows most of the people; None without any probability, and while proven
    reoffending itself may not be shown. `line`: that of proven reoffending, where it is known already.
    """
    line = line or line_of(indicator(REOFFENDING), place, period, at, internal)
    if line.cell.rate is None:
        return None
    sources = at.known(ExpectedReoffending).order_by().values_list("source", flat=True).distinct()
    found = [_summed(source, line, place, period, at) for source in sorted(sources)]
    if not found:
        return None
    best = max(found, key=lambda each: each.known)
    if not best.known:
        return None
    lacking = best.people - best.known
    without = lacking if internal else control_count(lacking, settings.SMALLEST_NUMBER_SHOWN)
    if best.known < LEAST * best.people or not best.expected or _tells(best, lacking, internal):
        return Expected(best.source, without)
    low, high = poisson_interval(best.observed, best.expected)
    told: tuple[float, ...] = (
        best.observed / best.expected,
        low,
        high,
        best.expected / best.known,
        best.observed / best.known,
    )
    if not internal:
        told = (*(rounded(each, 1) for each in told[:3]), *(rounded(each, 2) for each in told[3:]))
    return Expected(best.source, without, *told)


def _tells(found: _Summed, lacking: int, internal: bool) -> bool:
    """Whether a figure of those with a probability, beside that of everybody, would tell of a few without one, or of
    how few of these offended or did not.
    """
    offended = found.offended - found.observed
    counts = (found.observed, found.known - found.observed, lacking, offended, lacking - offended)
    hidden = any(control_count(count, settings.SMALLEST_NUMBER_SHOWN) is None for count in counts)
    return not internal and (hidden or found.known < RATE_FROM)


def _summed(source: str, line: Line, place: ReportPlace, period: Period, at: ReportMoment) -> _Summed:
    """One GROUP BY: how many of each code there are, how many have a probability, and what those add up to."""
    shown = line.indicator
    probability = at.known(ExpectedReoffending).filter(
        person=OuterRef("person_id"), released_on=OuterRef("released_on"), source=source
    )
    rows = engine.placed(shown, place.family, at, period.quarters, place.only)
    coded = engine.coded(shown, rows, at).annotate(
        chance=Subquery(probability.values("probability")[:1], output_field=DecimalField())
    )
    told = coded.values("row_code").annotate(
        people=Count("pk"), known=Count("chance"), expected=Sum("chance")
    )  # fmt: skip
    found = [each for each in told.order_by() if shown.part_of(each["row_code"]) in (EVENT, NON_EVENT)]
    return _Summed(
        source,
        sum(each["people"] for each in found),
        sum(each["known"] for each in found),
        sum(each["people"] for each in found if shown.part_of(each["row_code"]) == EVENT),
        sum(each["known"] for each in found if shown.part_of(each["row_code"]) == EVENT),
        float(sum(each["expected"] or 0 for each in found)),
    )
