"""What is told of a hub, and what is left out since nobody said it."""

import datetime

import pytest
import time_machine

from foundation.lifecycle import events
from hubs.models import Closure
from hubs.openreferral import capacities
from tests.factories.hubs import (
    BookingFactory,
    ClosureFactory,
    HubFactory,
    OpeningHoursFactory,
    PlaceFactory,
    SessionFactory,
    TimetableRuleFactory,
)

from .conftest import ONE_OF, RECURRENCES, TODAY, pages

pytestmark = pytest.mark.django_db


def test_a_hub_without_an_address_has_none_and_its_town_is_told(service, leeds):
    location = service("Leeds Activity Hub")["service_at_locations"][0]["location"]
    assert "Leeds" in location["description"]
    assert not {"addresses", "latitude", "longitude"} & set(location)


@pytest.mark.parametrize("missing", ["address_1", "postcode"])
def test_half_an_address_is_none(service, chatham, missing):
    setattr(chatham, missing, "")
    chatham.save()
    assert "addresses" not in service("Chatham Activity Hub")["service_at_locations"][0]["location"]


def test_example_hours_are_nobodys_word_and_are_left_out(service, leeds):
    assert "schedules" not in service("Leeds Activity Hub")


def test_nothing_unknown_stands_as_empty(follow, leeds):
    assert not [item for _, item in follow() if empty_within(item)]


def empty_within(item):
    if isinstance(item, dict):
        return any(value in (None, "", [], {}) or empty_within(value) for value in item.values())
    return isinstance(item, list) and any(map(empty_within, item))


def test_what_the_manager_said_is_told(service, chatham):
    item = service("Chatham Activity Hub")
    (address,) = item["service_at_locations"][0]["location"]["addresses"]
    assert (address["address_1"], address["city"], address["postal_code"]) == (
        "1 Example Yard, Top floor",
        "Chatham",
        "ME4 4ZZ",
    )
    assert (item["email"], item["url"]) == (
        "hub@throughgate.invalid",
        "https://throughgate.invalid/k%C3%A4fig",
    )
    assert item["contacts"][0]["title"] == "The duty worker"
    assert item["phones"][0]["number"] == "01632 960111"
    assert [each["name"] for each in item["service_areas"]] == ["Medway"]
    assert item["organization"]["name"] == "Medway Turnaround"


def test_hours_of_several_weekdays_are_one_schedule_and_hours_gone_by_are_none(service, chatham):
    weekly = [each for each in service("Chatham Activity Hub")["schedules"] if "freq" in each]
    said = {each["byday"]: (each["opens_at"], each.get("valid_to"), each["notes"]) for each in weekly}
    assert said == {
        "MO,TU": ("09:30:00", None, "Not on bank holidays. London time."),
        "FR": ("09:30:00", "2026-06-30", "Not on bank holidays. London time."),
        "TU": ("10:00:00", None, "For women only. London time."),
    }


def test_a_bank_holiday_on_which_the_hub_opens_does_not_come_again(service, chatham):
    (day,) = [each for each in service("Chatham Activity Hub")["schedules"] if "freq" not in each]
    assert day["valid_from"] == day["valid_to"] == day["dtstart"] == "2026-08-31"


def test_a_closure_to_come_is_a_notice_and_one_under_way_closes_the_hub_for_now(service, chatham):
    item = service("Chatham Activity Hub")
    assert item["status"] == "active"
    assert item["alert"] == "Closed from 20 June 2026 to 21 June 2026: Staff training."
    ClosureFactory(hub=chatham, first_on=TODAY)
    assert service("Chatham Activity Hub")["status"] == "temporarily closed"


def test_a_closure_taken_back_far_off_or_over_is_not_told(service, leeds):
    ClosureFactory(hub=leeds, first_on=TODAY + datetime.timedelta(days=29))
    ClosureFactory(hub=leeds, first_on=TODAY - datetime.timedelta(days=1))
    back = ClosureFactory(hub=leeds, first_on=TODAY)
    Closure.objects.filter(pk=back.pk).update(taken_back_by=back.recorded_by, taken_back_at=back.recorded_at)
    item = service("Leeds Activity Hub")
    assert item["status"] == "active"
    assert "alert" not in item


