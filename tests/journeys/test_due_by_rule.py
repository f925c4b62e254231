"""Each rule without a clock: the list of due work says what the person's page says, for those to whom it falls."""

import datetime

import pytest
from django.utils import timezone

from journeys.next_action import RULES
from people.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.contacts import ContactFactory
from tests.factories.hubs import BookingFactory, SessionFactory
from tests.factories.lifecycle import RunningClockFactory
from tests.factories.pathways import (
    AccommodationCodeFactory,
    MilestoneClaimFactory,
    PathwayFactory,
    SpellFactory,
)
from tests.factories.people import (
    ReleaseFactory,
)
from tests.factories.referrals import FirstAppointmentFactory, TreatmentHandoverFactory

from .saying import listed

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def absences(person, hub, times, until):
    for number in range(times):
        noon = timezone.make_aware(datetime.datetime.combine(until - number * DAY, datetime.time(12)))
        BookingFactory(person=person, session=SessionFactory(hub=hub, starts_at=noon), mark="did_not_attend")


def test_every_rule_has_a_clock_or_stands_in_the_lists_without_one():
    by_clock = {
        "draft unfinished",
        "any other clock",
    }  # DRAFT_KEPT runs for every draft; the other names its clocks
    assert {rule.name for rule in RULES if not rule.says and not rule.among} == by_clock
    assert not [rule.name for rule in RULES if rule.says and rule.among]


def test_no_referral_yet_until_there_is_one(practitioner, agreed, referred):
    assert agreed(practitioner) == ["Refer Callum Fernhill to a hub: there is no referral yet."]
    referred("submitted")
    assert listed(practitioner) == []


def test_consent_missing_with_the_referral_that_goes_on(
    person, practitioner, hub, team, today, agreed, referred
):
    person.consents.all().delete()
    assert agreed(practitioner) == [
        "Ask Callum Fernhill for consent: without it nobody can be referred to a hub."
    ]
    live = referred("started")
    assert listed(practitioner) == [
        "Ask Callum Fernhill for consent: none is live, and the referral R-7 goes on."
    ]
    RunningClockFactory(
        clock="referral_consent_gone", subject_type="referrals.referral", subject_id=live.pk,
        person_id=person.pk, team=team, started_on=today,
    )  # fmt: skip
    assert listed(practitioner) == []


def test_a_release_near_without_an_address_and_one_whose_day_has_passed(
    consenting, practitioner, agreed, referred, today
):
    referred("started")
    release = ReleaseFactory(person=consenting, released_on=None, expected_on=today + 12 * DAY)
    (said,) = agreed(practitioner)
    assert said.endswith("release is in 12 days and no address is recorded.")
    type(release).objects.filter(pk=release.pk).update(expected_on=today + 29 * DAY)
    assert agreed(practitioner) == []
    type(release).objects.filter(pk=release.pk).update(expected_on=today - DAY)
    (said,) = agreed(practitioner)
    assert said.startswith(f"Record the release from {release.prison}, or its new date")


def test_a_home_for_that_night_is_an_address(consenting, practitioner, agreed, referred, today):
    referred("started")
    ReleaseFactory(person=consenting, released_on=None, expected_on=today + 12 * DAY)
    home = AccommodationCodeFactory(code="A01D")
    SpellFactory(person=consenting, kind="accommodation", code=home.code, started_on=today - DAY)
    assert agreed(practitioner) == []


@pytest.mark.parametrize(
    ("facts", "is_due"),
    [
        ({"released_on": 10}, True),
        ({"released_on": 10, "recalled_on": 5}, False),
        ({"expected_on": -9, "received_on": 100}, False),
        ({"expected_on": -9}, False),
        ({"expected_on": 3, "received_on": 100}, True),
    ],
)
def test_an_induction_is_due_for_whoever_is_not_known_to_be_in_custody(
    consenting, worker, agreed, referred, today, facts, is_due
):
    referred("accepted")
    days = {"expected_on": None, "released_on": None} | {name: today - n * DAY for name, n in facts.items()}
    ReleaseFactory(person=consenting, **days)
    said = [each for each in agreed(worker) if each.startswith("Record the induction at Chatham")]
    assert bool(said) is is_due


