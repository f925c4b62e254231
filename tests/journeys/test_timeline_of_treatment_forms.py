"""TOP forms on the timeline: that one was filled in, for those who may read it; never what it says."""

import datetime

import pytest

from foundation.accounts.roles import Role
from journeys import timeline
from tests.factories.accounts import UserFactory
from tests.factories.pathways_top import OutcomesProfileFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def told(person, user):
    return [
        (each.title, each.detail) for each in timeline.page_of(person, user, number=1, kinds=["treatment"])
    ]


def days_ago(days):
    return datetime.date.today() - datetime.timedelta(days=days)


def test_those_who_may_not_read_forms_are_told_of_none(person, team):
    OutcomesProfileFactory(person=person)
    steward = UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation, teams=[team])
    assert told(person, steward) == []
    assert "treatment" not in dict(timeline.kinds_open_to(steward))


def test_nothing_of_another_person_is_told(person, practitioner):
    OutcomesProfileFactory(person=PersonFactory())
    assert told(person, practitioner) == []


def test_the_stage_is_told_and_no_answer(person, practitioner):
    OutcomesProfileFactory(person=person, taken_on=days_ago(90), taken_by=UserFactory(name="Rosa Delgado"))
    OutcomesProfileFactory(
        person=person, stage="review", taken_on=days_ago(2), setting="prison", said={"opiates": 27}
    )
    assert told(person, practitioner) == [
        ("TOP review", "treatment form, filled in in prison"),
        ("TOP start", "treatment form, recorded by Rosa Delgado"),
    ]