@pytest.mark.parametrize(("recurrence", "is_sayable"), RECURRENCES.items())
def test_a_rule_is_said_in_fields_where_they_can_and_in_words_always(service, arts, recurrence, is_sayable):
    type(arts).objects.filter(pk=arts.pk).update(recurrence=recurrence)
    (said,) = service("Arts at Chatham Activity Hub")["schedules"]
    assert ("freq" in said) is is_sayable
    assert said["description"].startswith("Every ")
    assert said["description"].endswith(", 10.00 to 12.00.")
    assert (said["opens_at"], said["closes_at"]) == ("10:00:00", "12:00:00")


def test_the_first_day_of_a_rule_is_one_on_which_it_comes(service, arts):
    type(arts).objects.filter(pk=arts.pk).update(recurrence="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO")
    (said,) = service("Arts at Chatham Activity Hub")["schedules"]
    assert (said["valid_from"], said["dtstart"]) == ("2026-06-03", "2026-06-15")


def test_what_is_over_for_one_alone_or_never_was_is_no_service(read, chatham):
    yesterday = TODAY - datetime.timedelta(days=1)
    TimetableRuleFactory(hub=chatham, first_on=yesterday, until_on=yesterday)
    TimetableRuleFactory(hub=chatham, capacity=1)
    TimetableRuleFactory(hub=chatham, first_on=TODAY + datetime.timedelta(days=9), until_on=TODAY)
    assert [each["name"] for each in read("directory_services")["contents"]] == ["Chatham Activity Hub"]


def test_two_rules_of_one_activity_are_one_service_with_two_schedules(service, arts):
    TimetableRuleFactory(hub=arts.hub, category=arts.category, starts=datetime.time(14))
    assert len(service("Arts at Chatham Activity Hub")["schedules"]) == 2


def test_an_id_stays_the_same_whatever_row_a_hub_is_in(service, chatham):
    assert service("Chatham Activity Hub")["id"] == "66164492-000f-52e5-ab46-9391f6aa6abe"


def test_every_id_that_an_item_names_leads_to_something(read, follow, arts, leeds):
    here = {name: {each["id"] for each in pages(read, name)} for name in ONE_OF}
    links = {
        "organization_id": here["directory_organizations"],
        "service_id": here["directory_services"],
        "link_id": here["directory_services"],
        "taxonomy_id": here["directory_taxonomies"],
        "taxonomy_term_id": here["directory_taxonomy_terms"],
        "parent_id": here["directory_taxonomy_terms"],
    }
    named = [(name, value) for _, item in follow() for name, value in fields_of(item) if name in links]
    assert {name for name, _ in named} == set(links)
    assert not [(name, value) for name, value in named if value not in links[name]]


def fields_of(item):
    for name, value in item.items():
        yield name, value
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield from fields_of(each)


def test_when_a_service_last_changed_is_when_its_hub_its_closures_or_its_rules_did(
    read, service, arts, leeds
):
    at = datetime.datetime(2026, 6, 2, 12, 0, tzinfo=datetime.UTC)
    assert "last_modified" not in service("Leeds Activity Hub")
    events.write([events.entry(leeds, "described", by=None, at=at)])
    assert service("Leeds Activity Hub")["last_modified"] == "2026-06-02T12:00:00.000+00:00"
    closure = ClosureFactory(hub=leeds, first_on=TODAY)
    events.write([events.entry(closure, "closed", by=None, at=at + datetime.timedelta(hours=1))])
    assert service("Leeds Activity Hub")["last_modified"] == "2026-06-02T13:00:00.000+00:00"
    assert service("Arts at Chatham Activity Hub")["last_modified"] == "2026-06-03T08:00:00.000+00:00"


# --- places


def test_places_left_are_those_of_the_group_sessions_of_the_next_four_weeks(service, arts):
    (said,) = service("Arts at Chatham Activity Hub")["capacities"]
    assert (said["available"], said["maximum"], said["unit"]["name"]) == (35, 48, "place")
    assert said["updated"] == "2026-06-03T08:00:00.000+00:00"


