"""Booking people: how many places are left, a group ticked whole, and one larger than a page."""

import re

import pytest

from hubs import actions as hubs
from hubs import scope
from hubs.models import Booking
from tests.factories.hubs import BookingFactory
from tests.factories.people import CohortLabelFactory, LimitedAccessFactory, PersonFactory
from tests.hubs.sent import address, text_of


@pytest.fixture
def veterans(someone, monkeypatch):
    """Five of them, where a page holds two."""
    monkeypatch.setattr(scope, "MOST_SHOWN", 2)
    people = [someone(family_name=name) for name in ("Abel", "Brook", "Calder", "Dunn", "Eames")]
    for person in people:
        CohortLabelFactory(person=person, name="veteran")
    return people


@pytest.fixture
def ask(as_worker, session_to_come):
    """Sends the form of the group, with what the page before had hidden in it."""
    hidden = {}

    def send(do, people=(), cohort="veteran"):
        sent = {
            "do": do,
            "cohort": cohort,
            "sessions": [session_to_come.uuid],
            "people": [each.uuid for each in people],
        }
        page = as_worker.post(address("booking_group", session_to_come), sent | hidden)
        hidden.clear()
        hidden.update(
            re.findall(r'type="hidden" name="(page|listed)" value="([^"]*)"', page.content.decode())
        )
        return page

    return send


def shown(page):
    return re.findall(r"Abel|Brook|Calder|Dunn|Eames", text_of(page))


def test_a_group_form_with_nobody_chosen_says_so(as_worker, session_to_come):
    page = as_worker.post(address("booking_group", session_to_come), {"do": "book"})
    assert "Choose at least one person to book." in text_of(page)
    assert "Choose at least one session." in text_of(page)


def test_a_group_is_looked_for_by_its_name_or_a_person_s(as_worker, session_to_come):
    page = as_worker.post(address("booking_group", session_to_come), {"do": "find"})
    assert "Choose a group, or enter part of a name." in text_of(page)


def test_somebody_out_of_scope_is_not_booked_with_a_group(as_worker, session_to_come):
    sent = {"do": "book", "people": [PersonFactory().uuid], "sessions": [session_to_come.uuid]}
    assert as_worker.post(address("booking_group", session_to_come), sent).status_code == 404


def test_a_group_is_ticked_whole_and_booked_and_those_left_out_may_wait(as_worker, session_to_come, someone):
    veterans = [someone(family_name=name) for name in ("Abel", "Brook", "Calder")]
    for person in veterans:
        CohortLabelFactory(person=person, name="veteran")
    someone(family_name="Notone")
    shown = {"do": "find", "cohort": "veteran", "sessions": [session_to_come.uuid]}
    page = as_worker.post(address("booking_group", session_to_come), shown)
    assert "Notone" not in text_of(page)
    assert page.content.count(b" checked>") >= 3
    sent = {"do": "book", "people": [person.uuid for person in veterans], "sessions": [session_to_come.uuid]}
    page = as_worker.post(address("booking_group", session_to_come), sent)
    text = text_of(page)
    assert "Booked now: 2." in text
    assert "Not booked: 1." in text
    assert hubs.NEUTRAL in text
    waits = {"do": "wait", "people": [veterans[2].uuid]}
    as_worker.post(address("booking_create", session_to_come), waits)
    assert Booking.objects.in_turn().get().person == veterans[2]


def test_a_group_larger_than_a_page_is_listed_page_by_page_and_who_is_ticked_stays(ask, veterans):
    first = ask("find")
    assert shown(first) == ["Abel", "Brook"]
    assert "There are more people in this group" in text_of(first)
    second = ask("next", people=veterans[:1])
    assert shown(second) == ["Abel", "Calder", "Dunn"]
    assert second.content.count(b" checked>") == 3 + 1  # and the session
    last = ask("next", people=[veterans[0], veterans[2]])
    assert shown(last) == ["Abel", "Calder", "Eames"]
    assert "There are more people" not in text_of(last)


def test_another_group_starts_from_its_first_page(ask, veterans):
    ask("find")
    assert shown(ask("next", cohort="care_leaver")) == []
    assert shown(ask("next")) == ["Abel", "Brook"]


@pytest.mark.parametrize("number", ["", "-1", "junk", "9" * 5000])
def test_a_page_that_is_none_is_the_first(as_worker, session_to_come, veterans, number):
    sent = {"do": "next", "cohort": "veteran", "listed": "veteran", "page": number}
    assert shown(as_worker.post(address("booking_group", session_to_come), sent))[:2] == ["Abel", "Brook"]


def test_exactly_a_page_of_people_is_not_said_to_be_more(as_worker, session_to_come, someone, monkeypatch):
    monkeypatch.setattr(scope, "MOST_SHOWN", 2)
    for _ in range(2):
        someone()
    assert "are shown" not in text_of(as_worker.get(address("booking_create", session_to_come)))
    someone()
    assert "are shown" in text_of(as_worker.get(address("booking_create", session_to_come)))


def test_the_page_says_how_many_places_are_left_and_counts_nobody_hidden(as_worker, worker, session_to_come):
    page = address("booking_create", session_to_come)
    assert "2 of 2 places left." in text_of(as_worker.get(page))
    booking = BookingFactory(session=session_to_come)
    assert "1 of 2 places left." in text_of(as_worker.get(page))
    LimitedAccessFactory(person=booking.person, user=worker)
    assert "2 of 2 places left." in text_of(as_worker.get(page))


def test_a_session_without_a_number_says_so(as_worker, session_to_come):
    type(session_to_come).objects.filter(pk=session_to_come.pk).update(capacity=None)
    assert "No number of places set." in text_of(as_worker.get(address("booking_create", session_to_come)))
