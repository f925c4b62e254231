"""What somebody types never enters the log of events, is never cut, and is refused where it is too long (trust: 9)."""

import datetime

import pytest

from foundation.lifecycle.models import Because, Event
from foundation.lifecycle.transitions import Refused
from hubs import actions as hubs
from people import actions
from people.models import Person
from referrals.actions import through_the_gate
from tests.factories.hubs import BookingFactory, HubFactory, SessionFactory
from tests.factories.people import (
    DuplicatePairFactory,
    LicenceConditionFactory,
    NoContactFactory,
    PersonFactory,
    ReleaseFactory,
)
from tests.factories.referrals import HubContactFactory, JointMeetingFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db
CANARY = "her brother Zebulon is ill"
LONG = CANARY * 400  # 10,400 characters
CAME = {"prison_side": True, "hub_side": True, "person_side": True}


def held_here(request):
    return request.getfixturevalue("person"), request.getfixturevalue("practitioner")


def moves_a_release(request, words):
    person, by = held_here(request)
    release = ReleaseFactory(person=person, released_on=None, expected_on=in_days(30))
    actions.change_release(release, by=by, reason=words, expected_on=in_days(40))


def records_a_death(request, words):
    person, by = held_here(request)
    actions.record_death(person, by=by, died_on=in_days(-1), source=words)


def corrects_a_death(request, words):
    person, _ = held_here(request)
    Person.objects.filter(pk=person.pk).update(died_on=in_days(-2))
    actions.correct_death(person, by=request.getfixturevalue("steward"), died_on=in_days(-1), reason=words)


def moves_a_caseload(request, words):
    person, by = held_here(request)
    other = scene.a_practitioner()
    team = scene.team_of(other)
    actions.move_caseload(person, by=by, team=team, practitioner=other, reason=words)


def changes_a_name(request, words):
    person, by = held_here(request)
    actions.change_person(person, by=by, family_name="Larkspur", reason=words)


def confirms_an_identifier(request, words):
    person, _ = held_here(request)
    Person.objects.filter(pk=person.pk).update(crn_confirmed=False)
    actions.confirm_identifier(person, by=request.getfixturevalue("steward"), field="crn", reason=words)


def ends_a_condition(request, words):
    person, by = held_here(request)
    actions.end_condition(LicenceConditionFactory(person=person), by=by, until=in_days(0), reason=words)


def ends_a_pair(request, words):
    person, by = held_here(request)
    pair = NoContactFactory(first=person, second=PersonFactory())
    actions.end_pair(pair, person, by=by, until=in_days(0), reason=words)


def tells_two_apart(request, words):
    person, by = held_here(request)
    pair = DuplicatePairFactory(first=person, second=scene.a_person_held_by(by))
    actions.tell_apart(pair, by=request.getfixturevalue("steward"), reason=words)


def opens_a_place_too_many(request, words):
    hub = HubFactory(places=0)
    hubs.open_place(PersonFactory(), hub, by=scene.a_manager(hub), over_capacity_reason=words)


def cancels_a_booking(request, words):
    hub = HubFactory()
    session = SessionFactory(hub=hub, starts_at=at_noon(in_days(5)))
    hubs.cancel_booking(BookingFactory(session=session), by=scene.a_worker(hub), reason=words)


def calls_a_session_off(request, words):
    hub = HubFactory()
    session = SessionFactory(hub=hub, starts_at=at_noon(in_days(5)))
    hubs.mark_not_held(session, by=scene.a_worker(hub), reason=words)


def corrects_a_meeting(request, words):
    hub = HubFactory()
    referral = scene.a_referral("accepted", hub=hub)
    through_the_gate.correct_meeting(
        JointMeetingFactory(referral=referral), by=scene.a_worker(hub), reason=words, held_on=in_days(0),
        how="phone", sides=CAME, why_not=dict.fromkeys(CAME, ""),
    )  # fmt: skip


def corrects_a_contact(request, words):
    hub = HubFactory()
    referral = scene.a_referral("accepted", hub=hub)
    contact = HubContactFactory(referral=referral)
    through_the_gate.correct_contact(
        contact, by=scene.a_worker(hub), reason=words, made_on=in_days(0), how="visit"
    )


def in_days(count):
    return datetime.date.today() + datetime.timedelta(days=count)


def at_noon(day):
    return datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)


BESIDE_THE_LOG = [
    moves_a_release, records_a_death, corrects_a_death, moves_a_caseload, changes_a_name, confirms_an_identifier,
    ends_a_condition, ends_a_pair, cancels_a_booking, corrects_a_meeting, corrects_a_contact,
]  # fmt: skip
ON_THEIR_OWN_ROW = [tells_two_apart, opens_a_place_too_many, calls_a_session_off]


@pytest.mark.parametrize("action", BESIDE_THE_LOG + ON_THEIR_OWN_ROW)
def test_ten_thousand_characters_are_refused_and_nothing_is_written(request, action):
    with pytest.raises(Refused, match="characters or fewer"):
        action(request, LONG)
    assert not Because.objects.exists()


@pytest.mark.parametrize("action", BESIDE_THE_LOG + ON_THEIR_OWN_ROW)
def test_the_log_holds_nothing_of_what_was_typed(request, action):
    action(request, CANARY)
    log = str(list(Event.objects.values_list("reason", "facts")))
    assert Event.objects.exists()
    assert CANARY not in log


@pytest.mark.parametrize("action", BESIDE_THE_LOG)
def test_the_words_stand_beside_the_log_whole_and_name_the_person(request, action):
    action(request, CANARY)
    assert {(row.words, row.event.why) for row in Because.objects.all()} == {(CANARY, CANARY)}
    assert all(row.person_id for row in Because.objects.exclude(event__subject_type="people.nocontact"))
