"""Whoever is booked, offered a place, moved or restored has an open place at the hub and live consent on the day."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.lifecycle.transitions import Refused
from hubs import actions as hubs
from hubs import scope
from hubs.models import Booking, Place
from people.models import Consent
from tests.factories.hubs import BookingFactory, InductionFactory, SessionFactory
from tests.factories.people import InvolvementFactory, PersonFactory

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
WHY = {"place": "no place at Chatham", "consent": "no live consent", "withdrawn": "no live consent"}
LACKING = pytest.mark.parametrize("lacks", WHY)


@pytest.fixture
def without(someone):
    """Somebody of the hub who was inducted there, and lacks an open place or consent by now."""

    def make(lacks):
        person = someone(consented=lacks != "consent")
        if lacks == "place":
            Place.objects.filter(person=person).update(ended_on=timezone.localdate())
        elif lacks == "withdrawn":
            Consent.objects.filter(person=person).update(withdrawn_on=timezone.localdate())
        return person

    return make


def state_of(booking):
    return Booking.objects.get(pk=booking.pk).state


@LACKING
def test_nobody_is_booked_or_put_on_the_list_without(session_to_come, without, worker, lacks):
    person = without(lacks)
    for verb in (lambda: hubs.book(session_to_come, person, by=worker),
                 lambda: hubs.join_waiting_list(session_to_come, [person], by=worker)):  # fmt: skip
        with pytest.raises(Refused, match=WHY[lacks]):
            verb()
    assert not Booking.objects.exists()


@LACKING
def test_nobody_is_moved_or_restored_without(hub, session_to_come, without, worker, lacks):
    other = SessionFactory(hub=hub, starts_at=timezone.now() + DAY)
    stands = BookingFactory(session=other, person=without(lacks))
    cancelled = BookingFactory(session=other, person=without(lacks), state="cancelled_by_person")
    with pytest.raises(Refused, match=WHY[lacks]):
        hubs.move_booking(stands, session_to_come, by=worker)
    with pytest.raises(Refused, match=WHY[lacks]):
        hubs.restore_booking(cancelled, by=worker)
    assert (state_of(stands), state_of(cancelled)) == ("booked", "cancelled_by_person")


@LACKING
def test_no_offer_is_taken_without(session_to_come, without, worker, lacks):
    offered = BookingFactory(session=session_to_come, person=without(lacks), state="offered")
    with pytest.raises(Refused, match=WHY[lacks]):
        hubs.accept_offer(offered, by=worker, answered_by="person")
    assert state_of(offered) == "offered"


@LACKING
def test_a_free_place_is_offered_to_the_next_and_their_turn_stays(
    session_to_come, someone, without, worker, lacks
):
    first, booking, after = (
        BookingFactory(session=session_to_come, person=without(lacks), state="waiting_list"),
        BookingFactory(session=session_to_come, person=someone()),
        BookingFactory(session=session_to_come, person=someone(), state="waiting_list"),
    )
    hubs.cancel_booking(booking, by=worker)
    assert (state_of(first), state_of(after)) == ("waiting_list", "offered")


@LACKING
def test_in_a_group_they_are_named_and_the_others_are_booked(
    session_to_come, someone, without, worker, lacks
):
    person, other = without(lacks), someone()
    (done,) = hubs.book_group([session_to_come], [person, other], by=worker)
    assert [booking.person for booking in done.booked] == [other]
    assert [(each.person, each.may_wait) for each in done.not_booked] == [(person, False)]
    assert WHY[lacks].removeprefix("no ") in done.not_booked[0].why


def test_an_induction_lets_somebody_walk_in(session, without, worker):
    assert hubs.add_walk_in(session, without("place"), by=worker).mark == "attended"


def test_the_list_to_book_from_shows_those_with_a_place_and_who_lacks_consent(
    session_to_come, someone, without, worker
):
    some, none = someone(), without("withdrawn")
    without("place")
    found = scope.people_to_book(worker, session_to_come)
    assert {(person, person.consented) for person in found} == {(some, True), (none, False)}


def test_somebody_only_referred_is_found_as_a_walk_in_and_flagged(as_worker, hub, session, worker):
    referred = PersonFactory(family_name="Newcomer")
    InvolvementFactory(person=referred, team=hub.team, since=timezone.localdate())
    PersonFactory(family_name="Newcomer")  # of no team of the worker
    (found,) = scope.walk_ins(worker, session, "Newcomer")
    assert (found, found.placed, found.inducted) == (referred, False, False)
    InductionFactory(person=referred)  # elsewhere
    page = as_worker.post(reverse("register_take", args=[session.uuid]), {"do": "find", "name": "Newcomer"})
    assert "No place here yet" in page.content.decode()
    assert hubs.add_walk_in(session, referred, by=worker).mark == ""
