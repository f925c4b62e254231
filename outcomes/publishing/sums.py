"""Which published numbers are sums of others: places of places, and years of quarters (outcomes: Place, Periods)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from foundation.lifecycle.dates import quarter_start
from hubs.models import Hub
from outcomes.periods import period as period_named
from outcomes.periods import quarter_with, year_of
from outcomes.places import area_stood_in
from people.models import Area

from .told import Key
from .trimming import Sum

ENGLAND = ("england", "England")
NOWHERE = ("area", "")  # people without an area: never published, and England less its parts

Place = tuple[str, str]


def sums_of(keys: Iterable[Key]) -> list[Sum]:
    """The sums in which these places and periods can stand, in two queries.

    A hub's figures and its area's are of two families, so the hubs in an area are no whole of it: that sum is open.
    So is that of all hubs in England, which holds what no hub has too.
    """
    keys = set(keys)
    periods = {key.period for key in keys}
    years = {str(year_of(period_named(label))) for label in periods}
    labels = periods | {label for year in years for label in _quarters(year)}
    places = list(_sums_of_places())
    found = [
        Sum(Key(*whole, label), tuple(Key(*part, label) for part in parts), is_open)
        for whole, parts, is_open in places
        for label in sorted(labels)
    ]
    everywhere = {(key.kind, key.place) for key in keys}
    everywhere |= {place for whole, parts, _ in places for place in (whole, *parts)}
    found += [
        Sum(Key(*place, year), tuple(Key(*place, label) for label in _quarters(year)))
        for place in sorted(everywhere)
        for year in sorted(years)
    ]
    return found


def _quarters(year: str) -> list[str]:
    return [quarter_with(quarter_start(number)).label for number in period_named(year).quarters]


def _sums_of_places() -> Iterator[tuple[Place, tuple[Place, ...], bool]]:
    of_contract: dict[str, list[Place]] = defaultdict(list)
    tops: list[Place] = [NOWHERE]
    for name, contract in Area.objects.order_by("name").values_list("name", "contract_area__name"):
        (of_contract[contract] if contract else tops).append(("area", name))
    for contract, areas in of_contract.items():
        tops.append(("contract_area", contract))
        yield ("contract_area", contract), tuple(areas), False
    yield ENGLAND, tuple(tops), False
    of_area: dict[str | None, list[Place]] = defaultdict(list)
    stood_in = Hub.objects.annotate(stands_in=area_stood_in()).order_by("name")
    for name, area in stood_in.values_list("name", "stands_in"):
        of_area[area].append(("hub", name))
    yield ENGLAND, tuple(hub for hubs in of_area.values() for hub in hubs), True
    for area, hubs in of_area.items():
        if area:
            yield ("area", area), tuple(hubs), True
