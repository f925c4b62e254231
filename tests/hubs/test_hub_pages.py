"""The pages about hubs: what somebody reads before they refer, and what the manager changes."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.roles import Role
from hubs import times
from hubs.directory.forms import read_spans, say_spans
from hubs.models import Closure, Hub, Session
from tests.factories.accounts import UserFactory
from tests.factories.hubs import (
    BookingFactory,
    ClosureFactory,
    HubFactory,
    OpeningHoursFactory,
    PlaceFactory,
    SessionFactory,
    WomenOnlyTimeFactory,
)
from tests.factories.people import LimitedAccessFactory

TODAY = datetime.date(2026, 6, 1)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC)):
        yield


@pytest.fixture
def as_practitioner(client, db):
    client.force_login(UserFactory(role=Role.PRACTITIONER))
    return client


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def on_thursday(hub):
    return SessionFactory(
        hub=hub, starts_at=times.moment_on(TODAY + 3 * DAY, datetime.time(10)), title="Cooking"
    )


def page(name, hub, *more):
    return reverse(name, args=[hub.slug, *more])


def text_of(answer):
    return " ".join(answer.content.decode().split())


WEEK = {"from_on": "1 June 2026", "day_0": "9.30 to 12.30, 13.30 - 16.30", "day_4": "10am until 2pm"}
CLOSED = {"first_on": "3 June 2026", "last_on": "5 June 2026", "reason": "Staff training"}


@pytest.mark.parametrize(
    "typed", ["9.30", "16 to 9", "9 to 12, 11 to 14", "9 to 10 to 11", "25 to 26", "noon to 2"]
)
def test_what_is_no_span_of_a_day_is_refused_in_words(as_manager, hub, typed):
    answer = as_manager.post(page("hub_hours", hub), WEEK | {"day_1": typed})
    assert answer.status_code == 200
    assert answer.context["form"].errors["day_1"]
    assert not hub.opening_hours.exists()
    assert typed in text_of(answer)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", ""),
        ("13.30-16.30; 9 – 12", "9.00 to 12.00, 13.30 to 16.30"),
        ("9am until noon".replace("noon", "12pm"), "9.00 to 12.00"),
        ("9.00 to 12.00 and 13 to 14", "9.00 to 12.00, 13.00 to 14.00"),
    ],
)
def test_spans_are_read_as_people_write_them(typed, said):
    assert say_spans(read_spans(typed)) == said


@pytest.mark.parametrize(
    ("taken", "said"),
    [(0, "20 or more of 20"), (3, "15 or more of 20"), (17, "fewer than 5 of 20"), (20, "0 of 20")],
)
def test_those_who_read_of_numbers_are_told_of_free_places_in_steps(client, hub, taken, said):
    hub.places = 20
    hub.save()
    for _ in range(taken):
        PlaceFactory(hub=hub)
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    for address in (reverse("hub_list"), reverse("hub_detail", args=[hub.slug])):
        assert said in client.get(address).content.decode()


def test_the_list_says_who_runs_a_hub_whether_a_place_is_free_and_when_it_opens(as_practitioner, hub):
    OpeningHoursFactory(hub=hub)
    PlaceFactory(hub=hub)
    ClosureFactory(hub=HubFactory(name="Leeds"), first_on=TODAY, last_on=TODAY)
    text = text_of(as_practitioner.get(reverse("hub_list")))
    assert "2 of 3" in text
    assert "9.30 to 16.30" in text
    assert str(hub.provider) in text
    assert "Closed: Staff training" in text


def test_the_list_can_be_of_one_contract_area(as_practitioner, hub):
    HubFactory(name="Leeds", contract_area__name="Yorkshire and the Humber")
    found = as_practitioner.get(reverse("hub_list"), {"contract_area": hub.contract_area.name})
    assert [row.record for row in found.context["table"].paginated_rows] == [hub]
    everything = as_practitioner.get(reverse("hub_list"), {"contract_area": "Atlantis"})
    assert len(everything.context["table"].paginated_rows) == 2


def test_the_list_asks_as_many_queries_for_thirty_hubs_as_for_three(as_practitioner):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            as_practitioner.get(reverse("hub_list"))
        return len(queries)

    for count in (3, 30):
        for hub in HubFactory.create_batch(count):
            OpeningHoursFactory(hub=hub)
        if count == 3:
            few = asked()
    assert asked() == few <= 15


def test_a_hub_shows_what_a_practitioner_wants_before_referring(as_practitioner, hub):
    hub.address_1, hub.postcode, hub.phone, hub.contact_role = (
        "1 Example Street",
        "ME4 4TR",
        "01634 960 001",
        "Duty worker",
    )
    hub.save()
    OpeningHoursFactory(hub=hub)
    WomenOnlyTimeFactory(hub=hub)
    ClosureFactory(hub=hub, first_on=TODAY + DAY, last_on=TODAY + 2 * DAY, reason="Staff training")
    HubFactory(name="Southampton", kind="satellite", parent=hub)
    text = text_of(as_practitioner.get(page("hub_detail", hub)))
    for wanted in ("1 Example Street", "ME4 4TR", "01634 960 001", "Duty worker", "9.30 to 16.30", "Southampton",
                   "Tuesday, 10.00 to 12.00", "Closed: Staff training", "Example hours", "3 of 3 places"):  # fmt: skip
        assert wanted in text
    assert "What you can do now" not in text


def test_an_empty_hub_says_what_is_missing_and_who_can_say_it(as_manager, hub):
    text = text_of(as_manager.get(page("hub_detail", hub)))
    assert "No address yet: fill it in" in text
    assert "Say when the hub is open" in text


def test_no_person_stands_on_the_page_of_a_hub(as_practitioner, hub, someone):
    someone(family_name="Rumplestrand")
    assert "Rumplestrand" not in text_of(as_practitioner.get(page("hub_detail", hub)))


def test_a_hub_that_is_not_there_is_not_found(as_manager):
    for name in ("hub_detail", "hub_hours", "closure_create"):
        assert as_manager.get(reverse(name, args=["atlantis"])).status_code == 404


def test_a_manager_elsewhere_is_told_whose_the_hub_is(client, hub):
    client.force_login(UserFactory(role=Role.HUB_MANAGER, teams=[HubFactory().team]))
    answer = client.post(page("hub_capacity", hub), {"places": 1, "session_capacity": 1})
    assert answer.status_code == 403
    assert Hub.objects.get(pk=hub.pk).places == 3


@pytest.mark.parametrize(
    ("field", "typed"),
    [("phone", "ring the bell"), ("email", "hub@"), ("website", "javascript:alert(1)"), ("postcode", "CHATHAM"),
     ("address_1", "1 Example\x00Street")],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_refused_at_its_field(as_manager, hub, field, typed):
    answer = as_manager.post(page("hub_describe", hub), {field: typed})
    assert answer.context["form"].errors[field]
    assert getattr(Hub.objects.get(pk=hub.pk), field) == ""


def test_the_manager_says_where_the_hub_is(as_manager, hub):
    said = {
        "address_1": "1 Example Street",
        "postcode": "me44tr",
        "website": "example.org/hub",
        "phone": "01634  960001",
    }
    assert as_manager.post(page("hub_describe", hub), said).status_code == 302
    hub.refresh_from_db()
    assert (hub.postcode, hub.website, hub.phone) == ("ME4 4TR", "https://example.org/hub", "01634 960001")


def test_the_manager_says_when_the_hub_is_open(as_manager, hub):
    assert as_manager.post(page("hub_hours", hub), WEEK).status_code == 302
    assert [str(row) for row in hub.opening_hours.all()] == [
        "Monday 09:30 to 12:30", "Monday 13:30 to 16:30", "Friday 10:00 to 14:00",
    ]  # fmt: skip
    assert "9.30 to 12.30, 13.30 to 16.30" in text_of(as_manager.get(page("hub_hours", hub)))
    assert "Example hours" not in text_of(as_manager.get(page("hub_detail", hub)))


def test_hours_from_a_day_gone_by_are_answered_at_the_day(as_manager, hub):
    answer = as_manager.post(page("hub_hours", hub), WEEK | {"from_on": "31 May 2026"})
    assert answer.status_code == 409
    assert answer.context["form"].errors["from_on"]


def test_hours_planned_for_later_are_announced(as_manager, hub):
    as_manager.post(page("hub_hours", hub), WEEK | {"from_on": "8 June 2026"})
    assert "Other hours are planned from 8 June 2026" in text_of(as_manager.get(page("hub_hours", hub)))


def test_the_manager_sets_women_only_times(as_manager, hub):
    assert as_manager.post(page("hub_women_only", hub), WEEK).status_code == 302
    assert "Friday, 10.00 to 14.00" in text_of(as_manager.get(page("hub_detail", hub)))


def test_the_manager_opens_the_hub_on_a_bank_holiday(as_manager, hub):
    form = as_manager.get(page("hub_bank_holidays", hub)).context["form"]
    assert next(field.label for field in form) == "Late Summer Bank Holiday, Monday 31 August 2026"
    assert as_manager.post(page("hub_bank_holidays", hub), {"day_20260831": "10 to 14"}).status_code == 302
    assert len(hub.opens_on(datetime.date(2026, 8, 31))) == 1
    two = as_manager.post(page("hub_bank_holidays", hub), {"day_20260831": "10 to 12, 13 to 14"})
    assert two.context["form"].errors["day_20260831"]


def test_places_below_those_taken_say_how_many_are_and_ask_why(as_manager, hub):
    PlaceFactory.create_batch(3, hub=hub)
    said = {"places": "1", "session_capacity": "8"}
    answer = as_manager.post(page("hub_capacity", hub), said)
    assert answer.status_code == 409
    assert "3 places at Chatham are taken, 2 more than 1" in text_of(answer)
    assert as_manager.post(page("hub_capacity", hub), said | {"reason": "Repairs"}).status_code == 302
    hub.refresh_from_db()
    assert (hub.places, hub.session_capacity) == (1, 8)


def test_a_closure_on_days_without_a_session_is_saved_at_once(as_manager, hub, manager):
    assert as_manager.post(page("closure_create", hub), CLOSED).status_code == 302
    assert Closure.objects.get().recorded_by == manager


def test_a_closure_shows_the_sessions_it_touches_before_anything_is_saved(
    as_manager, hub, on_thursday, someone
):
    BookingFactory(session=on_thursday, person=someone())
    hidden = someone()
    BookingFactory(session=on_thursday, person=hidden)
    LimitedAccessFactory(person=hidden, kind="restriction", user=UserFactory())
    answer = as_manager.post(page("closure_create", hub), CLOSED)
    assert answer.status_code == 200
    assert not Closure.objects.exists()
    choice = answer.context["choice"]
    assert [(session.title, session.booked) for session in choice.touched] == [("Cooking", 1)]
    assert "error" not in text_of(answer).lower()


def test_the_choice_is_asked_for_and_then_done(as_manager, hub, on_thursday):
    shown = CLOSED | {"shown": str(on_thursday.uuid)}
    asked = as_manager.post(page("closure_create", hub), shown)
    assert asked.status_code == 409
    assert asked.context["choice"].errors["sessions"]
    assert as_manager.post(page("closure_create", hub), shown | {"sessions": "off"}).status_code == 302
    assert Session.objects.get(pk=on_thursday.pk).state == "not_held"


def test_a_list_that_is_no_longer_true_is_shown_again(as_manager, hub, on_thursday):
    answer = as_manager.post(page("closure_create", hub), CLOSED | {"shown": "rubbish", "sessions": "off"})
    assert answer.status_code == 409
    assert "changed meanwhile" in text_of(answer)
    assert str(on_thursday.uuid) in text_of(answer)
    assert Session.objects.get(pk=on_thursday.pk).state == "scheduled"


def test_sending_a_closure_twice_closes_once(as_manager, hub):
    as_manager.post(page("closure_create", hub), CLOSED)
    again = as_manager.post(page("closure_create", hub), CLOSED)
    assert again.status_code == 409
    assert "already closed" in text_of(again)
    assert Closure.objects.count() == 1


def test_a_closure_is_ended_or_taken_back(as_manager, hub):
    closure = ClosureFactory(hub=hub, first_on=TODAY + DAY, last_on=TODAY + 4 * DAY)
    end = page("closure_end", hub, closure.pk)
    assert as_manager.post(end, {"how": "earlier"}).context["form"].errors["opens_on"]
    assert as_manager.post(end, {"how": "earlier", "opens_on": "20 June 2026"}).status_code == 409
    assert as_manager.post(end, {"how": "earlier", "opens_on": "4 June 2026"}).status_code == 302
    assert Closure.objects.get().last_on == datetime.date(2026, 6, 3)
    assert as_manager.post(end, {"how": "back"}).status_code == 302
    assert not Closure.objects.standing().exists()
    assert as_manager.get(end).status_code == 404


def test_a_closure_of_another_hub_is_not_found(as_manager, hub):
    elsewhere = ClosureFactory()
    assert as_manager.get(page("closure_end", hub, elsewhere.pk)).status_code == 404


def test_a_new_session_starts_from_the_size_that_the_hub_says(as_manager, hub):
    hub.session_capacity = 7
    hub.save()
    assert as_manager.get(reverse("session_create")).context["form"]["capacity"].value() == 7


def test_a_practitioner_gets_from_the_hub_to_its_timetable(as_practitioner, hub):
    address = reverse("timetable_week", args=[hub.slug])
    assert address in text_of(as_practitioner.get(page("hub_detail", hub)))
    assert as_practitioner.get(address).status_code == 200


def test_a_refused_span_names_its_day(as_manager, hub):
    text = text_of(as_manager.post(page("hub_hours", hub), WEEK | {"day_1": "9 to"}))
    assert "Tuesday: Enter each span like 9.30 to 12.30" in text


def test_example_hours_are_marked_in_the_list_until_they_are_confirmed(as_manager, hub):
    OpeningHoursFactory(hub=hub)
    assert "Example, not confirmed" in text_of(as_manager.get(reverse("hub_list")))
    as_manager.post(page("hub_hours", hub), WEEK)
    assert "Example, not confirmed" not in text_of(as_manager.get(reverse("hub_list")))
