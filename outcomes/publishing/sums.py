"""Which published numbers are sums of others: places of places, and years of quarters (outcomes: Place, Periods)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from foundation.lifecycle.dates import quarter_start
from hubs.models import Hub
from outcomes.indicators import SPECIFICATIONS
from outcomes.periods import period as period_named
from outcomes.periods import quarter_with, year_of
from outcomes.places import area_stood_in
from people.models import Area

from .told import Key
from .trimming import Sum

ENGLAND = ("england", "England")
NOWHERE = ("area", "")  # people without an area: never published, and England less its parts
AT_HUBS = frozenset(
    each.slug for each in chain.from_iterable(SPECIFICATIONS.values()) if each.index.area is not None
)  # the figures of what happens at hubs

Place = tuple[str, str]


def sums_of(keys: Iterable[Key]) -> list[Sum]:
    """The sums in which these places and periods can stand, in two queries.

    A person has an area and may have a hub, and people of other areas come to a hub: the two families meet in England
    alone, which holds those whom no hub has too, so that sum is open. What happens at a hub (a session, a place) is of
    the area that the hub stands in, and of no other: there areas are sums of hubs, and England is that of all.
    """
    keys = set(keys)
    periods = {key.period for key in keys}
    years = {str(year_of(period_named(label))) for label in periods}
    labels = periods | {label for year in years for label in quarters_of(year)}
    places = list(_sums_of_places())
    found = [
        Sum(Key(*whole, label), tuple(Key(*part, label) for part in parts), is_open, only=only, never=never)
        for whole, parts, is_open, only, never in places
        for label in sorted(labels)
    ]
    everywhere = {(key.kind, key.place) for key in keys}
    everywhere |= {place for whole, parts, *_ in places for place in (whole, *parts)}
    found += [
        Sum(Key(*place, year), tuple(Key(*place, label) for label in quarters_of(year)))
        for place in sorted(everywhere)
        for year in sorted(years)
    ]
    return found


def quarters_of(year: str) -> list[str]:
    """The labels of the quarters of a financial year."""
    return [quarter_with(quarter_start(number)).label for number in period_named(year).quarters]


def _sums_of_places() -> Iterator[tuple[Place, tuple[Place, ...], bool, frozenset[str], frozenset[str]]]:
    """Each whole, its parts, whether others belong to it, and of which tables alone, or never, it holds."""
    every = frozenset[str]()
    of_contract: dict[str, list[Place]] = defaultdict(list)
    tops: list[Place] = [NOWHERE]
    for name, contract in Area.objects.order_by("name").values_list("name", "contract_area__name"):
        (of_contract[contract] if contract else tops).append(("area", name))
    for contract, areas in of_contract.items():
        tops.append(("contract_area", contract))
        yield ("contract_area", contract), tuple(areas), False, every, every
    yield ENGLAND, tuple(tops), False, every, every
    of_area: dict[str | None, list[Place]] = defaultdict(list)
    stood_in = Hub.objects.annotate(stands_in=area_stood_in()).order_by("name")
    for name, area in stood_in.values_list("name", "stands_in"):
        of_area[area].append(("hub", name))
    yield ENGLAND, tuple(hub for hubs in of_area.values() for hub in hubs), True, every, AT_HUBS
    for area, hubs in of_area.items():
        yield ("area", area) if area else NOWHERE, tuple(hubs), False, AT_HUBS, every
