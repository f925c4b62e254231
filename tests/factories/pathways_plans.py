"""Plans with goals and steps."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from pathways import models

from .accounts import UserFactory
from .hubs import _InState
from .people import PersonFactory


class PlanFactory(_InState):
    class Meta:
        model = models.Plan

    person = factory.SubFactory(PersonFactory)
    made_on = factory.LazyFunction(timezone.localdate)
    made_by = factory.SubFactory(UserFactory)


class _PlannedFactory(_InState):
    """In any state: when it ended, and why, follow from the state."""

    class Meta:
        abstract = True

    person = factory.SubFactory(PersonFactory)
    ended_on = factory.LazyAttribute(lambda planned: timezone.localdate() if _is_over(planned) else None)
    end_reason = factory.LazyAttribute(
        lambda planned: "Found another way" if _state(planned) == "no_longer_needed" else ""
    )


class GoalFactory(_PlannedFactory):
    class Meta:
        model = models.Goal

    plan = factory.SubFactory(PlanFactory)
    person = factory.LazyAttribute(lambda goal: goal.plan.person)
    words = "A job in a kitchen"


class StepFactory(_PlannedFactory):
    class Meta:
        model = models.Step

    goal = factory.SubFactory(GoalFactory)
    person = factory.LazyAttribute(lambda step: step.goal.person)
    words = "Ask the college for a place on the course"
    owner = "person"
    due_month = factory.LazyFunction(lambda: datetime.date.today().replace(day=1))


class PlanReviewFactory(DjangoModelFactory):
    class Meta:
        model = models.PlanReview

    plan = factory.SubFactory(PlanFactory)
    person = factory.LazyAttribute(lambda review: review.plan.person)
    reviewed_on = factory.LazyFunction(timezone.localdate)
    said = "The course has begun; the next step is the work trial"
    reviewed_by = factory.SubFactory(UserFactory)


def _state(planned) -> str:
    return getattr(planned, "state", "open")


def _is_over(planned) -> bool:
    return _state(planned) != "open"
