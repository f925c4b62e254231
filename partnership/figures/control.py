"""Disclosure control of figures of people that partners enter (outcomes: section 3).

A figure of people is rounded as in reports, and kept back where it tells of 1 to k-1. So is one that completes the sum
of a year: four quarters beside their year, whoever enters which, would give the one away that is kept back. What a pack
has told is known for good, whatever is put right since; everything else is judged in the order of the first entries
(decision 159).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from operator import sub

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
from .told import Built, Entered, stood
from .value import Figure

TOO_FEW = f"{SUPPRESSED} Not shown: fewer than {{}} people, or withheld to protect another figure"
FEWER_THAN_A_RATE_NEEDS = f"{FEW} Not shown: a share of fewer than {RATE_FROM} people"
Counts = tuple[int, ...]
Known = Mapping[Period, frozenset[Counts]]
KeptBack = Mapping[Built | None, AbstractSet[int]]


@dataclass(frozen=True)
class Counted:
    """A figure of people as it is kept: what it counts, its period, and the numbers that it tells or gives away."""

    of: str
    period: Period
    counts: Counts
    row: EnteredFigure


def counted_of(measure: Measure, row: EnteredFigure) -> Counted | None:
    """None where the numbers behind the figure are not known, and of one that is missing.

    Measures that say in the same words what they count are followed together: by quarter and by year.
    """
    if row.value is None:
        return None
    of, period = in_words(measure.definition), period_named(row.period)
    if measure.unit == Unit.COUNT:
        return Counted(of, period, (round(row.value),), row)
    if measure.unit != Unit.SHARE or row.numerator is None or row.denominator is None:
        return None
    return Counted(of, period, (row.numerator, row.denominator - row.numerator), row)


def in_words(definition: str) -> str:
    """What a measure counts, whatever its spaces and capitals."""
    return " ".join(definition.casefold().split())


def kept_back(measures: Mapping[int, Measure], entered: Entered) -> KeptBack:
    """The rows that were kept back when each pack was built, and that are now (None).

    A pack that was built and not published counts as told: what another one then rested on does not change.
    """
    by_series: dict[tuple[str, int, Period], list[Counted]] = defaultdict(list)
    for row in entered.versions:
        measure = measures[row.measure_id]
        if measure.counts_people and (each := counted_of(measure, row)):
            by_series[each.of, len(each.counts), year_of(each.period)].append(each)
    found: dict[Built | None, set[int]] = defaultdict(set)
    for (_, _, year), series in by_series.items():
        for pack, kept in _kept_back_in(year, series, entered.packs):
            found[pack] |= kept
    return found


def _kept_back_in(
    year: Period, series: Sequence[Counted], packs: Sequence[Built]
) -> Iterator[tuple[Built | None, AbstractSet[int]]]:
    """Of the figures of one year and what they count: pack by pack, and now."""
    told: Known = {}
    judged: tuple[Sequence[Counted], Known] | None = None
    kept: AbstractSet[int] = frozenset()
    for pack in (*packs, None):
        standing = [each for each in series if stood(each.row, pack)]
        if judged != (standing, told):
            judged, kept = (standing, told), _kept_back_of(year, standing, told)
        yield pack, kept
        if pack:
            told = _with(
                told, *(each for each in standing if pack.tells(each.period) and each.row.pk not in kept)
            )


def _kept_back_of(year: Period, standing: Sequence[Counted], known: Known) -> set[int]:
    """known: what was told before."""
    kept = set()
    for each in standing:
        with_it = _with(known, each)
        if _is_small(each) or _gives_away(year, with_it):
            kept.add(each.row.pk)
        else:
            known = with_it
    return kept


def _with(known: Known, *found: Counted) -> Known:
    more = dict(known)
    for each in found:
        more[each.period] = more.get(each.period, frozenset()) | {each.counts}
    return more


def _is_small(each: Counted) -> bool:
    numbers = (*each.counts, sum(each.counts))
    return any(0 < number < settings.SMALLEST_NUMBER_SHOWN for number in numbers)


def _gives_away(year: Period, known: Known) -> bool:
    """Whether a year beside those of its quarters that are known says how few the others are, entered or not. Of a
    period that was told twice, before and after a correction, neither number may.
    """
    shown = [counts for each, counts in known.items() if each != year]
    smallest, others = settings.SMALLEST_NUMBER_SHOWN, 4 - len(shown)
    rests = known.get(year, frozenset())
    if not shown or not others:
        return False
    for counts in shown:
        rests = frozenset(tuple(map(sub, whole, part)) for whole in rests for part in counts)
    return any(0 < rest < smallest or rest == others * (smallest - 1) for counts in rests for rest in counts)


def figure_of(measure: Measure, row: EnteredFigure, *, is_kept_back: bool) -> Figure:
    """As everybody may read it."""
    figure = as_entered(row)
    if not measure.counts_people:
        return figure
    return _shown(figure, None if is_kept_back else counted_of(measure, row))


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
