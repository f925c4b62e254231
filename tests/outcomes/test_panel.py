"""What the home page says about outcomes: the places that have something to read come first."""

import datetime
import re

import pytest
from django.utils import timezone

from foundation.accounts.roles import Role
from outcomes.panels import newest_mature_quarter, newest_mature_year
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import AreaFactory
from tests.outcomes.crowd import released_together


@pytest.fixture
def home(client, db):
    client.force_login(UserFactory(role=Role.COMMISSIONER))

    def read():
        return re.findall(r'href="(/outcomes/[^"]+)"', client.get("/").content.decode())

    return read


def addresses(place):
    year, quarter = newest_mature_year(), newest_mature_quarter()
    return [f"/outcomes/{place}/{str(period).replace('/', '-')}/" for period in (year, quarter)]


def test_the_periods_can_be_known_and_the_year_is_whole(db):
    year, quarter = newest_mature_year(), newest_mature_quarter()
    assert year.is_year
    assert not quarter.is_year
    assert max(year.ends_on, quarter.ends_on) < timezone.localdate()


def test_areas_with_releases_come_first_and_the_largest_before_the_others(home, medway):
    kent, empty = AreaFactory(name="Kent"), AreaFactory(name="Ashford")
    day = newest_mature_year().starts_on
    released_together(medway, 30, on=day)
    released_together(kent, 15, on=day, mark="K")
    found = home()
    assert found[:4] == [*addresses("area/medway"), *addresses("area/kent")]
    assert not any("ashford" in each for each in found), empty


def test_an_area_of_so_few_releases_that_they_are_not_shown_is_not_named(home, medway):
    released_together(medway, 9, on=newest_mature_year().starts_on)
    assert not any("medway" in each for each in home())


def test_at_most_eight_areas_are_named(home, medway):
    day = newest_mature_year().starts_on
    for number in range(9):
        released_together(AreaFactory(name=f"Area {number}"), 10, on=day, mark=chr(65 + number))
    found = home()
    assert len([each for each in found if "/area/" in each]) == 2 * 8


def test_releases_before_the_newest_year_do_not_bring_an_area_here(home, medway):
    released_together(medway, 30, on=newest_mature_year().starts_on - datetime.timedelta(days=1))
    assert not any("medway" in each for each in home())


def test_a_manager_finds_own_hubs_and_england(client, medway):
    chatham = HubFactory(name="Chatham")
    client.force_login(UserFactory(role=Role.HUB_MANAGER, teams=[chatham.team]))
    page = client.get("/").content.decode()
    for place in ("hub/chatham", "england/england"):
        for address in addresses(place):
            assert f'href="{address}"' in page
    assert "Contract areas" not in page
