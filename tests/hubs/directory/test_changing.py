"""The pages about hubs: what the manager changes."""

import datetime

import pytest
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.lifecycle.models import Event
from hubs.directory.forms import read_spans, say_spans
from hubs.models import Closure, Hub, Session
from tests.factories.accounts import UserFactory
from tests.factories.hubs import (
    BookingFactory,
    ClosureFactory,
    HubFactory,
    PlaceFactory,
)
from tests.factories.people import LimitedAccessFactory
from tests.hubs.directory.typed import CLOSED, DAY, TODAY, WEEK, page, text_of


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
    for _ in range(2):  # a double click
        assert as_manager.post(end, {"how": "earlier", "opens_on": "4 June 2026"}).status_code == 302
    assert Closure.objects.get().last_on == datetime.date(2026, 6, 3)
    for _ in range(2):
        assert as_manager.post(end, {"how": "back"}).status_code == 302
    assert Event.objects.filter(what="reopened").count() == 2
    assert not Closure.objects.standing().exists()
    assert as_manager.get(end).status_code == 404


def test_a_closure_of_another_hub_is_not_found(as_manager, hub):
    elsewhere = ClosureFactory()
    assert as_manager.get(page("closure_end", hub, elsewhere.pk)).status_code == 404


def test_a_new_session_starts_from_the_size_that_the_hub_says(as_manager, hub):
    hub.session_capacity = 7
    hub.save()
    assert as_manager.get(reverse("session_create")).context["form"]["capacity"].value() == 7


def test_a_refused_span_names_its_day(as_manager, hub):
    text = text_of(as_manager.post(page("hub_hours", hub), WEEK | {"day_1": "9 to"}))
    assert "Tuesday: Enter each span like 9.30 to 12.30" in text
