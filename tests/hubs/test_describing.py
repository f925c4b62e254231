"""What the hub manager says of the hub."""

import datetime

import pytest
import time_machine

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.intake import reference
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused
from hubs.actions import describing
from hubs.directory.opening import Span
from hubs.models import Hub, OpeningHours, Weekday
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import HubFactory, OpeningHoursFactory, PlaceFactory, WomenOnlyTimeFactory

MONDAY = datetime.date(2026, 6, 1)
WEEK, DAY = datetime.timedelta(days=7), datetime.timedelta(days=1)
MORNING = Span(datetime.time(9, 30), datetime.time(12, 30))
LONG = Span(datetime.time(9), datetime.time(17))
SUMMER_HOLIDAY = datetime.date(2026, 8, 31)


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC)):
        yield


CHANGES = {
    "describe": lambda hub, by: describing.describe(hub, by=by, town="Chatham"),
    "set_capacity": lambda hub, by: describing.set_capacity(hub, by=by, places=9, session_capacity=8),
    "set_opening_hours": lambda hub, by: describing.set_opening_hours(hub, {}, by=by, from_on=MONDAY),
    "set_women_only_times": lambda hub, by: describing.set_women_only_times(hub, {}, by=by, from_on=MONDAY),
    "open_on_bank_holidays": lambda hub, by: describing.open_on_bank_holidays(hub, {}, by=by),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_nobody_but_the_manager_of_the_hub_changes_it(hub, worker, change):
    elsewhere = UserFactory(role=Role.HUB_MANAGER, teams=[HubFactory().team])
    for user in (worker, elsewhere, UserFactory(role=Role.COMMISSIONER)):
        with pytest.raises(NotYou):
            change(hub, user)


def test_the_manager_of_a_hub_speaks_for_its_satellites(hub, manager):
    satellite = HubFactory(kind="satellite", parent=hub, team=TeamFactory(parent=hub.team))
    describing.describe(satellite, by=manager, phone="01634 960 001")
    satellite.refresh_from_db()
    assert satellite.phone == "01634 960 001"


def test_what_did_not_change_is_no_event(hub, manager):
    describing.describe(hub, by=manager, phone="01634 960 001", email="")
    describing.describe(hub, by=manager, phone="01634 960 001")
    said = events.of(hub).get(what="described")
    assert said.facts == {"from": {"phone": ""}, "to": {"phone": "01634 960 001"}}


def test_a_description_sets_nothing_but_what_describes(hub, manager):
    describing.describe(hub, by=manager, name="Another name", places=1)
    hub.refresh_from_db()
    assert (hub.name, hub.places) == ("Chatham", 3)


def test_fewer_places_than_are_taken_need_a_reason(hub, manager):
    PlaceFactory.create_batch(3, hub=hub)
    with pytest.raises(
        describing.PlacesTaken, match="3 places at Chatham are taken, 1 more than 2"
    ) as refused:
        describing.set_capacity(hub, by=manager, places=2, session_capacity=12)
    assert refused.value.taken == 3
    for nothing in ("  ", "n/a"):
        with pytest.raises(describing.PlacesTaken):
            describing.set_capacity(hub, by=manager, places=2, session_capacity=12, reason=nothing)
    describing.set_capacity(hub, by=manager, places=2, session_capacity=12, reason="A room is being repaired")
    hub.refresh_from_db()
    assert hub.places == 2
    assert events.of(hub).get(what="capacity_set").why == "A room is being repaired"


def test_places_below_use_may_rise_towards_it_without_a_reason(hub, manager):
    PlaceFactory.create_batch(6, hub=hub)
    describing.set_capacity(hub, by=manager, places=5, session_capacity=12)
    assert Hub.objects.get(pk=hub.pk).places == 5


@pytest.mark.parametrize("day", [MONDAY - DAY, MONDAY + 367 * DAY])
def test_hours_hold_neither_from_the_past_nor_from_far_ahead(hub, manager, day):
    with pytest.raises(Refused, match="from today to a year ahead"):
        describing.set_opening_hours(hub, {0: [MORNING]}, by=manager, from_on=day)


def test_new_hours_leave_what_was_before_them_as_it_was(hub, manager):
    OpeningHoursFactory(hub=hub, opens_at=LONG.opens_at, closes_at=LONG.closes_at)
    describing.set_opening_hours(hub, {0: [MORNING]}, by=manager, from_on=MONDAY + WEEK)
    assert [hub.opens_on(MONDAY + WEEK * number) for number in (-2, 0, 1)] == [[LONG], [LONG], [MORNING]]
    hub.refresh_from_db()
    assert hub.hours_set_at
    assert events.of(hub).get(what="opening_hours_set").facts == {"week": {"Monday": ["09:30-12:30"]}}


def test_hours_that_go_on_are_kept_as_they_are(hub, manager):
    kept = OpeningHoursFactory(hub=hub, opens_at=LONG.opens_at, closes_at=LONG.closes_at)
    describing.set_opening_hours(hub, {0: [LONG], 1: [MORNING]}, by=manager, from_on=MONDAY)
    kept.refresh_from_db()
    assert kept.until_on is None
    assert hub.opening_hours.count() == 2


def test_saving_twice_on_one_day_leaves_the_second(hub, manager):
    for week in ({0: [MORNING]}, {0: [LONG]}, {0: [LONG]}):
        describing.set_opening_hours(hub, week, by=manager, from_on=MONDAY)
    assert [str(row) for row in hub.opening_hours.all()] == ["Monday 09:00 to 17:00"]


def test_what_was_planned_for_later_is_replaced(hub, manager):
    describing.set_opening_hours(hub, {0: [MORNING]}, by=manager, from_on=MONDAY)
    describing.set_opening_hours(hub, {0: [LONG]}, by=manager, from_on=MONDAY + WEEK)
    describing.set_opening_hours(hub, {0: [MORNING]}, by=manager, from_on=MONDAY)
    assert hub.opens_on(MONDAY + 2 * WEEK) == [MORNING]
    assert hub.opening_hours.get().until_on is None


def test_women_only_times_are_set_as_hours_are(hub, manager):
    WomenOnlyTimeFactory(hub=hub)
    describing.set_women_only_times(hub, {Weekday.FRIDAY: [MORNING]}, by=manager, from_on=MONDAY)
    standing = hub.women_only_times.all().standing(MONDAY)
    assert [str(row) for row in standing] == ["Friday 09:30 to 12:30"]
    hub.refresh_from_db()
    assert hub.hours_set_at is None


@pytest.mark.parametrize("day", [MONDAY + DAY, datetime.date(2026, 5, 25)])
def test_only_a_bank_holiday_to_come_can_be_opened(hub, manager, day):
    with pytest.raises(Refused, match="Only a bank holiday that is not over"):
        describing.open_on_bank_holidays(hub, {day: MORNING}, by=manager)


def test_a_bank_holiday_is_opened_and_closed_again(hub, manager):
    describing.open_on_bank_holidays(hub, {SUMMER_HOLIDAY: MORNING}, by=manager)
    describing.open_on_bank_holidays(hub, {SUMMER_HOLIDAY: MORNING}, by=manager)
    assert Hub.objects.get(pk=hub.pk).opens_on(SUMMER_HOLIDAY) == [MORNING]
    describing.open_on_bank_holidays(hub, {SUMMER_HOLIDAY: None}, by=manager)
    assert Hub.objects.get(pk=hub.pk).opens_on(SUMMER_HOLIDAY) == []
    assert events.of(hub).filter(what="bank_holiday_set").count() == 2


def test_every_hub_has_example_hours_and_a_provider_until_somebody_says_otherwise(db):
    reference.load_all()
    assert Hub.objects.count() == 33
    assert not Hub.objects.exclude(address_1="", postcode="", phone="", email="", website="").exists()
    assert {hub.provider.kind for hub in Hub.objects.select_related("team__organisation")} == {"provider"}
    assert OpeningHours.objects.count() == 33 * 5
    assert all(
        hub.opens_on(MONDAY) == [Span(datetime.time(9, 30), datetime.time(16, 30))]
        for hub in Hub.objects.all()
    )


def test_loading_again_never_overwrites_what_a_manager_said(db):
    reference.load_all()
    hub = Hub.objects.get(name="Chatham")
    manager = UserFactory(role=Role.HUB_MANAGER, teams=[hub.team])
    describing.describe(hub, by=manager, address_1="1 Example Street", postcode="ME4 4TR")
    describing.set_capacity(hub, by=manager, places=41, session_capacity=9)
    describing.set_opening_hours(hub, {}, by=manager, from_on=MONDAY)
    reference.load_all()
    hub = Hub.objects.get(name="Chatham")
    said = (hub.address_1, hub.postcode, hub.places, hub.session_capacity)
    assert said == ("1 Example Street", "ME4 4TR", 41, 9)
    assert hub.opens_on(MONDAY) == []
