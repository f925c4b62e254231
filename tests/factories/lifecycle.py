"""Reasons and clocks."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from foundation.lifecycle import models

from .accounts import TeamFactory


class ReasonFactory(DjangoModelFactory):
    class Meta:
        model = models.Reason
        django_get_or_create = ["list", "group", "reason"]

    list = "decline"
    group = "capacity"
    reason = factory.Sequence(lambda n: f"Reason {n}")


class RunningClockFactory(DjangoModelFactory):
    class Meta:
        model = models.RunningClock

    clock = "referral_decision"
    subject_type = "referrals.referral"
    subject_id = factory.Sequence(lambda n: 1_000_000 + n)  # of no row that a test makes
    reference = factory.Sequence(lambda n: f"R-2026-{n:05}")
    url = "/referrals/"
    team = factory.SubFactory(TeamFactory)
    started_on = factory.LazyFunction(datetime.date.today)
    due_on = factory.LazyAttribute(lambda run: run.started_on + datetime.timedelta(days=7))


class BecauseFactory(DjangoModelFactory):
    class Meta:
        model = models.Because

    event = factory.LazyFunction(
        lambda: models.Event.objects.create(
            what="moved", subject_type="people.release", subject_id=1, by_role="system",
            recorded_at=timezone.now(), effective_on=timezone.localdate(),
        )
    )  # fmt: skip
    words = "Sentence recalculated"
