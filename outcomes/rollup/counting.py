"""What every report counts with: the engine's questions, answered out of the rollup where that is exact.

It is exact for what is known now, as at today, by the specification in force. Everything else is counted live, and so
is an audit. (issue: Rollups; decision 91)
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
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

from .doubting import doubt_what_is_marked
from .keeping import bring_up_to, is_fresh, of_quarters

TRIES = 3  # how often it is counted again where others' changes come between
_IN_FORCE = {each.slug: each for each in CATALOGUE}
_PARTS, _STOPS = ("part", "reason"), ("day", "with_event")


def counts(
    indicator: Indicator,
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> Mapping[Where, Counts]:
    """As `engine.counts`."""
    kept = _kept([indicator], family, at, quarters, places, "buckets", _PARTS)
    if kept is None:
        return engine.counts(indicator, family, at, quarters, places)
    return _parts(kept)[indicator.slug]


def counts_together(
    battery: Sequence[Indicator],
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> Mapping[str, Mapping[Where, Counts]]:
    """As `engine.counts_together`."""
    kept = _kept(battery, family, at, quarters, places, "buckets", _PARTS)
    if kept is None:
        return engine.counts_together(battery, family, at, quarters, places)
    found = _parts(kept)
    return {each.slug: found[each.slug] for each in battery}


def stops(
    indicator: Indicator,
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> Mapping[Where, Counter[tuple[int, bool]]]:
    """As `engine.stops`."""
    kept = _kept([indicator], family, at, quarters, places, "stops", _STOPS) if indicator.follow_up else None
    if kept is None:
        return engine.stops(indicator, family, at, quarters, places)
    found: dict[Where, Counter[tuple[int, bool]]] = defaultdict(Counter)
    for _, quarter, place, day, with_event, number in kept:
        found[place, quarter][day, with_event] = number
    return found


def is_answered(battery: Iterable[Indicator], at: ReportMoment) -> bool:
    """Whether the rollup can say what these indicators are at the moment."""
    is_now = at.known_at is None and at.as_at == timezone.localdate()
    return is_now and not at.live and all(_IN_FORCE.get(each.slug) is each for each in battery)


def _kept(
    battery: Sequence[Indicator],
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None,
    held: str,
    says: tuple[str, ...],
) -> list[tuple] | None:
    """(slug, quarter, place, what is said, number) of the buckets or stops held; None: to be counted live.

    All that is doubted is counted again before.
    """
    if not is_answered(battery, at):
        return None
    span = range(min(quarters), max(quarters) + 1)
    for _ in range(TRIES):
        doubt_what_is_marked()
        rows = _fresh(battery, family, at, span, places, held, says)
        if len({(slug, quarter) for slug, quarter, *_ in rows}) == len(battery) * len(span):
            return [row for row in rows if row[-1] is not None]
        bring_up_to(battery, family, at, span)
    return None


def _fresh(
    battery: Sequence[Indicator],
    family: Family,
    at: ReportMoment,
    span: range,
    places: Collection[int | None] | None,
    held: str,
    says: tuple[str, ...],
) -> list[tuple]:
    """The fresh quarters with what they hold at these places, in one statement, so that nobody's change comes between.

    One that holds nothing there has a number of NULL.
    """
    doubted, within = DoubtedPlace.objects.filter(kept=OuterRef("pk")), Q()
    if places is not None:
        somewhere = [place for place in places if place is not None]
        within = Q(**{f"{held}__place__in": somewhere})
        if None in places:
            within |= Q(**{f"{held}__place__isnull": True})
        doubted = doubted.filter(place__in=[NOWHERE if place is None else place for place in places])
    fresh = KeptQuarter.objects.filter(
        of_quarters(battery, family, span), is_fresh(battery, at), ~Exists(doubted)
    )
    told = [F(f"held__{name}") for name in ("place", *says, "number")]
    rows: Any = fresh.annotate(held=FilteredRelation(held, condition=within))
    return list(rows.values_list("indicator", "quarter", *told))


def _parts(kept: Iterable[tuple]) -> Mapping[str, Mapping[Where, Counts]]:
    found: dict[str, dict[Where, Counts]] = defaultdict(lambda: defaultdict(Counter))
    for slug, quarter, place, part, reason, number in kept:
        found[slug][place, quarter][Part(part, reason)] = number
    return found
