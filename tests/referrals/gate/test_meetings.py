"""The joint meeting before the release: who was there, why not, and what was put right."""

import pytest
from django.db import IntegrityError, transaction

from foundation.accounts.models import Notice
from foundation.lifecycle import events
from people.rules import Unfit
from referrals.actions import through_the_gate as actions
from referrals.models import JointMeeting
from tests.factories.people import ReleaseFactory
from tests.factories.referrals import JointMeetingFactory
from tests.referrals.gate.recording import EVERYBODY, NOBODY_ABSENT, answer, days, meet

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("side", EVERYBODY)
@pytest.mark.parametrize("words", ["", "n/a", "TBC"])
def test_whoever_did_not_come_needs_a_reason(accepted, expected, worker, side, words):
    with pytest.raises(Unfit) as refusal:
        meet(accepted, worker, sides=EVERYBODY | {side: False}, why_not=NOBODY_ABSENT | {side: words})
    assert list(refusal.value.problems) == [f"{side}_why_not"]


@pytest.mark.parametrize("day", [1, -500])
def test_a_meeting_is_neither_in_the_future_nor_before_submission(accepted, expected, worker, day):
    with pytest.raises(Unfit) as refusal:
        meet(accepted, worker, held_on=days(day))
    assert "held_on" in refusal.value.problems


@pytest.mark.parametrize("day", [-3, -2, 0])
def test_a_meeting_is_held_before_the_release(accepted, released, worker, day):
    with pytest.raises(Unfit, match="before release"):
        meet(accepted, worker, held_on=days(day))


def test_the_database_refuses_an_absence_without_a_reason(accepted):
    with pytest.raises(IntegrityError), transaction.atomic():
        JointMeetingFactory(referral=accepted, hub_side=False)


def test_a_meeting_of_both_sides_answers_the_checklist_and_tells_the_referrer(
    accepted, expected, worker, referrer
):
    absent = EVERYBODY | {"person_side": False}
    meet(accepted, worker, sides=absent, why_not=NOBODY_ABSENT | {"person_side": "Was in court"})
    assert answer(accepted, "joint_meeting").startswith("Held ")
    assert Notice.objects.get(user=referrer).kind == "gate_recorded"
    assert not Notice.objects.filter(user=worker).exists()


def test_what_the_referrer_records_is_told_to_the_key_worker(accepted, expected, referrer, worker):
    meet(accepted, referrer)
    assert Notice.objects.get(kind="gate_recorded").user == worker


def test_a_meeting_without_one_side_leaves_the_item_open(accepted, expected, worker):
    alone = EVERYBODY | {"prison_side": False}
    meet(accepted, worker, sides=alone, why_not=NOBODY_ABSENT | {"prison_side": "Lockdown"})
    assert not answer(accepted, "joint_meeting")


def test_the_same_meeting_sent_twice_is_one(accepted, expected, worker):
    assert meet(accepted, worker) == meet(accepted, worker)
    assert JointMeeting.objects.count() == 1


def test_a_meeting_before_an_earlier_release_does_not_count_for_the_next(accepted, worker, released):
    JointMeetingFactory(referral=accepted, held_on=days(-10))
    assert answer(accepted, "joint_meeting")
    ReleaseFactory(person=accepted.person, released_on=None, expected_on=days(50))
    assert not answer(accepted, "joint_meeting")


def test_a_correction_without_a_reason_is_refused(accepted, expected, worker):
    meeting = meet(accepted, worker)
    with pytest.raises(Unfit, match="what was wrong"):
        actions.correct_meeting(meeting, by=worker, reason=" ", held_on=days(0), how="phone",
                                sides=EVERYBODY, why_not=NOBODY_ABSENT)  # fmt: skip


def test_a_correction_keeps_what_was_said_before(accepted, expected, worker):
    meeting = meet(accepted, worker)
    actions.correct_meeting(meeting, by=worker, reason="It was by phone", held_on=days(0), how="phone",
                            sides=EVERYBODY, why_not=NOBODY_ABSENT)  # fmt: skip
    assert [each.how for each in JointMeeting.versions.order_by("-id")] == ["video", "phone"]
    assert JointMeeting.objects.get().how == "phone"
    assert events.of(meeting).last().why == "It was by phone"
