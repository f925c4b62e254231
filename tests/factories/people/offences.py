"""Proven offences, how far they reach, and what was expected."""

import datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from people import models

from .persons import PersonFactory

TODAY = datetime.date.today


class OffenceFactory(DjangoModelFactory):
    class Meta:
        model = models.Offence

    person = factory.SubFactory(PersonFactory)
    offence_on = factory.LazyFunction(lambda: TODAY() - datetime.timedelta(days=90))
    disposed_on = factory.LazyFunction(lambda: TODAY() - datetime.timedelta(days=60))


class ExpectedReoffendingFactory(DjangoModelFactory):
    class Meta:
        model = models.ExpectedReoffending

    person = factory.SubFactory(PersonFactory)
    released_on = factory.LazyFunction(lambda: TODAY() - datetime.timedelta(days=600))
    probability = Decimal("0.35")
    source = "OGRS4"


class OffenceCoverageFactory(DjangoModelFactory):
    class Meta:
        model = models.OffenceCoverage

    covers_to = factory.LazyFunction(TODAY)