def test_a_booking_an_offer_and_a_full_session_take_places_and_a_cancelled_one_does_not(arts):
    session = arts.sessions.order_by("starts_at").first()
    BookingFactory.create_batch(12, session=session)
    for state in ["booked", "booked", "booked", "offered", *["cancelled_by_person"] * 5]:
        BookingFactory(session=arts.sessions.last(), state=state)
    capacity = capacities.count()[arts.hub_id, arts.category_id]
    assert (capacity.available, capacity.maximum) == (30, 48)


def test_what_began_lies_far_off_was_called_off_or_is_for_one_does_not_count(arts):
    before = capacities.count()
    kept = {"hub": arts.hub, "category": arts.category, "rule": arts}
    now = datetime.datetime(2026, 6, 3, 8, 0, tzinfo=datetime.UTC)
    for n, (starts_at, more) in enumerate(
        [
            (now - datetime.timedelta(minutes=1), {}),
            (now + datetime.timedelta(weeks=5), {}),
            (now + datetime.timedelta(days=1), {"state": "not_held"}),
            (now + datetime.timedelta(days=1), {"capacity": 1, "one_to_one": True}),
        ]
    ):
        other = now - datetime.timedelta(days=100 + n)
        SessionFactory(**kept, starts_at=starts_at, rule_starts_at=other, **more)
    assert capacities.count() == before


def test_places_at_the_hub_itself_are_told_too(service, chatham):
    PlaceFactory.create_batch(7, hub=chatham)
    PlaceFactory(hub=chatham, opened_on=TODAY, ended_on=TODAY)
    (said,) = service("Chatham Activity Hub")["capacities"]
    assert (said["available"], said["maximum"]) == (50, 60)


@pytest.mark.parametrize("sizes", [[12], [2, 2], [12, 12], [12, 6, 20], [16] * 4])
def test_no_number_tells_that_a_session_that_refused_somebody_has_a_place_left(sizes):
    told = capacities.rounded([(size, 0) for size in sizes], None, kept_back=max(sizes)).available
    assert all(told <= sum(sizes) - size for size in sizes)


@pytest.mark.parametrize("maximum", range(2, 80))
def test_every_number_that_is_told_stands_for_at_least_five_counts(maximum):
    told = [capacities.rounded([(maximum, taken)], None).available for taken in range(maximum + 1)]
    assert all(told.count(each) >= min(5, maximum + 1) for each in told)
    assert all(each <= max(maximum - taken, 0) for taken, each in enumerate(told))


def test_a_count_stands_for_an_hour_so_that_no_single_booking_is_seen(service, arts, time_machine_at):
    def available():
        return service("Arts at Chatham Activity Hub")["capacities"][0]["available"]

    assert available() == 35
    for session in arts.sessions.order_by("-starts_at")[:2]:
        BookingFactory.create_batch(9, session=session)
    assert available() == 35
    time_machine_at(minutes=59)
    assert available() == 35
    time_machine_at(minutes=61)
    assert available() == 15  # and the first session has begun


@pytest.fixture
def time_machine_at():
    travelled = []

    def later(*, minutes):
        now = datetime.datetime(2026, 6, 3, 8, 0, tzinfo=datetime.UTC) + datetime.timedelta(minutes=minutes)
        travelled.append(time_machine.travel(now, tick=False))
        travelled[-1].start()

    yield later
    for each in reversed(travelled):
        each.stop()


def test_the_directory_asks_the_same_number_of_queries_for_3_hubs_and_for_30(queries_of, read, arts):
    def lists():
        for name in ONE_OF:
            read(name)

    read("directory_services")
    for n in range(2):
        more(n)
    few = queries_of(lists)
    for n in range(2, 29):
        more(n)
    assert queries_of(lists) == few
    assert queries_of(read, "directory_services") <= 15


def more(n):
    hub = HubFactory(name=f"Hub {n}", slug=f"hub-{n}")
    OpeningHoursFactory(hub=hub)
    TimetableRuleFactory(hub=hub)
    ClosureFactory(hub=hub, first_on=TODAY)
