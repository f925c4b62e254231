"""The rules of the next action that came after the first ones, each by its name, with the reason it gives."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.design.dates import say_day
from foundation.lifecycle.clocks import declared
from journeys.about import about, person_seen_by
from journeys.next_action import RULES
from journeys.next_action.clocks import WINDOWS
from journeys.overview import overview_of
from people.models import Person
from referrals.models import FirstAppointment
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.contacts import ContactFactory
from tests.factories.hubs import BookingFactory, SessionFactory
from tests.factories.lifecycle import RunningClockFactory
from tests.factories.pathways import PathwayFactory
from tests.factories.pathways_handovers import HandoverFactory
from tests.factories.people import ConsentFactory, PersonFactory, ReleaseFactory
from tests.factories.referrals import FirstAppointmentFactory, ReferralFactory, TreatmentHandoverFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def due(person, user) -> list:
    return overview_of(about(person_seen_by(user, person.uuid), user))["due"]


def sentences(person, user) -> list[str]:
    return [action.text for action in due(person, user)]


@pytest.fixture
def consenting(person):
    ConsentFactory(person=person)
    return person


@pytest.fixture
def accepted(consenting, hub, team, worker):
    return ReferralFactory(person=consenting, hub=hub, team=team, state="accepted", key_worker=worker)


@pytest.fixture
def started(consenting, hub, team, worker):
    return ReferralFactory(person=consenting, hub=hub, team=team, state="started", key_worker=worker)


@pytest.fixture
def runs(consenting, hub, team, today):
    """Makes a clock about the person that falls to the hub; started yesterday, due tomorrow."""

    def made(name, subject_type="people.person", subject_id=None, **more):
        about_it = {
            "clock": name, "subject_type": subject_type, "subject_id": subject_id or consenting.pk,
            "person_id": consenting.pk, "team": hub.team, "started_on": today - DAY, "due_on": today + DAY,
        }  # fmt: skip
        return RunningClockFactory(**about_it | more)

    return made


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


def test_a_number_that_two_records_have_is_told_to_data_stewards_alone(person, steward, practitioner):
    Person.objects.filter(pk=person.pk).update(crn_confirmed=False)
    assert sentences(person, steward) == ["Decide whose the CRN is: another record has the same."]
    assert not any("CRN" in each for each in sentences(person, practitioner))


@pytest.mark.parametrize(
    ("clock", "subject", "words"),
    [
        ("referral_answer", "referral", "Answer the hub’s questions on the referral R-9: the hub asked on {since} and"
         " decides when it knows."),
        ("referral_waiting_review", "referral", "Review the place on the waiting list, referral R-9: it was last looked"
         " at on {since}."),
        ("referral_hold_review", "referral", "Review the hold of the referral R-9: it was last looked at on {since}."),
        ("referral_support_review", "referral", "Review the support with the person: it is 90 days since the start or"
         " the last review, on {since}."),
        ("milestone_verification", "claim", "Verify or return the milestone claim: it was claimed on {since}, and"
         " somebody else must look at the evidence."),
        ("risk_due", "person", "Record the risk information: on {since} it was not yet available."),
        ("safeguarding_decision", "concern", "Decide on the safeguarding concern: it was raised on {since}."),
    ],
)  # fmt: skip
def test_a_clock_is_put_into_words(runs, consenting, worker, started, today, clock, subject, words):
    of = {
        "referral": ("referrals.referral", started.pk), "claim": ("pathways.milestoneclaim", 1),
        "person": ("people.person", consenting.pk), "concern": ("people.safeguardingconcern", 1),
    }[subject]  # fmt: skip
    runs(clock, *of, reference="R-9")
    assert words.format(since=say_day(today - DAY)) in sentences(consenting, worker)


def test_any_other_clock_says_its_title_and_from_when_it_runs(
    runs, consenting, practitioner, started, team, today
):
    (clock,) = (each for each in declared() if each.name == "handover_receipt")
    runs("handover_receipt", "pathways.handover", 1, reference="H-1", team=TeamFactory())
    (action,) = due(consenting, practitioner)
    assert action.text == f"{clock.title} (H-1): 2 working days from {say_day(today - DAY)}, sent."
    assert action.url == ""  # it falls to the service


def test_until_when_something_may_be_done_is_nothing_to_do(runs, consenting, worker, started):
    for clock in WINDOWS:
        runs(clock.name, "referrals.referral", started.pk)
    assert sentences(consenting, worker) == []


def test_a_clock_that_stands_still_is_not_due(runs, consenting, worker, started, today):
    runs("referral_support_review", "referrals.referral", started.pk, paused_on=today)
    assert sentences(consenting, worker) == []


def test_a_clock_of_a_referral_out_of_scope_is_not_told(runs, consenting, worker, started):
    other = ReferralFactory(person=consenting, team=TeamFactory(), state="started")
    runs("referral_support_review", "referrals.referral", other.pk, team=TeamFactory())
    assert sentences(consenting, worker) == []


def test_a_request_to_take_the_person_over_is_told_to_those_alone_who_answer_it(
    runs, consenting, worker, practitioner, started, team
):
    runs("take_over_answer", "people.takeoverrequest", 1, team=team)
    assert len(sentences(consenting, practitioner)) == 1
    assert sentences(consenting, worker) == []


def test_a_safeguarding_concern_is_not_told_to_who_does_not_read_risk(runs, consenting, steward):
    runs("safeguarding_decision", "people.safeguardingconcern", 1)
    assert not any("safeguarding" in each for each in sentences(consenting, steward))


def test_a_clock_about_somebody_else_is_not_told(runs, consenting, worker, started):
    runs("risk_due", person_id=PersonFactory().pk)
    assert sentences(consenting, worker) == []


def test_a_date_that_moved_says_what_it_was(runs, consenting, worker, started, today):
    runs("referral_support_review", "referrals.referral", started.pk, former_due_on=datetime.date(2026, 6, 3))
    assert due(consenting, worker)[0].whose.endswith("It was due on 3 June 2026 before.")


def test_the_page_says_why_and_lists_everything_that_is_due(client, runs, consenting, worker, started):
    runs("referral_support_review", "referrals.referral", started.pk)
    runs("risk_due")
    runs("milestone_verification", "pathways.milestoneclaim", 1)
    client.force_login(worker)
    page = client.get(reverse("person_detail", args=[consenting.uuid])).content.decode()
    assert "All 3 things that are due" in page
    assert "somebody else must look at the evidence" in page


def test_a_hub_manager_reads_the_same_of_the_hub(runs, consenting, started, hub):
    manager = UserFactory(role=Role.HUB_MANAGER, teams=[hub.team])
    runs("referral_support_review", "referrals.referral", started.pk)
    assert due(consenting, manager)[0].label == "Do it now"
