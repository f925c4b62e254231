"""What the database itself refuses about questions and recommendations, however it is asked."""

import pytest
from django.db import IntegrityError, transaction

from partnership.models import Correction, FollowUp, Question, Recommendation
from tests.factories.partnership import (
    CorrectionFactory,
    FollowUpFactory,
    MeetingAttendanceFactory,
    QuestionFactory,
    RecommendationFactory,
)

pytestmark = pytest.mark.django_db


def refused(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()
    return True


def test_a_published_response_stands():
    published = QuestionFactory(state="published")
    rows = Question.objects.filter(pk=published.pk)
    for values in (
        {"response": "Another"}, {"text": "Another?"}, {"approved_by": published.asked_by}, {"number": 99},
        {"state": "answered", "approved_by": None, "approved_at": None, "published_at": None},
    ):  # fmt: skip
        assert refused(lambda values=values: rows.update(**values))
    assert refused(rows.delete)
    published.refresh_from_db()
    assert (published.state, published.response) == ("published", "77 % of posts are filled.")


def test_a_published_response_is_taken_back_only_with_its_day_and_reason():
    published = QuestionFactory(state="published")
    rows = Question.objects.filter(pk=published.pk)
    taken_back = {"state": "retracted", "retracted_at": published.published_at, "because": "Of another year"}
    for lacking in ("retracted_at", "because"):
        values = taken_back | {lacking: None if lacking == "retracted_at" else ""}
        assert refused(lambda values=values: rows.update(**values))
    assert refused(lambda: rows.update(**taken_back, response="Another"))
    rows.update(**taken_back)
    assert refused(lambda: rows.update(state="published", retracted_at=None))
    assert refused(rows.delete)


def test_a_correction_is_decided_once_by_somebody_else_and_one_waits_at_a_time():
    written = CorrectionFactory()
    rows = Correction.objects.filter(pk=written.pk)
    assert refused(lambda: CorrectionFactory(question=written.question))
    decided = {"state": "published", "decided_at": written.written_at}
    assert refused(lambda: rows.update(**decided, decided_by=written.written_by))
    assert refused(
        lambda: rows.update(
            state="refused", decided_at=written.written_at, decided_by=written.question.asked_by
        )
    )
    rows.update(**decided, decided_by=written.question.asked_by)
    assert refused(lambda: rows.update(response="Another"))
    assert refused(rows.delete)


def test_a_response_is_published_only_once_somebody_else_approved_it():
    answered = QuestionFactory(state="answered")
    rows = Question.objects.filter(pk=answered.pk)
    assert refused(lambda: rows.update(state="published", published_at=answered.answered_at))
    own = {"state": "approved", "approved_by": answered.answered_by, "approved_at": answered.answered_at}
    assert refused(lambda: rows.update(**own))


def test_a_question_says_what_is_asked_and_a_response_by_whom():
    asked = QuestionFactory()
    rows = Question.objects.filter(pk=asked.pk)
    for values in (
        {"text": ""},
        {"asked_for": ""},
        {"state": "answered"},
        {"state": "withdrawn"},
        {"state": "lost"},
    ):
        assert refused(lambda values=values: rows.update(**values))


def test_two_questions_of_a_partnership_have_two_numbers():
    first = QuestionFactory()
    assert refused(lambda: QuestionFactory(partnership=first.partnership, number=first.number))


def test_a_recommendation_ends_with_its_outcome():
    accepted = RecommendationFactory(state="accepted")
    rows = Recommendation.objects.filter(pk=accepted.pk)
    for values in (
        {"answer": ""},
        {"state": "carried_out"},
        {"outcome": "Done"},
        {"state": "made"},
        {"state": "rejected"},
        {"text": ""},
    ):
        assert refused(lambda values=values: rows.update(**values))


def test_a_follow_up_is_never_changed():
    told = FollowUpFactory()
    rows = FollowUp.objects.filter(pk=told.pk)
    assert refused(lambda: rows.update(words="Another"))
    assert refused(rows.delete)


def test_who_attended_is_named_by_post():
    assert refused(lambda: MeetingAttendanceFactory(who=""))
    assert refused(lambda: MeetingAttendanceFactory(attended=False))
    assert refused(lambda: MeetingAttendanceFactory(apology="Ill"))
