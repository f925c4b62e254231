"""A session has no more people than places, whoever writes, unless somebody who may has let them in."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.lifecycle import facts

from .written import CHANGE, change, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(at, someone, into):
    """Two places, both taken: one booked, one offered."""
    session = at(capacity=2)
    into(session, someone())
    into(session, someone(), state="offered")
    return session


@pytest.mark.parametrize("state", ["booked", "offered"])
def test_nobody_more_is_booked_or_offered_a_place(full, someone, into, state):
    refused(into, full, someone(), state=state)


@pytest.mark.parametrize(
    "former", ["cancelled_by_person", "cancelled_by_hub", "expired", "waiting_list", "declined"]
)
def test_nobody_comes_back_into_a_full_session(full, someone, into, former):
    booking = into(full, someone(), state=former)
    refused(change, booking, state="booked")
    refused(change, booking, state="offered", offered_at=timezone.now())


def test_nobody_is_moved_into_a_full_session(full, at, someone, into):
    refused(change, into(at(15), someone()), session=full)


def test_several_written_at_once_are_all_refused(full, someone, into):
    change(full, capacity=3)
    rows = [into(full, someone(), state="waiting_list") for _ in range(2)]
    refused(type(rows[0]).versions.filter(pk__in=[row.pk for row in rows]).update, state="booked")


def test_capacity_is_not_lowered_below_the_places_taken(full):
    refused(change, full, capacity=1, text=CHANGE)


def test_a_session_without_a_number_does_not_get_too_low_a_one(at, someone, into):
    session = at(capacity=None)
    for _ in range(3):
        into(session, someone())
    refused(change, session, capacity=2, text=CHANGE)
    change(session, capacity=3)


def test_who_was_let_in_once_is_not_let_in_again_by_it(full, someone, into, manager):
    booking = into(full, someone(), allowed_by=manager, over_capacity_reason="Starts work on Monday")
    refused(change, booking, allowed_by=None, over_capacity_reason="")


def test_a_reason_without_a_name_is_refused(full, someone, into):
    with pytest.raises(IntegrityError), transaction.atomic():
        into(full, someone(), over_capacity_reason="Starts work on Monday")


def test_a_name_without_a_reason_is_refused_but_for_a_walk_in(full, someone, into, worker):
    with pytest.raises(IntegrityError), transaction.atomic():
        into(full, someone(), allowed_by=worker)
    assert into(full, someone(), allowed_by=worker, walk_in=True).pk


def test_who_is_let_in_counts_as_taken_and_is_not_in_the_way_of_a_lower_number(full, someone, into, manager):
    into(full, someone(), allowed_by=manager, over_capacity_reason="Starts work on Monday")
    change(full, capacity=5)
    change(full, capacity=2)
    refused(into, full, someone())


def test_waiting_and_leaving_are_always_free(full, someone, into):
    into(full, someone(), state="waiting_list")
    leaving = full.bookings.filter(superseded_at=None, state="booked").first()
    change(leaving, state="cancelled_by_person")
    assert into(full, someone()).pk


def test_accepting_an_offer_asks_for_no_second_place(full):
    change(full.bookings.get(state="offered"), state="booked")


def test_a_mark_is_written_in_a_session_that_has_become_too_small(at, someone, into, worker):
    session = at(capacity=1)
    booking = into(session, someone())
    into(session, someone(), walk_in=True, allowed_by=worker)
    facts.correct([(booking, {"mark": "attended"})], by=worker, what="marked")
    booking.refresh_from_db()
    assert booking.mark == "attended"
