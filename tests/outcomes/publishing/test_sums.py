"""Which published numbers add up to which: areas and hubs are two families, but for what happens at hubs."""

import pytest

from outcomes.publishing.guard import breaches
from outcomes.publishing.sums import sums_of
from outcomes.publishing.told import Key, Told
from tests.factories.hubs import HubFactory, ServedAreaFactory
from tests.factories.people import AreaFactory
from tests.outcomes.publishing.quarters import QUARTER

PEOPLE, AT_HUBS = "housed-on-release", "hub-availability"


@pytest.fixture
def medway(db):
    """An area with one hub, which people of Swale come to as well."""
    area, hub = AreaFactory(name="Medway"), HubFactory(name="Chatham")
    ServedAreaFactory(area=area, hub=hub)
    AreaFactory(name="Swale", contract_area=area.contract_area)
    return area


def holding(table):
    """{(whole, open or not): parts} of the places that add up for a table in the quarter."""
    keys = [Key("area", "Medway", QUARTER.label)]
    return {
        (each.whole.place, each.is_open): {part.place for part in each.parts}
        for each in sums_of(keys)
        if each.holds_of(table) and each.whole.period == QUARTER.label and not each.is_of_periods
    }


def test_the_people_of_a_hub_are_no_part_of_its_area(medway):
    found = holding(PEOPLE)
    assert not any(whole == "Medway" for whole, _ in found)
    assert found["England", True] == {"Chatham"}


def test_what_happens_at_the_hubs_of_an_area_is_the_area_s_and_of_all_hubs_england_s(medway):
    found = holding(AT_HUBS)
    assert found["Medway", False] == {"Chatham"}
    assert ("England", True) not in found


@pytest.mark.parametrize(("table", "is_refused"), [(PEOPLE, False), (AT_HUBS, True)])
def test_an_area_with_one_hub_gives_its_hidden_count_away_where_both_are_the_same(medway, table, is_refused):
    area, hub = Key("area", "Medway", QUARTER.label), Key("hub", "Chatham", QUARTER.label)
    told = [Told("lines", table, area, "events", 40, True), Told("lines", table, hub, "events", 40, False)]
    found = breaches(told, [], sums_of(each.key for each in told), 10)
    assert bool(found) is is_refused
