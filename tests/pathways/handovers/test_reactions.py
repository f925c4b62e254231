"""What is recorded of the person while a handover is open: death, withdrawn consent, and a merge of two records."""

import pytest

from foundation.accounts.models import Notice
from foundation.lifecycle import events
from foundation.lifecycle.models import RunningClock
from foundation.lifecycle.transitions import Refused
from pathways.actions import answering_handovers as service_does
from pathways.models import Handover
from people import actions as people
from people.models import Consent, Involvement
from tests.factories.accounts import UserFactory
from tests.factories.pathways_handovers import HandoverFactory
from tests.factories.people import (
    CaseloadFactory,
    ConsentFactory,
    DuplicatePairFactory,
    PersonFactory,
    ReleaseFactory,
)
from tests.pathways.days import TODAY, day
from tests.pathways.handovers.conftest import at

pytestmark = pytest.mark.django_db


def test_a_death_withdraws_what_is_open_and_nobody_waits_any_more(
    send, person, treatment, housing, office, reasons
):
    first, second = send(treatment), send(housing)
    people.record_death(person, by=office.dana, died_on=TODAY, source="The prison")
    for handover in (first, second):
        handover.refresh_from_db()
        assert (handover.state, handover.end_reason, handover.ended_by) == ("withdrawn", "Died", None)
        assert not RunningClock.objects.of(handover).filter(stopped_at=None).exists()
    assert not Involvement.objects.filter(purpose__startswith="handover", until=None).exists()
    assert not Handover.objects.visible_to(treatment.worker).exists()


def test_the_service_is_told_of_the_withdrawal_and_not_of_the_death(send, person, treatment, office):
    send(treatment)
    people.record_death(person, by=office.dana, died_on=TODAY, source="The prison")
    (told,) = Notice.objects.filter(user=treatment.worker, kind="handover_withdrawn")
    assert "die" not in told.text.lower()


def test_a_withdrawn_consent_ends_the_sharing_at_once(send, person, treatment, office):
    handover = send(treatment)
    consent = Consent.objects.get(person=person)
    people.withdraw_consent(consent, by=office.colleague, withdrawn_on=TODAY)
    handover.refresh_from_db()
    assert (handover.state, handover.end_reason) == ("withdrawn", "Consent withdrawn")
    assert not Handover.objects.visible_to(treatment.worker).exists()
    assert Notice.objects.filter(user=office.dana, text__contains="consent was withdrawn").exists()


def test_what_ended_before_is_left_as_it_was(person, treatment, office):
    handover = HandoverFactory(person=person, service=treatment, state="closed")
    people.record_death(person, by=office.dana, died_on=TODAY, source="The prison")
    handover.refresh_from_db()
    assert (handover.state, handover.end_reason) == ("closed", "Not in our area")


@pytest.mark.parametrize("reads", [False, True], ids=["nobody reads it", "one worker reads it"])
def test_who_sent_it_is_told_once_a_limit_hides_the_record_from_the_whole_service(
    send, person, treatment, office, reads
):
    handover = send(treatment)
    steward = UserFactory(role="data_steward", organisation=office.team.organisation)
    allowed = [steward, office.dana, *([treatment.worker] if reads else [])]
    people.restrict(person, by=steward, allowed=allowed, reason="Staff know the family", is_meant=True)
    told = Notice.objects.filter(kind="handover_answered", text__contains="nobody of the service can read it")
    assert [(notice.user, handover.reference in notice.text) for notice in told] == (
        [] if reads else [(office.dana, True)]
    )


def test_they_are_told_again_only_after_somebody_could_read_it_meanwhile(send, person, treatment, office):
    send(treatment)
    steward = UserFactory(role="data_steward", organisation=office.team.organisation)
    why = {"by": steward, "reason": "Staff know the family"}
    people.restrict(person, allowed=[steward, office.dana], is_meant=True, **why)
    people.exclude_user(person, user=UserFactory(), is_meant=True, **why)
    told = Notice.objects.filter(user=office.dana, text__contains="nobody of the service can read it")
    assert told.count() == 1
    people.restrict(person, allowed=[treatment.worker], is_meant=True, **why)
    people.exclude_user(person, user=treatment.worker, is_meant=True, **why)
    assert told.count() == 2


@pytest.fixture
def merging(person, office):
    """Another record of the same person, and a data steward who judges the pair."""
    twin = PersonFactory(given_names="Kofi", family_name="Larkfield")
    CaseloadFactory(person=twin, team=office.team, since=day(90), until=day(60))
    ConsentFactory(person=twin)
    steward = UserFactory(role="data_steward", organisation=office.team.organisation)
    DuplicatePairFactory(first=person, second=twin)

    def merge():
        people.merge(person, twin, by=steward, reason="One prison number, one address")

    return twin, merge


def test_a_merge_takes_the_handover_along_and_the_service_goes_on_seeing_it(merging, person, treatment):
    twin, merge = merging
    handover = HandoverFactory(person=twin, service=treatment, state="received")
    merge()
    handover.refresh_from_db()
    assert (handover.person, handover.involvement.person) == (person, person)
    assert list(Handover.objects.visible_to(treatment.worker)) == [handover]


def test_after_a_merge_the_clocks_follow_the_release_of_the_record_that_is_kept(merging, person, treatment):
    twin, merge = merging
    handover = HandoverFactory(person=twin, service=treatment, state="received", continues_treatment=True)
    release = ReleaseFactory(person=person, expected_on=day(-30), released_on=None)
    merge()
    (run,) = RunningClock.objects.of(handover).filter(stopped_at=None)
    assert (run.clock, run.due_on) == ("handover_appointment", release.expected_on)


def test_two_records_that_are_both_with_one_service_are_not_merged_over_its_head(merging, person, treatment):
    twin, merge = merging
    for each in (person, twin):
        HandoverFactory(person=each, service=treatment)
    with pytest.raises(Refused, match="withdraw one of them first"):
        merge()
    assert {each.person for each in Handover.objects.all()} == {person, twin}


def test_the_events_of_a_whole_loop_replay_to_the_state(send, treatment, office, reasons, substance):
    handover = send(treatment)
    service_does.receive_handover(handover, by=treatment.worker)
    service_does.book_appointment(handover, by=treatment.worker, appointment_at=at(0, 9), place="Gate House")
    service_does.record_attendance(handover, by=treatment.worker, on=TODAY)
    service_does.close_handover(handover, by=treatment.colleague, reason=reasons.outcome)
    told = [(event.what, event.to_state) for event in events.of(handover).order_by("id")]
    assert told == [
        ("sent", "sent"), ("receive", "received"), ("book", "booked"), ("attend", "attended"), ("close", "closed"),
    ]  # fmt: skip
