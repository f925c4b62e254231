"""What every report counts with: the engine's questions, answered out of the rollup where that is exact.

It is exact for what is known now, as at today or the latest end of a month, by the specification in force. Everything
else is counted live, and so is an audit. (issue: Rollups; decisions 91 and 110)
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.utils import timezone

from outcomes import engine
from outcomes.engine import Counts, Where
from outcomes.indicators import CATALOGUE, Indicator
from outcomes.indicators.declaration import Part
from outcomes.models import DoubtedPlace, KeptQuarter
from outcomes.models.rollup import NOWHERE
from outcomes.moments import ReportMoment
from outcomes.places import Family
from outcomes.publishing.months import last_month_end

from .doubting import doubt_what_is_marked
from .keeping import bring_up_to, is_fresh, of_quarters

TRIES = 3  # how often it is counted again where others' changes come between
_IN_FORCE = {each.slug: each for each in CATALOGUE}
_Held = tuple[str, tuple[str, ...]]  # what is held, and what each row of it says beside place and number
_BUCKETS: _Held = ("buckets", ("part", "reason"))
_STOPS: _Held = ("stops", ("day", "with_event"))


def counts_of_all(
    batteries: Sequence[Sequence[Indicator]],
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> Mapping[str, Mapping[Where, Counts]]:
    """{slug: counts} of some batteries: out of the rollup all of them in one query, what it cannot say live, battery by
    battery, as `engine.counts_together`.
    """
    kept = _kept(batteries, family, at, quarters, places, _BUCKETS)
    found: dict[str, Mapping[Where, Counts]] = dict(_parts(kept))
    for battery in batteries:
        if battery[0].slug not in kept:
            found |= engine.counts_together(battery, family, at, quarters, places)
    return found


def stops_of_all(
    followed: Sequence[Indicator],
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> Mapping[str, Mapping[Where, Counter[tuple[int, bool]]]]:
    """{slug: stops} of some indicators, as `counts_of_all`. Raises ValueError for one that follows nobody."""
    kept = _kept([[each] for each in followed if each.follow_up], family, at, quarters, places, _STOPS)
    found: dict[str, Mapping[Where, Counter[tuple[int, bool]]]] = {}
    for each in followed:
        if each.slug not in kept:
            found[each.slug] = engine.stops(each, family, at, quarters, places)
            continue
        stopped: dict[Where, Counter[tuple[int, bool]]] = defaultdict(Counter)
        for quarter, place, day, with_event, number in kept[each.slug]:
            stopped[place, quarter][day, with_event] = number
        found[each.slug] = stopped
    return found


def counts(
    indicator: Indicator,
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> Mapping[Where, Counts]:
    """As `engine.counts`."""
    return counts_of_all([[indicator]], family, at, quarters, places)[indicator.slug]


def counts_together(
    battery: Sequence[Indicator],
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> Mapping[str, Mapping[Where, Counts]]:
    """As `engine.counts_together`."""
    return counts_of_all([battery], family, at, quarters, places)


def stops(
    indicator: Indicator,
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> Mapping[Where, Counter[tuple[int, bool]]]:
    """As `engine.stops`."""
    return stops_of_all([indicator], family, at, quarters, places)[indicator.slug]


def is_answered(battery: Iterable[Indicator], at: ReportMoment) -> bool:
    """Whether the rollup can say what these indicators are at the moment."""
    today = timezone.localdate()
    is_now = at.known_at is None and at.as_at in (today, last_month_end(today))
    return is_now and not at.live and all(_IN_FORCE.get(each.slug) is each for each in battery)


def _kept(
    batteries: Sequence[Sequence[Indicator]],
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None,
    held: _Held,
) -> Mapping[str, list[tuple]]:
    """{slug: (quarter, place, what is said, number) of what is held}; without the batteries to be counted live.

    All that is doubted is counted again before.
    """
    answered = [battery for battery in batteries if is_answered(battery, at)]
    if not answered:
        return {}
    span = range(min(quarters), max(quarters) + 1)
    for _ in range(TRIES):
        doubt_what_is_marked()
        rows = _fresh([each for battery in answered for each in battery], family, at, span, places, held)
        there = {(slug, quarter) for slug, quarter, *_ in rows}
        lacking = [
            battery for battery in answered
            if any((each.slug, quarter) not in there for each in battery for quarter in span)
        ]  # fmt: skip
        for battery in lacking:
            bring_up_to(battery, family, at, span)
        if not lacking:
            break
    live = {each.slug for battery in lacking for each in battery}
    kept: dict[str, list[tuple]] = {slug: [] for slug, _ in there if slug not in live}
    for slug, *told in rows:
        if slug in kept and told[-1] is not None:
            kept[slug].append(tuple(told))
    return kept


def _fresh(
    asked: Sequence[Indicator],
    family: Family,
    at: ReportMoment,
    span: range,
    places: Collection[int | None] | None,
    held: _Held,
) -> list[tuple]:
    """The fresh quarters with what they hold at these places, in one statement, so that nobody's change comes between.

    One that holds nothing there has a number of NULL.
    """
    name, says = held
    doubted, within = DoubtedPlace.objects.filter(kept=OuterRef("pk")), Q()
    if places is not None:
        somewhere = [place for place in places if place is not None]
        within = Q(**{f"{name}__place__in": somewhere})
        if None in places:
            within |= Q(**{f"{name}__place__isnull": True})
        doubted = doubted.filter(place__in=[NOWHERE if place is None else place for place in places])
    fresh = KeptQuarter.objects.filter(
        of_quarters(asked, family, at, span), is_fresh(asked, at), ~Exists(doubted)
    )
    told = [F(f"held__{each}") for each in ("place", *says, "number")]
    rows: Any = fresh.annotate(held=FilteredRelation(name, condition=within))
    return list(rows.values_list("indicator", "quarter", *told))


def _parts(kept: Mapping[str, Iterable[tuple]]) -> Iterator[tuple[str, Mapping[Where, Counts]]]:
    """Each slug with its counts."""
    for slug, rows in kept.items():
        found: dict[Where, Counts] = defaultdict(Counter)
        for quarter, place, part, reason, number in rows:
            found[place, quarter][_part(part, reason)] = number
        yield slug, found


@cache
def _part(name: str, reason: str) -> Part:
    """One value for all that are alike: a report holds tens of thousands."""
    return Part(name, reason)
