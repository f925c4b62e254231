"""What becomes of bookings, offers and turns when something happens to the person: merged, recalled, died."""

import datetime

import pytest
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.lifecycle import reactions
from hubs import actions as hubs
from hubs.models import Booking
from people import actions as people
from people import causes
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import BookingFactory, SessionFactory
from tests.factories.people import PersonFactory, ReleaseFactory

DAY = datetime.timedelta(days=1)


@pytest.fixture
def last_place(hub):
    """A session to come with one place."""
    return SessionFactory(hub=hub, starts_at=timezone.now() + DAY, capacity=1)


@pytest.fixture
def steward(db):
    team = TeamFactory()
    return UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation, teams=[team])


@pytest.fixture
def waits(last_place, someone):
    return BookingFactory(session=last_place, person=someone(), state="waiting_list")


def state_of(booking):
    return Booking.objects.get(pk=booking.pk).state


@pytest.mark.parametrize("state", ["booked", "offered", "waiting_list"])
def test_a_death_takes_back_whatever_is_to_come_and_the_place_goes_to_the_next(last_place, waits, state):
    booking = BookingFactory(session=last_place, state=state, queued_at=timezone.now() - DAY)
    reactions.happened(causes.DIED, by=None, person=booking.person, died_on=timezone.localdate())
    assert (state_of(booking), state_of(waits)) == ("cancelled_by_hub", "offered")


def test_a_recall_takes_back_what_is_to_come_and_leaves_what_was(session, last_place):
    person = PersonFactory()
    was, comes = (
        BookingFactory(session=session, person=person),
        BookingFactory(session=last_place, person=person),
    )
    reactions.happened(causes.RECALLED, by=None, release=ReleaseFactory(person=person))
    assert (state_of(was), state_of(comes)) == ("booked", "cancelled_by_hub")


@pytest.mark.parametrize(
    ("kept_has", "merged_has", "stands"),
    [("waiting_list", "booked", "booked"), ("booked", "waiting_list", "booked"), ("waiting_list", "offered", "offered"),
     ("offered", "booked", "booked")],
)  # fmt: skip
def test_of_two_records_the_booking_nearer_to_a_chair_stands(hub, steward, kept_has, merged_has, stands):
    session = SessionFactory(hub=hub, starts_at=timezone.now() + DAY, capacity=5)
    team = steward.teams.get()
    kept, merged = PersonFactory(held_by=team), PersonFactory(held_by=team)
    for person, state in ((kept, kept_has), (merged, merged_has)):
        BookingFactory(session=session, person=person, state=state)
    people.merge(kept, merged, by=steward, reason="One prison number, one address")
    assert [booking.state for booking in Booking.objects.live().filter(session=session)] == [stands]


def test_the_second_place_of_one_person_goes_to_the_next(hub, steward, someone):
    session = SessionFactory(hub=hub, starts_at=timezone.now() + DAY, capacity=2)
    team = steward.teams.get()
    kept, merged = PersonFactory(held_by=team), PersonFactory(held_by=team)
    for person in (kept, merged):
        BookingFactory(session=session, person=person)
    waits = BookingFactory(session=session, person=someone(), state="waiting_list")
    people.merge(kept, merged, by=steward, reason="One prison number, one address")
    assert state_of(waits) == "offered"


def test_a_place_is_held_and_used_again_and_stays_taken(hub, someone, worker):
    person = someone()
    free = hubs.places_free(hub)
    held = hubs.hold_place(person, hub, by=worker)
    assert held.held_since == timezone.localdate()
    assert hubs.places_free(hub) == free
    assert hubs.resume_place(person, hub, by=worker).held_since is None


def test_nobody_without_a_place_has_one_held(hub, worker):
    assert hubs.hold_place(PersonFactory(), hub, by=worker) is None


@pytest.mark.parametrize("state", ["booked", "offered", "waiting_list"])
def test_withdrawn_consent_takes_back_what_is_to_come_and_the_place_goes_to_the_next(
    last_place, waits, someone, state
):
    person = someone()
    booking = BookingFactory(session=last_place, person=person, state=state, queued_at=timezone.now() - DAY)
    people.withdraw_consent(person.consents.get(), by=None, withdrawn_on=timezone.localdate())
    assert (state_of(booking), state_of(waits)) == ("cancelled_by_hub", "offered")


def test_withdrawn_consent_leaves_what_was(session, someone):
    person = someone()
    was = BookingFactory(session=session, person=person)
    people.withdraw_consent(person.consents.get(), by=None, withdrawn_on=timezone.localdate())
    assert state_of(was) == "booked"
