"""Two people who may not meet are never in overlapping sessions of a hub and its satellites, whoever writes.

(domain: No contact)
"""

import datetime

import pytest
from django.utils import timezone

from foundation.lifecycle import facts
from hubs.models import Booking, Session
from people.models import NoContact
from tests.factories.hubs import HubFactory
from tests.factories.people import LicenceConditionFactory, NoContactFactory

from .written import CHANGE, HOUR, change, refused, tomorrow_at

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
DAY = datetime.timedelta(days=1)


# --- Refused ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("state", ["booked", "offered"])
def test_neither_of_a_pair_is_booked_or_offered_where_the_other_is(at, pair, into, first, state):
    session = at()
    into(session, pair[first])
    refused(into, session, pair[1 - first], state=state)


def test_an_offered_place_keeps_the_other_away_too(at, pair, into):
    into(at(), pair[0], state="offered")
    refused(into, at(), pair[1])


@pytest.mark.parametrize(("hour", "hours"), [(9.5, 1), (10.5, 1), (10.25, 0.5), (9, 3)])
def test_any_overlap_is_refused(at, pair, into, hour, hours):
    into(at(10), pair[0])
    refused(into, at(hour, hours=hours), pair[1])


def test_a_satellite_and_its_hub_are_one_place(at, pair, into, satellite):
    into(at(), pair[0])
    refused(into, at(where=satellite), pair[1])


def test_two_satellites_of_a_hub_are_one_place(at, pair, into, hub, satellite):
    into(at(where=satellite), pair[0])
    refused(into, at(where=HubFactory(kind="satellite", parent=hub)), pair[1])


@pytest.mark.parametrize("former", ["cancelled_by_person", "cancelled_by_hub", "waiting_list", "expired"])
@pytest.mark.parametrize("now", ["booked", "offered"])
def test_a_booking_is_not_restored_or_offered_beside_the_other(at, pair, into, former, now):
    session = at()
    into(session, pair[0])
    refused(change, into(session, pair[1], state=former), state=now, offered_at=timezone.now())


def test_a_pair_recorded_after_the_offer_stands_against_accepting_it(at, someone, into):
    session, one, other = at(), someone(), someone()
    into(session, one)
    offered = into(session, other, state="offered")
    NoContactFactory(first=one, second=other)
    refused(change, offered, state="booked")


def test_a_booking_is_not_moved_beside_the_other(at, pair, into):
    session = at()
    into(session, pair[0])
    refused(change, into(at(15), pair[1]), session=session)


def test_a_walk_in_never_meets_them_either(at, pair, into, worker):
    session = at()
    into(session, pair[0])
    refused(into, session, pair[1], walk_in=True, allowed_by=worker)


def test_whom_the_manager_lets_in_beyond_capacity_never_meets_them_either(at, pair, into, manager):
    session = at()
    into(session, pair[0])
    refused(into, session, pair[1], allowed_by=manager, over_capacity_reason="Starts work on Monday")


@pytest.mark.parametrize("how", ["later", "longer", "to another hub", "put on again"])
def test_a_session_is_not_re_timed_into_the_others(at, pair, into, elsewhere, how):
    into(at(10), pair[0])
    session = {
        "later": lambda: at(8),
        "longer": lambda: at(9),
        "to another hub": lambda: at(10, where=elsewhere),
        "put on again": lambda: at(10, state="not_held"),
    }[how]()
    into(session, pair[1])
    change_to = {
        "later": {"starts_at": tomorrow_at(9.5), "ends_at": tomorrow_at(10.5)},
        "longer": {"ends_at": tomorrow_at(10) + HOUR / 2},
        "to another hub": {"hub": Booking.objects.exclude(session=session).get().hub},
        "put on again": {"state": "scheduled"},
    }[how]
    refused(change, session, text=CHANGE, **change_to)


def test_a_session_is_not_moved_to_a_day_on_which_the_pair_stands(hub, at, someone, into):
    session, one, other = at(), someone(), someone()
    NoContactFactory(first=one, second=other, since=session.held_on + DAY)
    into(session, one)
    into(session, other)
    next_day = {"starts_at": session.starts_at + DAY, "ends_at": session.ends_at + DAY}
    refused(change, session, text=CHANGE, held_on=session.held_on + DAY, **next_day)


def test_a_hub_does_not_join_a_family_whose_sessions_would_bring_them_together(
    at, pair, into, hub, elsewhere
):
    into(at(), pair[0])
    into(at(where=elsewhere), pair[1])
    refused(change, elsewhere, text=CHANGE, kind="satellite", parent=hub)


