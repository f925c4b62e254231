"""The answers on wellbeing over time: drawn with gaps where nobody answered, and the same in words."""

import datetime

import pytest

from hubs.wellbeing.course import course
from tests.factories.hubs import WellbeingFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 1)


def asked(*answers):
    """Answers to how satisfied somebody is, a month apart; the other questions are not answered."""
    person = PersonFactory()
    return [
        WellbeingFactory(
            person=person, occasion="review" if number else "induction", satisfied=answer, worthwhile=None, happy=None,
            anxious=None, asked_on=DAY + datetime.timedelta(days=30 * number),
        )
        for number, answer in enumerate(answers)
    ]  # fmt: skip


def lines(scene):
    return [mark for mark in scene.marks if getattr(mark, "look", "") == "main"]


def test_where_nothing_was_ever_answered_there_is_no_course():
    assert course([]) is None
    assert course(asked(None, None)) is None


def test_one_answer_is_told_and_not_drawn():
    told = course(asked(0))
    assert told.pictures == []
    assert told.rows == [
        ("1 March 2026", "Induction", [("Satisfied with life", "0"), ("Things done are worthwhile", "Not answered"),
                                       ("Happy yesterday", "Not answered"), ("Anxious yesterday", "Not answered")]),
    ]  # fmt: skip


def test_a_question_not_answered_is_a_gap_and_not_zero():
    (whole,) = course(asked(2, 5, 7)).pictures
    (broken,) = course(asked(2, None, 7)).pictures
    assert (whole.question, len(lines(whole.scene)), len(lines(broken.scene))) == ("satisfied", 1, 0)
    assert "31 March 2026: Not answered" in broken.scene.description


def test_the_first_time_stands_first_whatever_the_order_of_the_rows():
    told = course(list(reversed(asked(2, 5, 7))))
    assert [answers[0][1] for _, _, answers in told.rows] == ["2", "5", "7"]
