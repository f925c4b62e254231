"""The draw of ordinary claims, and what verifiers found out about the unusual."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from pathways import models

from .accounts import TeamFactory, UserFactory


class SampleRateFactory(DjangoModelFactory):
    class Meta:
        model = models.SampleRate

    since = datetime.date(2024, 1, 1)
    percent = 10
    at_least = 2


class DrawFactory(DjangoModelFactory):
    """The draw of this month."""

    class Meta:
        model = models.Draw

    team = factory.SubFactory(TeamFactory)
    month = factory.LazyFunction(lambda: datetime.date.today().replace(day=1))
    seed = factory.Sequence(lambda n: f"{n:032x}")
    percent = 10
    at_least = 2


class ExplanationFactory(DjangoModelFactory):
    class Meta:
        model = models.Explanation

    rule = "back_dated"
    about = factory.Sequence(lambda n: n + 1)
    team = factory.SubFactory(TeamFactory)
    text = "The letter came two months later"
    by = factory.SubFactory(UserFactory)
    at = factory.LazyFunction(timezone.now)
