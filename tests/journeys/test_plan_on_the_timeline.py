"""What became of a plan, on the person's timeline."""

import datetime

import pytest

from foundation.accounts.roles import Role
from journeys import timeline
from tests.factories.accounts import UserFactory
from tests.factories.pathways_plans import GoalFactory, PlanFactory, PlanReviewFactory, StepFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(person, worker):
    return PlanFactory(person=person, made_on=datetime.date(2026, 3, 2), made_by=worker)


def told(person, user):
    page = timeline.page_of(person, user, number=1, kinds=["plan"])
    return [(entry.title, entry.line.partition(" · ")[0], entry.text) for entry in page]


def test_a_data_steward_reads_nothing_of_a_plan(person, plan, team):
    steward = UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation, teams=[team])
    assert told(person, steward) == []


def test_the_plan_its_reviews_and_what_ended_stand_by_their_days(person, plan, practitioner, worker):
    day = datetime.date(2026, 4, 2)
    goal = GoalFactory(plan=plan, state="done", ended_on=day, words="A job in a kitchen")
    StepFactory(
        goal=goal, state="no_longer_needed", ended_on=day - datetime.timedelta(days=1), words="Ring the café",
        end_reason="It closed",
    )  # fmt: skip
    PlanReviewFactory(plan=plan, reviewed_on=datetime.date(2026, 5, 4), said="Trial next", reviewed_by=worker)
    assert told(person, practitioner) == [
        ("Plan reviewed", "plan, by Marcus Oyelaran", "Trial next"),
        ("Goal reached: A job in a kitchen", "plan", ""),
        ("Step no longer needed: Ring the café", "plan. It closed", ""),
        ("Plan made", "plan, by Marcus Oyelaran", ""),
    ]


def test_what_is_open_is_not_yet_on_it(person, plan, practitioner):
    StepFactory(goal=GoalFactory(plan=plan))
    assert [title for title, *_ in told(person, practitioner)] == ["Plan made"]
