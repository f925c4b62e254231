"""H3: places offered and used (outcomes: section 1)."""

import datetime

import pytest

from foundation.lifecycle.dates import LONDON
from tests.factories.hubs import BookingFactory, HubFactory, ServedAreaFactory, SessionFactory
from tests.factories.people import AreaFactory, PersonFactory
from tests.outcomes.scenes import RELEASED as DAY
from tests.outcomes.scenes import a_line, later, parts

H3 = "hub-availability"


@pytest.fixture
def hub(medway):
    hub = HubFactory(name="Chatham", latitude=51.38, longitude=0.53)
    ServedAreaFactory(area=medway, hub=hub)
    return hub


def a_session(hub, state="recorded", capacity=12, day=DAY, came=0, stayed_away=0):
    starts_at = datetime.datetime.combine(day, datetime.time(10), LONDON)
    session = SessionFactory(hub=hub, state=state, capacity=capacity, starts_at=starts_at)
    for mark in ["attended"] * came + ["did_not_attend"] * stayed_away:
        BookingFactory(session=session, person=PersonFactory(), mark=mark, state="booked", walk_in=True,
                       allowed_by=hub_worker(hub), over_capacity_reason="Came by")  # fmt: skip
    return session


def hub_worker(hub):
    from tests.factories.accounts import UserFactory

    return UserFactory(teams=[hub.team])


@pytest.mark.parametrize("state", ["scheduled", "open", "not_held"])
def test_a_session_that_was_not_held_offers_nothing(hub, state):
    a_session(hub, state=state)
    assert parts(H3, kind="hub", name="Chatham") == {}


def test_a_session_without_a_number_of_places_is_not_counted(hub):
    a_session(hub, capacity=None, came=2)
    assert parts(H3, kind="hub", name="Chatham") == {}


def test_places_are_used_by_those_who_came(hub):
    a_session(hub, capacity=12, came=3, stayed_away=2)
    assert parts(H3, kind="hub", name="Chatham") == {"event": 3, "non_event": 9}


def test_places_opened_for_walk_ins_are_offered_too(hub):
    a_session(hub, capacity=1, came=3)
    assert parts(H3, kind="hub", name="Chatham") == {"event": 3}


def test_its_value_is_the_number_of_places_offered_and_it_has_no_rate(hub):
    a_session(hub, capacity=12, came=3)
    a_session(hub, state="corrected", capacity=8, day=later(1))
    cell = a_line(H3, kind="hub", name="Chatham").cell
    assert (cell.unit, cell.value, cell.rate, cell.low) == ("places", 20.0, None, None)
    assert (cell.numerator, cell.denominator) == (3, 20)


def test_a_hub_stands_in_the_nearest_of_the_areas_it_serves_so_that_areas_add_up(hub):
    far = AreaFactory(name="Thanet", latitude=51.36, longitude=1.42)
    ServedAreaFactory(area=far, hub=hub)
    hub.refresh_from_db()
    medway = hub.served_areas.get(area__name="Medway").area
    medway.latitude, medway.longitude = 51.38, 0.53
    medway.save()
    a_session(hub, capacity=12)
    assert parts(H3, name="Medway") == {"non_event": 12}
    assert parts(H3, name="Thanet") == {}
    assert parts(H3, kind="england", name="") == {"non_event": 12}
