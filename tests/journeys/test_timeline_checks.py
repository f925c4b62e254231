"""Checks on the timeline: told once answered, on the day they are about."""

import datetime

import pytest

from journeys import timeline
from tests.factories.pathways import CheckFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def told(person, user):
    return [
        (entry.title, entry.at, entry.detail)
        for entry in timeline.page_of(person, user, number=1, kinds=("check",))
    ]


def test_a_check_without_an_answer_is_not_told(person, practitioner, today):
    CheckFactory(person=person, point_on=today - DAY, answer="")
    assert told(person, practitioner) == []


def test_an_answered_check_is_told_on_the_day_it_is_about_with_what_was_tried(person, practitioner, today):
    CheckFactory(person=person, point_on=today - DAY, answer="unknown", reason="Rang twice")
    assert told(person, practitioner) == [("Employed at 6 weeks: unknown", today - DAY, "check. Rang twice")]
