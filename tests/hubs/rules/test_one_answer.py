"""Full, no contact and excluded: one text, one status, the same statements. Nothing tells which it was.

(domain: No contact; trust: 12). How long each takes is measured in `benchmarks`, never here.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.access import NotYou
from hubs import actions as hubs
from hubs.models import Booking
from tests.factories.people import LicenceConditionFactory, LimitedAccessFactory, NoContactFactory

from .written import NEUTRAL, change

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused_at(at, hub, pair, someone, into):
    """A session and somebody whom it refuses, by what stands against it."""

    def make(why):
        session, person = at(capacity=1), pair[1]
        if why == "full":
            into(session, someone())
        elif why == "no contact":
            into(at(capacity=4), pair[0])
        elif why == "excluded":
            LicenceConditionFactory(person=person, kind="exclusion_hub", team=hub.team)
        elif why == "all three":
            into(session, pair[0])
            LicenceConditionFactory(person=person, kind="exclusion_hub", team=hub.team)
        return session, person

    return make


WHYS = ("full", "no contact", "excluded", "all three")


def statements(call):
    """What was asked of the database, without the values."""
    with CaptureQueriesContext(connection) as asked:
        answer = call()
    return answer, [
        re.sub(r"'[^']*'|\b\d+\b|s\d+\w*", "?", query["sql"].split(" VALUES ")[0]) for query in asked
    ]


def test_booking_is_refused_by_the_same_page_after_the_same_statements(client, worker, refused_at):
    client.force_login(worker)
    pages, asked = set(), set()
    for why in WHYS:
        session, person = refused_at(why)
        typed = {"do": "book", "people": [str(person.uuid)], "name": person.family_name}
        url = reverse("booking_create", args=[session.uuid])
        answer, sql = statements(lambda url=url, typed=typed: client.post(url, typed))
        text = re.sub(r'value="[^"]*"|[0-9a-f-]{36}|nonce="[^"]*"', "", answer.content.decode())
        pages.add((answer.status_code, len(text), text.replace(str(person), "")[:400]))
        asked.add(tuple(sql))
        assert (answer.status_code, NEUTRAL in text) == (409, True), why
        Booking.versions.all().delete()
    assert len(pages) == 1
    assert len(asked) == 1


@pytest.mark.parametrize("verb", ["book", "restore_booking", "move_booking"])
def test_every_way_in_is_refused_with_one_text_after_the_same_statements(at, into, worker, refused_at, verb):
    asked, _ = set(), worker.team_ids
    for why in WHYS:
        session, person = refused_at(why)
        if verb == "restore_booking":
            what = (into(session, person, state="cancelled_by_person"),)
        elif verb == "move_booking":
            what = (into(at(18, where=session.hub), person, state="waiting_list"), session)
            if why in ("excluded", "all three"):
                continue  # nobody excluded from the hub has a booking there to move
            change(what[0], state="booked")
        else:
            what = (session, person)

        def act(what=what):
            with pytest.raises(hubs.BookingRefused) as refused:
                getattr(hubs, verb)(*what, by=worker)
            return str(refused.value)

        said, sql = statements(act)
        assert said == NEUTRAL
        asked.add(tuple(sql))
        Booking.versions.all().delete()
    assert len(asked) == 1


def test_an_offer_that_a_rule_stands_against_by_now_is_not_accepted_and_nothing_tells_why(
    client, at, into, someone, worker
):
    client.force_login(worker)
    asked, pages = set(), set()
    for number, why in enumerate(("no contact", "excluded", "both")):
        session, person, other = at(9 + number, capacity=4), someone(), someone()
        into(session, other)
        offer = into(session, person, state="offered", offered_at=timezone.now())
        if why != "excluded":
            NoContactFactory(first=person, second=other)
        if why != "no contact":
            LicenceConditionFactory(person=person, kind="exclusion_hub", team=session.hub.team)
        url = reverse("offer_answer", args=[offer.uuid])
        sent = {"answer": "accept", "answered_by": "person"}
        answer, sql = statements(lambda url=url, sent=sent: client.post(url, sent))
        assert (answer.status_code, NEUTRAL in answer.content.decode()) == (409, True), why
        assert Booking.objects.get(pk=offer.pk).state == "offered"
        pages.add(answer.content.decode().count("\n"))
        asked.add(tuple(sql))
    assert (len(pages), len(asked)) == (1, 1)


def test_a_group_is_told_the_places_its_page_shows_and_never_of_hidden_people(at, into, someone, worker):
    session, hidden = at(capacity=4), someone()
    into(session, hidden)
    into(session, someone())
    LimitedAccessFactory(person=hidden, kind="exclusion", user=worker)
    with pytest.raises(hubs.TooManyChosen, match="3 places are left and you chose 4 people"):
        hubs.book_people(session, [someone() for _ in range(4)], by=worker)
    with pytest.raises(hubs.BookingRefused):
        hubs.book_people(session, [someone() for _ in range(3)], by=worker)


def test_a_group_with_one_whom_the_rules_refuse_is_refused_whole_and_nobody_is_named(
    at, into, pair, someone, worker
):
    session = at()
    into(session, pair[0])
    with pytest.raises(hubs.BookingRefused) as refused:
        hubs.book_people(session, [someone(), pair[1], someone()], by=worker)
    assert str(refused.value) == NEUTRAL
    assert Booking.objects.count() == 1


# --- Beyond the capacity ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("capacity", [1, 9])
def test_a_worker_lets_nobody_in_beyond_the_capacity_full_or_not(at, into, someone, worker, capacity):
    session = at(capacity=capacity)
    into(session, someone())
    with pytest.raises(NotYou):
        hubs.book(session, someone(), by=worker, over_capacity_reason="Starts work on Monday")


def test_the_manager_lets_somebody_in_and_says_why(at, into, someone, manager):
    session = at(capacity=1)
    into(session, someone())
    booking = hubs.book(session, someone(), by=manager, over_capacity_reason="Starts work on Monday")
    assert (booking.allowed_by, booking.over_capacity_reason) == (manager, "Starts work on Monday")


def test_where_there_is_room_nobody_signs(at, someone, manager):
    booking = hubs.book(at(), someone(), by=manager, over_capacity_reason="Starts work on Monday")
    assert (booking.allowed_by, booking.over_capacity_reason) == (None, "")


def test_the_manager_brings_no_pair_together(at, into, pair, manager):
    session = at()
    into(session, pair[0])
    with pytest.raises(hubs.BookingRefused):
        hubs.book(session, pair[1], by=manager, over_capacity_reason="Starts work on Monday")


def test_only_the_managers_page_asks_for_the_reason(client, at, someone, worker, manager):
    url = reverse("booking_create", args=[at().uuid])
    someone()
    for user, asks in ((worker, False), (manager, True)):
        client.force_login(user)
        assert ("over_capacity_reason" in client.get(url).content.decode()) == asks


def test_a_walk_in_beyond_the_capacity_is_signed_by_who_takes_the_register(hub, at, into, someone, worker):
    session = at(-30, hours=72, capacity=1)
    first, beyond = (
        hubs.add_walk_in(session, someone(), by=worker),
        hubs.add_walk_in(session, someone(), by=worker),
    )
    assert (first.allowed_by, beyond.allowed_by) == (None, worker)


def test_a_walk_in_meets_nobody_they_may_not(at, into, pair, worker):
    session = at(-30, hours=72)
    into(session, pair[0])
    with pytest.raises(hubs.BookingRefused):
        hubs.add_walk_in(session, pair[1], by=worker)
    assert Booking.objects.count() == 1


def test_a_restored_booking_was_let_in_once(at, into, someone, worker, manager):
    session = at(capacity=1)
    into(session, someone())
    booking = hubs.book(session, someone(), by=manager, over_capacity_reason="Starts work on Monday")
    booking = hubs.cancel_booking(booking, by=worker)
    with pytest.raises(hubs.BookingRefused):
        hubs.restore_booking(booking, by=worker)
