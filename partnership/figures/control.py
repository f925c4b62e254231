"""Disclosure control of figures of people that partners enter (outcomes: section 3).

A figure of people is rounded as in reports, and kept back where it tells of 1 to k-1. So is one that completes the sum
of a year: four quarters beside their year, whoever enters which, would give the one away that is kept back. Figures
are judged in the order in which they were entered, so that what was told stays told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.conf import settings

from outcomes.cells import Parts, cell
from outcomes.disclosure import control
from outcomes.disclosure.cells import NEVER
from outcomes.pages.words import FEW, SUPPRESSED
from outcomes.periods import Period, year_of
from outcomes.periods import period as period_named
from outcomes.rounding import RATE_FROM, rounded_count

from ..models import EnteredFigure, Measure
from ..states import Unit
from .value import Figure

TOO_FEW = f"{SUPPRESSED} Not shown: fewer than {{}} people, or withheld to protect another figure"
FEWER_THAN_A_RATE_NEEDS = f"{FEW} Not shown: a share of fewer than {RATE_FROM} people"
Counts = tuple[int, ...]


@dataclass(frozen=True)
class Counted:
    """A figure of people as it is kept: what it counts, its period, and the numbers that it tells or gives away."""

    of: str
    period: Period
    counts: Counts
    row: int


def counted_of(measure: Measure, row: EnteredFigure) -> Counted | None:
    """None where the numbers behind the figure are not known, and of one that is missing.

    Measures that say in the same words what they count are followed together: by quarter and by year.
    """
    if row.value is None:
        return None
    of, period = " ".join(measure.definition.casefold().split()), period_named(row.period)
    if measure.unit == Unit.COUNT:
        return Counted(of, period, (round(row.value),), row.pk)
    if measure.unit != Unit.SHARE or row.numerator is None or row.denominator is None:
        return None
    return Counted(of, period, (row.numerator, row.denominator - row.numerator), row.pk)


def kept_back(found: Iterable[Counted]) -> frozenset[int]:
    """The rows that are kept back, of figures in the order in which they were entered."""
    by_series: dict[tuple[str, int], list[Counted]] = defaultdict(list)
    for each in found:
        by_series[each.of, len(each.counts)].append(each)
    return frozenset(row for series in by_series.values() for row in _kept_back_of(series))


def _kept_back_of(series: Sequence[Counted]) -> Iterable[int]:
    known, told = {each.period: each.counts for each in series}, set[Period]()
    for each in series:
        year = each.period if each.period.is_year else year_of(each.period)
        if _is_small(each) or _gives_away(year, known, told | {each.period}):
            yield each.row
        else:
            told.add(each.period)


def _is_small(each: Counted) -> bool:
    numbers = (*each.counts, sum(each.counts))
    return any(0 < number < settings.SMALLEST_NUMBER_SHOWN for number in numbers)


def _gives_away(year: Period, known: Mapping[Period, Counts], told: set[Period]) -> bool:
    """Whether a year beside those of its quarters that are told says how few the others are, entered or not."""
    shown = [known[each] for each in told if each != year and year_of(each) == year]
    if year not in told or not shown:
        return False
    smallest, others = settings.SMALLEST_NUMBER_SHOWN, 4 - len(shown)
    rests = [whole - sum(parts) for whole, *parts in zip(known[year], *shown, strict=True)]
    return any(0 < rest < smallest or rest == others * (smallest - 1) for rest in rests if others)


def of_people(measures: Mapping[int, Measure], rows: Sequence[EnteredFigure]) -> Mapping[int, Figure]:
    """{row: the figure as everybody may read it}, of measures that count people."""
    theirs = sorted(
        (row for row in rows if measures[row.measure_id].counts_people),
        key=lambda row: (row.recorded_at, row.pk),
    )
    counted = {row.pk: counted_of(measures[row.measure_id], row) for row in theirs}
    kept = kept_back(each for each in counted.values() if each)
    return {row.pk: _shown(as_entered(row), None if row.pk in kept else counted[row.pk]) for row in theirs}


def as_entered(row: EnteredFigure) -> Figure:
    """The figure with its numbers as they were entered."""
    return Figure(
        period=period_named(row.period),
        value=None if row.value is None else float(row.value),
        unsaid=row.absent_because,
        source=row.source,
        numerator=row.numerator,
        denominator=row.denominator,
        note=row.note,
    )


def _shown(figure: Figure, counted: Counted | None) -> Figure:
    """counted: None of a figure that is kept back."""
    if figure.value is None:
        return figure
    smallest = settings.SMALLEST_NUMBER_SHOWN
    if counted is None:
        return _without_numbers(figure, TOO_FEW.format(smallest))
    if len(counted.counts) == 1:
        return replace(figure, value=float(rounded_count(counted.counts[0])))
    events, non_events = counted.counts
    shown = control(cell("", "", Parts(events, non_events), "final", NEVER), smallest)
    if shown.rate is None:
        return _without_numbers(figure, FEWER_THAN_A_RATE_NEEDS)
    return replace(figure, value=shown.rate, numerator=shown.numerator, denominator=shown.denominator)


def _without_numbers(figure: Figure, why: str) -> Figure:
    return replace(figure, value=None, unsaid=why, numerator=None, denominator=None, hidden=True)
