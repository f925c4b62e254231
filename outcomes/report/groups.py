"""The places that add up with a place: what disclosure control must see beside its own figures."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hubs.models import Hub
from outcomes.engine import Where
from outcomes.places import ReportPlace
from people.models import Area

ENGLAND = "england None"


@dataclass(frozen=True)
class Groups:
    """The places of a family with everything they add up to, by key.

    told: wholes that are shown on pages of another family. unseen: parts that no page shows.
    """

    members: Mapping[str, frozenset[int | None]]
    sums: Sequence[tuple[str, Sequence[str]]]
    told: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()


def areas_and_their_sums() -> Groups:
    """Areas, contract areas and England: a reader who has them all must not find a hidden area by subtraction."""
    members: dict[str, frozenset[int | None]] = {"area None": frozenset({None})}
    of_contract: dict[int | None, list[str]] = {None: ["area None"]}
    for area in Area.objects.order_by("pk"):
        members[f"area {area.pk}"] = frozenset({area.pk})
        of_contract.setdefault(area.contract_area_id, []).append(f"area {area.pk}")
    tops = of_contract.pop(None)
    everywhere = frozenset[int | None]().union(*members.values())
    sums = []
    for contract, areas in of_contract.items():
        members[f"contract_area {contract}"] = frozenset[int | None]().union(*(members[key] for key in areas))
        sums.append((f"contract_area {contract}", areas))
        tops.append(f"contract_area {contract}")
    members[ENGLAND] = everywhere
    return Groups(members, [*sums, (ENGLAND, tops)])


def hubs_and_england() -> Groups:
    """Hubs and England, which the people without a hub belong to as well: a reader who has the page of every hub and
    England's must not find a hidden hub by subtraction.
    """
    hubs = [*Hub.objects.order_by("pk").values_list("pk", flat=True), None]
    members = {f"hub {hub}": frozenset({hub}) for hub in hubs}
    sums = [(ENGLAND, tuple(members))]
    members[ENGLAND] = frozenset(hubs)
    return Groups(members, sums, told=frozenset({ENGLAND}), unseen=frozenset({"hub None"}))


def key_of(place: ReportPlace) -> str:
    return f"{place.kind} {place.pk}"


def groups_beside(place: ReportPlace, internal: bool) -> Groups | None:
    """The groups to control a place's figures with; None without control."""
    if internal:
        return None
    return hubs_and_england() if place.kind == "hub" else areas_and_their_sums()


def places_asked(place: ReportPlace, groups: Groups | None) -> list[int | None] | None:
    """The places to ask for: control needs the cells beside the place's own, so they are counted too."""
    return place.only if groups is None else None


def members_of(place: ReportPlace, groups: Groups | None) -> dict[str, frozenset[int | None]]:
    """The places that each key pools, the place's own among them."""
    return {**(groups.members if groups else {}), key_of(place): place.members}


def pooled(found: Mapping[Where, Counter], members: frozenset[int | None]) -> Counter:
    """The counts of some places, all quarters added up."""
    pool: Counter = Counter()
    for (place, _), counted in found.items():
        if place in members:
            pool.update(counted)
    return pool


def pools_of(
    found: Mapping[Where, Counter], members: Mapping[str, frozenset[int | None]]
) -> dict[str, Counter]:
    """The counts of each of many groups of places, each place added up once."""
    by_place: dict[int | None, Counter] = defaultdict(Counter)
    for (place, _), counted in found.items():
        by_place[place].update(counted)
    pools = {}
    for key, places in members.items():
        pools[key] = pool = Counter[Any]()
        for place in places & by_place.keys():
            pool.update(by_place[place])
    return pools