def test_taken_in_again_after_a_release_is_in_custody(consenting, worker, agreed, referred, today):
    referred("accepted")
    ReleaseFactory(person=consenting, expected_on=None, released_on=today - 200 * DAY)
    ReleaseFactory(
        person=consenting, expected_on=today + 90 * DAY, released_on=None, received_on=today - 9 * DAY
    )
    assert agreed(worker) == []


def test_appointments_before_the_release(consenting, worker, agreed, referred, today):
    accepted = referred("accepted")
    ReleaseFactory(person=consenting, released_on=None, expected_on=today + 5 * DAY)
    PathwayFactory(person=consenting, kind="substance_support")
    assert {each.partition(" ")[0] for each in agreed(worker)} == {"Book", "Arrange"}
    noon = timezone.make_aware(datetime.datetime.combine(today + 6 * DAY, datetime.time(12)))
    FirstAppointmentFactory(referral=accepted, person=consenting, starts_at=noon)
    TreatmentHandoverFactory(referral=accepted, person=consenting, appointment_on=today + 6 * DAY)
    assert agreed(worker) == []


def test_a_treatment_appointment_of_a_former_release_counts_for_no_later_one(
    consenting, worker, agreed, referred, today
):
    accepted = referred("accepted")
    former = {"released_on": today - 200 * DAY, "recalled_on": today - 100 * DAY}
    ReleaseFactory(person=consenting, expected_on=None, **former)
    ReleaseFactory(person=consenting, released_on=None, expected_on=today + 5 * DAY)
    PathwayFactory(person=consenting, kind="substance_support")
    TreatmentHandoverFactory(referral=accepted, person=consenting, appointment_on=today - 190 * DAY)
    assert any(each.startswith("Arrange") for each in agreed(worker))


def test_three_absences_until_somebody_is_reached(consenting, worker, agreed, referred, hub, today):
    referred("started")
    absences(consenting, hub, 2, today - DAY)
    assert agreed(worker) == []
    absences(consenting, hub, 1, today - 4 * DAY)
    assert "they were absent 3 times in a row" in agreed(worker)[0]
    ContactFactory(person=consenting, on_day=today - DAY)
    assert agreed(worker) == []


def test_an_absence_before_somebody_came_breaks_the_row(consenting, worker, agreed, referred, hub, today):
    referred("started")
    absences(consenting, hub, 2, today - DAY)
    noon = timezone.make_aware(datetime.datetime.combine(today - 3 * DAY, datetime.time(12)))
    BookingFactory(person=consenting, session=SessionFactory(hub=hub, starts_at=noon), mark="late")
    absences(consenting, hub, 2, today - 4 * DAY)
    assert agreed(worker) == []


@pytest.mark.parametrize(
    ("states", "is_due"),
    [
        (["sustained"], True),
        (["sustained", "declined"], True),
        (["sustained", "achieved"], False),
        (["closed"], False),
    ],
)
def test_support_is_to_be_summed_up_once_what_was_reached_has_lasted(
    consenting, worker, agreed, referred, states, is_due
):
    referred("started")
    for kind, state in zip(("employment", "accommodation"), states, strict=False):
        PathwayFactory(person=consenting, kind=kind, state=state)
    assert [each.startswith("Sum up the support at Chatham") for each in agreed(worker)] == [True] * is_due


def test_a_returned_claim_falls_to_who_claimed_it(consenting, worker, agreed, referred, hub, today):
    referred("started")
    pathway = PathwayFactory(person=consenting)
    claim = MilestoneClaimFactory(
        pathway=pathway, team=hub.team, claimed_by=worker, state="returned", returned_reason="Evidence unclear",
        returned_by=UserFactory(), returned_at=timezone.now(),
    )  # fmt: skip
    assert agreed(worker) == [f"Mend the claim “{claim}”: it was returned, evidence unclear."]
    assert listed(worker, whose="unassigned") == []
    assert len(listed(worker, whose="mine")) == 1


def test_a_number_that_two_records_have_is_told_to_data_stewards_alone(person, steward, practitioner):
    Person.objects.filter(pk=person.pk).update(crn_confirmed=False)
    assert listed(steward) == ["Decide whose the CRN is: another record has the same."]
    assert not any("CRN" in each for each in listed(practitioner))
