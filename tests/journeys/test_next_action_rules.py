"""The rules of the next action that came after the first ones, each by its name, with the reason it gives."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.design.dates import say_day
from journeys.next_action import RULES
from people.models import Person
from referrals.models import FirstAppointment
from tests.factories.contacts import ContactFactory
from tests.factories.hubs import BookingFactory, SessionFactory
from tests.factories.lifecycle import RunningClockFactory
from tests.factories.pathways import PathwayFactory
from tests.factories.pathways_handovers import HandoverFactory
from tests.factories.people import ReleaseFactory
from tests.factories.referrals import FirstAppointmentFactory, ReferralFactory, TreatmentHandoverFactory

from .saying import due, sentences

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def test_every_rule_has_a_name_of_its_own_and_no_clock_is_told_twice():
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names)) >= 12
    told = [clock.name for rule in RULES for clock in rule.says]
    assert len(told) == len(set(told))


def test_consent_missing_while_a_referral_goes_on(person, practitioner, worker, hub, team):
    ReferralFactory(person=person, hub=hub, team=team, state="started", reference="R-7")
    (action,) = due(person, practitioner)
    assert action.text == "Ask Callum Fernhill for consent: none is live, and the referral R-7 goes on."
    assert action.url == reverse("consent_record", args=[person.uuid])
    assert due(person, worker)[0].url == ""


def test_consent_withdrawn_is_told_by_its_clock_and_not_twice(person, practitioner, hub, team, today):
    referral = ReferralFactory(person=person, hub=hub, team=team, state="started", reference="R-7")
    RunningClockFactory(
        clock="referral_consent_gone", subject_type="referrals.referral", subject_id=referral.pk, person_id=person.pk,
        reference="R-7", team=team, started_on=today, due_on=today + DAY,
    )  # fmt: skip
    assert sentences(person, practitioner) == [
        f"End the referral R-7, or record consent again: consent was withdrawn on {say_day(today)}."
    ]


def test_duty_to_refer_before_the_release(runs, consenting, practitioner, team, started, today):
    ReleaseFactory(person=consenting, released_on=None, expected_on=today + 42 * DAY)
    pathway = PathwayFactory(person=consenting, kind="accommodation")
    runs(
        "duty_to_refer", "pathways.pathway", pathway.pk, team=team, user=practitioner, due_on=today + 41 * DAY
    )
    (action,) = due(consenting, practitioner)
    before = say_day(today + 42 * DAY)
    assert action.text == (
        f"Submit the duty-to-refer before {before}: release is in 42 days and no address is recorded."
    )
    assert action.whose == "Falls to Dana Whitlock, Medway North."
    assert (action.due_on, bool(action.url)) == (today + 41 * DAY, True)


def test_joint_meeting_before_the_release(runs, consenting, worker, accepted, today):
    ReleaseFactory(person=consenting, released_on=None, expected_on=today + 80 * DAY)
    runs("gate_joint_meeting", "referrals.referral", accepted.pk)
    assert sentences(consenting, worker) == [
        "Hold the joint meeting: release is in 80 days and prison and hub have not met with the person."
    ]


def test_first_contact_after_the_release(runs, consenting, worker, accepted, today):
    ReleaseFactory(person=consenting, released_on=today - DAY)
    runs("gate_first_contact", "referrals.referral", accepted.pk)
    assert sentences(consenting, worker)[0] == (
        f"Reach Callum Fernhill: they were released on {say_day(today - DAY)} and the hub has not reached them since."
    )


def test_no_first_appointment_after_the_release(consenting, worker, accepted, today):
    release = ReleaseFactory(person=consenting, released_on=None, expected_on=today + 12 * DAY)
    to_do = "Book the first appointment at Chatham for after the release: release is in 12 days and none is booked."
    action = next(each for each in due(consenting, worker) if each.text == to_do)
    assert action.url == reverse("gate_appointment", args=[accepted.uuid])
    early = timezone.make_aware(datetime.datetime.combine(release.expected_on - DAY, datetime.time(9)))
    FirstAppointmentFactory(referral=accepted, person=consenting, starts_at=early)
    assert to_do in sentences(consenting, worker)
    FirstAppointment.objects.update(starts_at=early + 2 * DAY)
    assert to_do not in sentences(consenting, worker)


@pytest.mark.parametrize(("days", "is_due"), [(28, True), (29, False)])
def test_the_first_appointment_is_asked_for_from_28_days_before(
    consenting, worker, accepted, today, days, is_due
):
    ReleaseFactory(person=consenting, released_on=None, expected_on=today + days * DAY)
    assert any("first appointment" in each for each in sentences(consenting, worker)) is is_due


def test_no_treatment_appointment_before_the_release(consenting, worker, accepted, today):
    ReleaseFactory(person=consenting, released_on=None, expected_on=today + 5 * DAY)
    to_do = "Arrange that treatment goes on in the community: release is in 5 days and no appointment is recorded."
    assert to_do not in sentences(consenting, worker)
    PathwayFactory(person=consenting, kind="substance_support")
    assert to_do in sentences(consenting, worker)
    TreatmentHandoverFactory(referral=accepted, person=consenting, appointment_on=today + 6 * DAY)
    assert to_do not in sentences(consenting, worker)


def test_a_treatment_appointment_of_a_former_release_does_not_count_for_the_next(
    consenting, worker, accepted, today
):
    former = {"released_on": today - 200 * DAY, "recalled_on": today - 100 * DAY}
    ReleaseFactory(person=consenting, expected_on=None, **former)
    ReleaseFactory(person=consenting, released_on=None, expected_on=today + 5 * DAY)
    PathwayFactory(person=consenting, kind="substance_support")
    handover = TreatmentHandoverFactory(
        referral=accepted, person=consenting, appointment_on=today - 190 * DAY
    )
    to_do = "Arrange that treatment goes on"
    assert any(each.startswith(to_do) for each in sentences(consenting, worker))
    type(handover).objects.update(appointment_on=today + 6 * DAY)
    assert not any(each.startswith(to_do) for each in sentences(consenting, worker))


@pytest.mark.parametrize(("state", "is_asked"), [("did_not_attend", True), ("booked", False)])
def test_a_missed_treatment_appointment_is_none(consenting, worker, accepted, today, state, is_asked):
    ReleaseFactory(person=consenting, released_on=None, expected_on=today + 5 * DAY)
    PathwayFactory(person=consenting, kind="substance_support")
    HandoverFactory(person=consenting, service__kind="treatment", state=state, team=accepted.hub.team)
    found = any("Arrange that treatment goes on" in each for each in sentences(consenting, worker))
    assert found is is_asked


def absences(person, hub, times, until):
    for number in range(times):
        noon = timezone.make_aware(datetime.datetime.combine(until - number * DAY, datetime.time(12)))
        BookingFactory(person=person, session=SessionFactory(hub=hub, starts_at=noon), mark="did_not_attend")


@pytest.mark.parametrize(("times", "is_due"), [(2, False), (3, True)])
def test_three_absences_in_a_row(consenting, worker, started, hub, today, times, is_due):
    absences(consenting, hub, times, today - DAY)
    found = sentences(consenting, worker)
    last = say_day(today - DAY)
    wanted = f"Ask Callum Fernhill what keeps them from Chatham: they were absent 3 times in a row, last on {last}."
    assert found == ([wanted] if is_due else [])


def test_absences_are_asked_about_once_somebody_was_reached_no_more(consenting, worker, started, hub, today):
    absences(consenting, hub, 3, today - 3 * DAY)
    ContactFactory(person=consenting, on_day=today - 2 * DAY, was_reached=False)
    assert sentences(consenting, worker)
    ContactFactory(person=consenting, on_day=today - DAY)
    assert not sentences(consenting, worker)


def test_only_the_person_says_what_keeps_them_away(consenting, worker, started, hub, today, agreed):
    absences(consenting, hub, 3, today - 3 * DAY)
    ContactFactory(person=consenting, on_day=today - DAY, with_whom="family", with_name="His sister")
    assert len(agreed(worker)) == 1
    ContactFactory(person=consenting, on_day=today - 2 * DAY)
    for _ in range(4):
        ContactFactory(person=consenting, on_day=today, with_whom="professional", with_name="The landlord")
    assert agreed(worker) == []


def test_a_day_on_which_nobody_expected_them_is_not_the_last_absence(
    consenting, worker, started, hub, today, agreed
):
    absences(consenting, hub, 3, today - 3 * DAY)
    noon = timezone.make_aware(datetime.datetime.combine(today - DAY, datetime.time(12)))
    BookingFactory(person=consenting, session=SessionFactory(hub=hub, starts_at=noon), mark="not_expected")
    (told,) = agreed(worker)
    assert told.endswith(f"absent 3 times in a row, last on {say_day(today - 3 * DAY)}.")
    ContactFactory(person=consenting, on_day=today - 2 * DAY)
    assert agreed(worker) == []


def test_a_number_that_two_records_have_is_told_to_data_stewards_alone(person, steward, practitioner):
    Person.objects.filter(pk=person.pk).update(crn_confirmed=False)
    assert sentences(person, steward) == ["Decide whose the CRN is: another record has the same."]
    assert not any("CRN" in each for each in sentences(person, practitioner))
