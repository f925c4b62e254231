"""What every report counts with: the engine's questions, answered out of the rollup where that is exact.

It is exact for what is known now, as at today or the latest end of a month, by the specification in force. Everything
else is counted live, and so is an audit. (issue: Rollups; decisions 91, 110 and 111)
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.db.models import Exists, F, FilteredRelation, IntegerField, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from outcomes import engine
from outcomes.engine import Counts, Where
from outcomes.indicators import Indicator
from outcomes.indicators.declaration import Part
from outcomes.models import DoubtedPlace, KeptQuarter, Mark
from outcomes.models.rollup import CENSORED, NOWHERE, STOP
from outcomes.moments import ReportMoment
from outcomes.places import Family
from outcomes.publishing.months import last_month_end

from .doubting import doubt_what_is_marked
from .keeping import bring_up_to, is_fresh, of_quarters
from .reach import KEPT

TRIES = 3  # how often it is counted again where others' changes come between
TOLD = ("place", "part", "reason", "of", "number")
_IN_FORCE = {each.slug: each for each in KEPT}
Stops = Mapping[Where, Counter[tuple[int, bool]]]
_Rows = list[tuple]


@dataclass(frozen=True)
class Asked:
    """Some batteries of indicators at the places of a family, all of them or these, in some quarters."""

    batteries: Sequence[Sequence[Indicator]]
    family: Family
    quarters: Collection[int]
    places: Collection[int | None] | None = None

    @property
    def span(self) -> range:
        return range(min(self.quarters), max(self.quarters) + 1)


@dataclass
class Found:
    """The answer to what was asked: out of the rollup, or counted live when it is first looked at."""

    asked: Asked
    at: ReportMoment
    kept: Mapping[str, _Rows]
    _live: dict[str, Mapping[Where, Counts]] = field(default_factory=dict)
    _followed: dict[str, Stops] = field(default_factory=dict)

    def counts(self, slug: str) -> Mapping[Where, Counts]:
        """As `engine.counts`. Raises LookupError for an indicator that was not asked for."""
        if slug not in self.kept:
            if slug not in self._live:
                battery = next(each for each in self.asked.batteries if slug in (one.slug for one in each))
                self._live |= engine.counts_together(battery, *self._where)
            return self._live[slug]
        found: dict[Where, Counts] = defaultdict(Counter)
        for quarter, place, part, reason, of, number in self.kept[slug]:
            if part != STOP:
                found[place, quarter][_part(part, reason, of)] = number
        return found

    def stops(self, indicator: Indicator) -> Stops:
        """As `engine.stops`."""
        if indicator.slug not in self.kept:
            if indicator.slug not in self._followed:
                self._followed[indicator.slug] = engine.stops(indicator, *self._where)
            return self._followed[indicator.slug]
        found: dict[Where, Counter[tuple[int, bool]]] = defaultdict(Counter)
        for quarter, place, part, reason, of, number in self.kept[indicator.slug]:
            if part == STOP:
                found[place, quarter][int(reason), of != CENSORED] = number
        return found

    @property
    def _where(self) -> tuple[Family, ReportMoment, Collection[int], Collection[int | None] | None]:
        return self.asked.family, self.at, self.asked.quarters, self.asked.places


def read(at: ReportMoment, *asked: Asked) -> list[Found]:
    """The answer to each question: all that the rollup can say in one statement, so that nobody's change comes between
    two answers. What is doubted is counted again before.
    """
    answered = [
        replace(each, batteries=[battery for battery in each.batteries if is_answered(battery, at)])
        for each in asked
    ]
    rows, lacking = _look(answered, at, ~Exists(Mark.objects.all()))
    for _ in range(TRIES if lacking else 0):
        doubt_what_is_marked()
        rows, lacking = _look(answered, at, Q())
        for number, battery in lacking:
            bring_up_to(battery, answered[number].family, at, answered[number].span)
        if not lacking:
            break
    live = {(number, each.slug) for number, battery in lacking for each in battery}
    kept: list[dict[str, _Rows]] = [{} for _ in asked]
    for number, slug, *told in rows:
        if (number, slug) not in live:
            of_slug = kept[number].setdefault(slug, [])
            if told[-1] is not None:  # a quarter in which nobody is counted there
                of_slug.append(tuple(told))
    return [Found(each, at, found) for each, found in zip(asked, kept, strict=True)]


def counts_together(
    battery: Sequence[Indicator],
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> Mapping[str, Mapping[Where, Counts]]:
    """As `engine.counts_together`."""
    (found,) = read(at, Asked([battery], family, quarters, places))
    return {each.slug: found.counts(each.slug) for each in battery}


def counts(
    indicator: Indicator,
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> Mapping[Where, Counts]:
    """As `engine.counts`."""
    return counts_together([indicator], family, at, quarters, places)[indicator.slug]


def stops(
    indicator: Indicator,
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> Stops:
    """As `engine.stops`. Raises ValueError for an indicator that follows nobody."""
    asked = Asked([[indicator]] if indicator.follow_up else [], family, quarters, places)
    (found,) = read(at, asked)
    return found.stops(indicator)


def is_answered(battery: Iterable[Indicator], at: ReportMoment) -> bool:
    """Whether the rollup can say what these indicators are at the moment."""
    return is_kept_moment(at) and all(_IN_FORCE.get(each.slug) is each for each in battery)


def is_kept_moment(at: ReportMoment) -> bool:
    """Whether counts are kept for the moment; for any other they are counted when somebody asks."""
    today = timezone.localdate()
    return at.known_at is None and at.as_at in (today, last_month_end(today)) and not at.live


def _look(
    asked: Sequence[Asked], at: ReportMoment, only: Any
) -> tuple[list[tuple], list[tuple[int, Sequence[Indicator]]]]:
    """What is kept of everything that is asked, each row with the number of its question; and the batteries that lack
    a fresh quarter.
    """
    selects = [_fresh(number, each, at).filter(only) for number, each in enumerate(asked) if each.batteries]
    first, *others = selects or [KeptQuarter.objects.none()]
    rows: list[tuple] = list(first.union(*others, all=True) if others else first)
    there = {(number, slug, quarter) for number, slug, quarter, *_ in rows}
    lacking = [
        (number, battery)
        for number, each in enumerate(asked)
        for battery in each.batteries
        if any((number, one.slug, quarter) not in there for one in battery for quarter in each.span)
    ]
    return rows, lacking


def _fresh(number: int, asked: Asked, at: ReportMoment) -> QuerySet:
    """The fresh quarters with what they hold at the places asked for; without a number, where they hold nothing."""
    indicators = [each for battery in asked.batteries for each in battery]
    doubted, within = DoubtedPlace.objects.filter(kept=OuterRef("pk")), Q()
    if asked.places is not None:
        somewhere = [place for place in asked.places if place is not None]
        within = Q(buckets__place__in=somewhere)
        if None in asked.places:
            within |= Q(buckets__place__isnull=True)
        doubted = doubted.filter(place__in=[NOWHERE if place is None else place for place in asked.places])
    fresh = KeptQuarter.objects.filter(
        of_quarters(indicators, asked.family, at, asked.span), is_fresh(indicators, at), ~Exists(doubted)
    )
    rows = fresh.annotate(
        asked=Value(number, IntegerField()), held=FilteredRelation("buckets", condition=within)
    )
    return rows.values_list("asked", "indicator", "quarter", *(F(f"held__{each}") for each in TOLD))


@cache
def _part(name: str, reason: str, of: str) -> Part:
    """One value for all that are alike: a report holds tens of thousands."""
    return Part(name, reason, of)
