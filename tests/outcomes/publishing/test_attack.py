"""A reader with every table ever published, who knows the rounding rules and solves for the counts.

The reader is given more than was published: the exact count behind every number shown. What is asked is whether a count
of 1 to k-1, hidden or never published, has one value only in all the worlds that agree with the tables; and whether the
number of people whose records changed between two versions has. An integer program answers. Without the guard the same
reader does find such counts, in the same worlds: the attack can succeed.
"""

import random
from datetime import date
from itertools import product

import pytest

from outcomes.cells import Parts, cell
from outcomes.disclosure import control_table
from outcomes.publishing.guard import Publication, breaches
from outcomes.publishing.told import LINES, Key, of_cell
from outcomes.publishing.trimming import Sum
from tests.outcomes.reader import Reader

K = 10
AREAS, NOWHERE, COUNTY, ENGLAND = ("Medway", "Swale", "Thanet"), "", "Kent", "England"
HUBS = {"Chatham": "Medway", "Sheerness": "Swale", "Margate": "Thanet"}  # each with the area it stands in
KIND = {COUNTY: "contract_area", ENGLAND: "england"} | dict.fromkeys(HUBS, "hub")
QUARTERS, YEAR = ("2023-Q2", "2023-Q3", "2023-Q4", "2024-Q1"), "2023/24"
PARTS = ("events", "non_events", "unknown")


def key(place, period):
    return Key(KIND.get(place, "area"), place, period)


def sums():
    """Every sum that a reader knows of: places of places, and the year of its quarters."""
    found = []
    for period in (*QUARTERS, YEAR):
        found.append(Sum(key(COUNTY, period), tuple(key(area, period) for area in AREAS)))
        found.append(Sum(key(ENGLAND, period), (key(COUNTY, period), key(NOWHERE, period))))
        found += [Sum(key(area, period), (key(hub, period),), is_open=True) for hub, area in HUBS.items()]
        found.append(Sum(key(ENGLAND, period), tuple(key(hub, period) for hub in HUBS), is_open=True))
    for place in (*AREAS, NOWHERE, COUNTY, ENGLAND, *HUBS):
        found.append(Sum(key(place, YEAR), tuple(key(place, quarter) for quarter in QUARTERS)))
    return found


class World:
    """What happened: how many of each part there are at each place in each quarter, and everything that adds up to."""

    def __init__(self, chance):
        self.counts = {}
        for place, quarter, part in product((*AREAS, NOWHERE), QUARTERS, PARTS):
            few = chance.random() < 0.3
            self.counts[key(place, quarter), part] = chance.randint(0, 9) if few else chance.randint(12, 60)
        for (hub, area), quarter, part in product(HUBS.items(), QUARTERS, PARTS):
            beside = chance.choice([0, 0, 3, 14])  # people of the area whom its one hub does not see
            self.counts[key(hub, quarter), part] = max(self.counts[key(area, quarter), part] - beside, 0)
        self._add_up()

    def _add_up(self):
        for each in (each for each in sums() if not each.is_open):
            for part in PARTS:
                if all((child, part) in self.counts for child in each.parts):
                    self.counts[each.whole, part] = sum(self.counts[child, part] for child in each.parts)

    def corrected(self, chance):
        """The same world after some records were put right: few or many moved."""
        later = World.__new__(World)
        later.counts = dict(self.counts)
        for place, quarter in product(AREAS, QUARTERS):
            if chance.random() < 0.3:
                later.counts[key(place, quarter), "events"] += chance.choice([1, 3, 12])
        later._add_up()
        return later

    def cell(self, place, period):
        events, non_events, unknown = (self.counts[key(place, period), part] for part in PARTS)
        return cell("slug", "Title", Parts(events, non_events, unknown), "final", date(2025, 1, 1))

    def report(self, place, period):
        """What the controlled report of a place and period tells: areas and their sums controlled together."""
        beside = (place,) if place in HUBS else (*AREAS, NOWHERE, COUNTY, ENGLAND)
        cells = {each: self.cell(each, period) for each in beside}
        groups = () if place in HUBS else ((COUNTY, AREAS), (ENGLAND, (COUNTY, NOWHERE)))
        shown = control_table(cells, groups, K)[place]
        return list(of_cell(LINES, "slug", key(place, period), cells[place], shown))


def published(versions, order, *, guarded):
    """Every report of some versions of a world in an order, as far as the guard lets each of them through."""
    out = []
    for version, (place, period) in order:
        told = versions[version].report(place, period)
        if not guarded or not breaches(told, [told_before for _, told_before in out], sums(), K):
            out.append((version, Publication(f"{place} {period} {version}", told)))
    return out


def solved(publications, version, world):
    """The small counts that the reader of one version of a world finds."""
    reader = Reader(
        [*world.counts, *((each.whole, part, "rest") for each in sums() if each.is_open for part in PARTS)]
    )
    for each, part in product(sums(), PARTS):
        rest = [(1, (each.whole, part, "rest"))] if each.is_open else []
        reader.knows(0, (-1, (each.whole, part)), *((1, (child, part)) for child in each.parts), *rest)
    for told in (told for made, publication in publications if made == version for told in publication.told):
        if told.is_shown:
            parts = ("events", "non_events") if told.entry == "denominator" else (told.entry,)
            reader.knows(told.count, *((1, (told.key, part)) for part in parts))
    small = [name for name, count in world.counts.items() if 0 < count < K]
    return [name for name in small if reader.value((1, name)) is not None]


def worlds(seed):
    chance = random.Random(seed)
    while True:
        world = World(chance)
        if all(
            world.counts[key(hub, q), p] <= world.counts[key(area, q), p]
            for (hub, area), q, p in product(HUBS.items(), QUARTERS, PARTS)
        ):
            reports = list(product((*AREAS, COUNTY, ENGLAND, *HUBS), (*QUARTERS, YEAR)))
            return world, chance.sample(reports, len(reports)), chance


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.whole) for seed in (1, 2, 3))])
def test_nobody_finds_a_small_count_in_everything_ever_published(seed):
    world, order, _ = worlds(seed)
    out = published({1: world}, [(1, each) for each in order], guarded=True)
    assert len(out) > len(order) / 3  # the guard lets reports through
    assert solved(out, 1, world) == []


def test_without_the_guard_the_same_reader_finds_small_counts():
    world, order, _ = worlds(0)
    out = published({1: world}, [(1, each) for each in order], guarded=False)
    assert solved(out, 1, world)


def changed(publications):
    """How many people a reader sees to have changed between two versions of a number."""
    before = {}
    for version, publication in publications:
        for told in publication.told:
            if told.is_shown:
                before.setdefault((told.key, told.entry), {})[version] = told.count
    moves = (abs(versions[2] - versions[1]) for versions in before.values() if len(versions) == 2)
    return [number for number in moves if 0 < number < K]


@pytest.mark.parametrize("guarded", [pytest.param(True, marks=pytest.mark.whole), False])
def test_corrections_tell_of_few_changes_only_without_the_guard(guarded):
    world, order, chance = worlds(7)
    later = world.corrected(chance)
    both = [(version, each) for version in (1, 2) for each in order]
    assert bool(changed(published({1: world, 2: later}, both, guarded=guarded))) is not guarded
