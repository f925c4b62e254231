"""The hub asks, the referrer answers, and the hub's clock stands still in between."""

import datetime

import pytest

from foundation.accounts.models import Notice
from foundation.lifecycle import running
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import NotReady
from referrals import actions as referrals
from referrals.clocks import ANSWER, DECISION
from referrals.models import Question, Referral
from tests.referrals import scene

pytestmark = pytest.mark.django_db
MONDAY = "2026-06-01 09:00"


@pytest.fixture
def in_review(draft, referrer, worker, time_machine):
    """Submitted on Monday 1 June, so decided by Monday 8 June."""
    time_machine.move_to(MONDAY)
    referrals.submit(draft, by=referrer)
    return referrals.take(draft, by=worker)


@pytest.mark.parametrize("questions", [[], [""], ["  ", "n/a"], ["TBC"]])
def test_asking_nothing_is_refused(in_review, worker, questions):
    with pytest.raises(NotReady, match="a question"):
        referrals.request_information(in_review, by=worker, questions=questions)
    assert not Question.objects.exists()


def test_every_question_without_an_answer_is_named_and_nothing_is_kept(in_review, worker, referrer):
    first, second, _ = referrals.request_information(
        in_review, by=worker, questions=["Home?", "Work?", "Health?"]
    )
    with pytest.raises(NotReady) as refusal:
        referrals.provide_information(
            in_review, by=referrer, answers={first.pk: "With her sister", second.pk: "tbc"}
        )
    assert [str(each) for each in refusal.value.missing] == ["an answer to “Work?”", "an answer to “Health?”"]
    assert not Question.objects.exclude(answered_at=None).exists()
    assert Referral.objects.get(pk=in_review.pk).state == "information_requested"


def test_the_decision_clock_stands_still_while_the_referrer_owes_the_answer(
    in_review, worker, referrer, time_machine
):
    time_machine.move_to("2026-06-03 10:00")
    (question,) = referrals.request_information(in_review, by=worker, questions=["Where will she live?"])
    assert in_review.decision_due_on is None
    assert running.running(in_review, DECISION).paused_on == datetime.date(2026, 6, 3)
    answer = running.running(in_review, ANSWER)
    assert (answer.due_on, answer.user, answer.team) == (datetime.date(2026, 6, 10), referrer, in_review.team)
    time_machine.move_to("2026-06-09 10:00")
    referrals.provide_information(in_review, by=referrer, answers={question.pk: "With her sister"})
    assert in_review.decision_due_on == datetime.date(2026, 6, 12)
    run = running.running(in_review, DECISION)
    assert (run.due_on, run.paused_on, run.user) == (datetime.date(2026, 6, 12), None, worker)
    assert running.running(in_review, ANSWER) is None


def test_a_referral_declined_while_a_question_is_open_keeps_a_due_date(in_review, worker, time_machine):
    time_machine.move_to("2026-06-03 10:00")
    referrals.request_information(in_review, by=worker, questions=["Where will she live?"])
    time_machine.move_to("2026-06-05 10:00")
    referrals.decline(
        in_review, by=worker, reason=scene.a_reason(), explanation="He is 17", signposting="Youth justice"
    )
    assert in_review.decision_due_on == datetime.date(2026, 6, 10)
    assert running.running(in_review, DECISION) is None


def test_the_words_stay_out_of_the_event_log_and_each_side_is_told_once(in_review, worker, referrer):
    (question,) = referrals.request_information(in_review, by=worker, questions=["Does Canary live alone?"])
    referrals.provide_information(in_review, by=referrer, answers={question.pk: "Canary lives with a sister"})
    assert "Canary" not in str(list(Event.objects.values_list("facts", "reason")))
    assert Notice.objects.filter(user=referrer, kind="questions_asked").count() == 1
    assert Notice.objects.filter(user=worker, kind="questions_answered").count() == 1


def test_asked_again_only_the_new_questions_are_owed(in_review, worker, referrer):
    (first,) = referrals.request_information(in_review, by=worker, questions=["Home?"])
    referrals.provide_information(in_review, by=referrer, answers={first.pk: "With her sister"})
    (second,) = referrals.request_information(in_review, by=worker, questions=["Work?"])
    referrals.provide_information(
        in_review, by=referrer, answers={second.pk: "None", first.pk: "Changed my mind"}
    )
    assert Question.objects.get(pk=first.pk).answer == "With her sister"


def test_the_page_says_what_is_due_in_its_state_and_no_decision_while_none_is_awaited(
    in_review, worker, client
):
    def shown():
        client.force_login(worker)
        return client.get(f"/referrals/{in_review.uuid}/").content.decode()

    assert "Decide by Monday 8 June 2026" in shown()
    referrals.request_information(in_review, by=worker, questions=["Home?"])
    asked = shown()
    assert "Decide by" not in asked
    assert "Answer the hub’s questions by Monday 8 June 2026" in asked


def test_a_waiting_referral_shows_its_review_and_not_the_decision_that_was_made_to_wait(
    in_review, worker, client
):
    day = datetime.date(2026, 7, 1)
    referrals.wait_list(in_review, by=worker, because="No place before July", expected_on=day)
    client.force_login(worker)
    shown = client.get(f"/referrals/{in_review.uuid}/").content.decode()
    assert "Decide by" not in shown
    assert "Review the waiting list by Monday 15 June 2026" in shown
