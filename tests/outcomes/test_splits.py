"""Whose the days of the waits were, over a place and a period (outcomes: F3; section 3)."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.accounts.roles import Role
from outcomes.indicators import indicator
from outcomes.moments import report_moment
from outcomes.periods import quarter_with
from outcomes.places import place_named
from outcomes.splits import WaitSplit, split_of
from referrals.waits import Split
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, HubFactory, SessionFactory
from tests.factories.people import ReleaseFactory
from tests.outcomes.oracle import Oracle
from tests.outcomes.places import make_places
from tests.outcomes.scenes import RELEASED, later, living_in, referred
from tests.outcomes.worlds import World

F3 = indicator("wait-to-first-attendance")
AS_AT = later(60)  # 30 April 2023


def noon(day):
    return datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)


def the_split(*, internal=True, as_at=AS_AT, kind="area", name="Medway"):
    place, period = place_named(kind, name), quarter_with(RELEASED)
    return split_of(F3, place, period, report_moment(as_at), internal=internal)


@pytest.fixture
def hub():
    return HubFactory(name="Chatham")


def waiting(medway, hub, count=1, **about):
    return [referred(living_in(medway), hub, RELEASED, state="submitted", **about) for _ in range(count)]


def test_nobody_has_no_split(medway):
    assert the_split() is None


def test_an_immature_period_has_none(medway, hub):
    waiting(medway, hub)
    assert the_split(as_at=later(10)) is None


def test_control_needs_30_referrals(medway, hub):
    waiting(medway, hub, 29)
    assert the_split(internal=False) is None
    waiting(medway, hub)
    assert the_split(internal=False).referrals == 30


def test_declined_and_void_referrals_are_no_waits(medway, hub):
    referred(living_in(medway), hub, RELEASED, state="declined", decided_at=noon(later(9)))
    referred(living_in(medway), hub, RELEASED, state="entered_in_error")
    assert the_split() is None


def test_days_add_up_over_referrals_by_whose_they_were(medway, hub):
    (first,) = waiting(medway, hub)
    session = SessionFactory(hub=hub, state="recorded", starts_at=noon(later(14)))
    BookingFactory(session=session, person=first.person, mark="attended")
    second = referred(
        living_in(medway), hub, RELEASED, state="accepted", decided_at=noon(later(5)), ended_on=None
    )
    ReleaseFactory(person=second.person, released_on=later(19))
    found = the_split()
    # 2 March to 15 March is 10 working days; 2 March to 1 May without Easter and May Day 40, of which 10 in custody
    assert found == WaitSplit(2, Split(hub=10 + 30, custody=10))
    assert found.shares == {"referrer": 0, "hub": 0.8, "custody": 0.2, "person": 0}
    assert found.means["hub"] == 20


def test_a_hub_has_the_days_of_its_own_referrals(medway, hub):
    waiting(medway, hub)
    waiting(medway, HubFactory(name="Leeds"), 2)
    assert the_split(kind="hub", name="Chatham").referrals == 1
    assert the_split(kind="england", name="").referrals == 3


def test_any_number_of_waits_is_split_in_five_queries(medway, hub, django_assert_num_queries):
    for count in (1, 12):
        waiting(medway, hub, count)
        place, at = place_named("area", "Medway"), report_moment(AS_AT)
        with django_assert_num_queries(5):
            split_of(F3, place, quarter_with(RELEASED), at, internal=True)


@pytest.mark.slow
def test_in_a_random_world_the_referrals_are_those_of_the_indicator(db):
    World(11, make_places()).fill(80)
    oracle, at = Oracle(datetime.date(2025, 6, 30)), report_moment(datetime.date(2025, 6, 30))
    for day in (datetime.date(2023, 5, 1), datetime.date(2024, 5, 1)):
        period, place = quarter_with(day), place_named("england")
        found = split_of(F3, place, period, at, internal=True)
        waits = oracle.waits(place.members, "area", period.starts_on, period.ends_on)
        assert found.referrals == sum(waits.values())


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 500), min_size=4, max_size=4), st.integers(1, 99))
def test_shares_add_up_to_all_the_days(days, referrals):
    split = WaitSplit(referrals, Split(*days))
    assert sum(split.shares.values()) == pytest.approx(1 if sum(days) else 0)
    assert sum(split.means.values()) * referrals == pytest.approx(sum(days))


# The page


@pytest.fixture
def page(client):
    def of(role, slug="wait-to-first-attendance"):
        client.force_login(UserFactory(role=role))
        answer = client.get(f"/outcomes/area/medway/2023-Q1/{slug}/?as_at={AS_AT}")
        return answer.content.decode()

    return of


def test_the_page_of_another_indicator_has_no_split(medway, page):
    assert "Whose the days were" not in page(Role.COMMISSIONER, "decided-in-time")


def test_the_page_says_that_few_cannot_be_divided(medway, hub, page):
    waiting(medway, hub, 3)
    assert "cannot be divided" in page(Role.COMMISSIONER)


def test_the_page_says_whose_the_days_were(medway, hub, page):
    waiting(medway, hub, 30)
    said = page(Role.COMMISSIONER)
    assert "100% of the working days waited so far" in said
    assert "were the hub’s" in said