def test_a_satellite_has_no_satellite(hub, satellite, elsewhere):
    refused(HubFactory, kind="satellite", parent=satellite, text="A hub that is a satellite has none itself.")
    refused(
        change, hub, kind="satellite", parent=elsewhere, text="A hub that is a satellite has none itself."
    )


def test_what_is_imported_into_a_session_to_come_is_judged(at, pair, into):
    session = at()
    into(session, pair[0])
    refused(into, session, pair[1], imported=True)


@pytest.mark.parametrize("state", ["booked", "offered"])
def test_nobody_is_booked_at_a_hub_they_must_keep_away_from(at, someone, into, hub, state):
    person = someone()
    LicenceConditionFactory(person=person, kind="exclusion_hub", team=hub.team)
    refused(into, at(), person, state=state)


def test_an_exclusion_is_asked_again_on_restoring_and_on_changing_the_hub(at, someone, into, hub, elsewhere):
    person = someone()
    LicenceConditionFactory(person=person, kind="exclusion_hub", team=hub.team)
    refused(change, into(at(), person, state="cancelled_by_hub"), state="booked")
    there = at(where=elsewhere)
    into(there, person)
    refused(change, there, text=CHANGE, hub=hub)


# --- Not refused ------------------------------------------------------------------------------------------------------


def test_sessions_one_after_the_other_do_not_bring_them_together(at, pair, into):
    into(at(10), pair[0])
    into(at(11), pair[1])
    into(at(9), pair[1])


def test_hubs_of_different_families_do_not(at, pair, into, elsewhere):
    into(at(), pair[0])
    assert into(at(where=elsewhere), pair[1]).pk


@pytest.mark.parametrize("state", ["waiting_list", "cancelled_by_person", "expired", "declined", "moved"])
def test_who_has_no_place_meets_nobody(at, pair, into, state):
    session = at()
    into(session, pair[0], state=state)
    assert into(session, pair[1]).pk


def test_a_session_not_held_brings_nobody_together(at, pair, into):
    into(at(state="not_held"), pair[0])
    assert into(at(), pair[1]).pk


@pytest.mark.parametrize(("since", "until"), [(2, None), (-9, 1), (-9, -3)])
def test_a_pair_stands_on_its_days_alone(at, someone, into, since, until):
    """The session is tomorrow; until is exclusive."""
    one, other, session = someone(), someone(), at()
    dates = {"since": TODAY() + since * DAY, "until": until and TODAY() + until * DAY}
    NoContactFactory(first=one, second=other, **dates)
    into(session, one)
    assert into(session, other).pk


def test_a_pair_laid_aside_by_a_correction_stands_no_more(at, someone, into):
    one, other, session = someone(), someone(), at()
    pair = NoContactFactory(first=one, second=other)
    facts.correct([(pair, {"until": TODAY()})], by=None)
    assert NoContact.versions.count() == 2
    into(session, one)
    assert into(session, other).pk


def test_a_booking_laid_aside_by_a_correction_meets_nobody(at, pair, into):
    session = at()
    booking = into(session, pair[0])
    facts.correct([(booking, {"state": "cancelled_by_hub"})], by=None)
    assert Booking.versions.filter(session=session, state="booked").exists()
    assert into(session, pair[1]).pk


def test_a_late_pair_leaves_the_bookings_and_their_marks_as_they_are(at, someone, into):
    session, one, other = at(), someone(), someone()
    bookings = [into(session, person) for person in (one, other)]
    NoContactFactory(first=one, second=other)
    facts.correct([(booking, {"mark": "attended"}) for booking in bookings], by=None, what="marked")
    change(bookings[0], state="cancelled_by_hub")
    change(session, title="Cooking", capacity=70)
    assert Session.objects.get().title == "Cooking"


def test_an_exclusion_holds_for_its_hub_and_its_days_alone(at, someone, into, hub, elsewhere):
    person = someone()
    LicenceConditionFactory(person=person, kind="exclusion_hub", team=hub.team, until=TODAY() + DAY)
    LicenceConditionFactory(person=person, kind="exclusion_hub", team=elsewhere.team, since=TODAY() + 2 * DAY)
    assert into(at(), person).pk
    assert into(at(where=elsewhere), person).pk


def test_history_from_a_file_is_never_refused(hub, pair, into, at):
    session = at(-30, state="recorded", capacity=0)
    assert into(session, pair[0], imported=True).pk
    assert into(session, pair[1], imported=True).pk
