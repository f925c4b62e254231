"""What is recorded of a person: supervision, releases, consent, risk, labels and conditions."""

import datetime

import factory
from factory.django import DjangoModelFactory

from people import models

from ..accounts import UserFactory
from .persons import PersonFactory
from .places import PrisonFactory

TODAY = datetime.date.today


class SupervisionFactory(DjangoModelFactory):
    class Meta:
        model = models.Supervision

    person = factory.SubFactory(PersonFactory)
    kind = models.Supervision.Kind.LICENCE
    started_on = factory.LazyFunction(lambda: TODAY() - datetime.timedelta(days=60))


class ReleaseFactory(DjangoModelFactory):
    """A release that has happened; give `expected_on` and released_on=None for one to come."""

    class Meta:
        model = models.Release

    person = factory.SubFactory(PersonFactory)
    prison = factory.SubFactory(PrisonFactory)
    kind = models.Release.Kind.LICENCE
    released_on = factory.LazyFunction(lambda: TODAY() - datetime.timedelta(days=60))


class ConsentTextFactory(DjangoModelFactory):
    class Meta:
        model = models.ConsentText
        django_get_or_create = ["number"]

    number = 1
    text = "I agree to take part and to my information being shared with the hub."
    from_day = datetime.date(2025, 1, 1)


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = models.Consent

    person = factory.SubFactory(PersonFactory)
    text = factory.SubFactory(ConsentTextFactory)
    given_on = factory.LazyFunction(lambda: TODAY() - datetime.timedelta(days=10))
    how = models.Consent.How.IN_PERSON


class RiskInformationFactory(DjangoModelFactory):
    class Meta:
        model = models.RiskInformation

    person = factory.SubFactory(PersonFactory)
    to_whom = models.RiskInformation.ToWhom.PUBLIC
    level = models.RiskInformation.Level.LOW
    assessed_on = factory.LazyFunction(TODAY)


class LocalSignalFactory(DjangoModelFactory):
    class Meta:
        model = models.LocalSignal

    person = factory.SubFactory(PersonFactory)
    kind = models.LocalSignal.Kind.ARREST
    happened_on = factory.LazyFunction(TODAY)
    source = "The police"


class CohortLabelFactory(DjangoModelFactory):
    class Meta:
        model = models.CohortLabel

    person = factory.SubFactory(PersonFactory)
    name = models.CohortLabel.Name.VETERAN
    since = factory.LazyFunction(lambda: TODAY() - datetime.timedelta(days=30))


class LicenceConditionFactory(DjangoModelFactory):
    class Meta:
        model = models.LicenceCondition

    person = factory.SubFactory(PersonFactory)
    kind = models.LicenceCondition.Kind.CURFEW
    text = "At home from 7 in the evening to 7 in the morning"
    source = "Licence"
    since = factory.LazyFunction(lambda: TODAY() - datetime.timedelta(days=30))


class NoContactFactory(DjangoModelFactory):
    """`first` must have the lower key: people are made in that order."""

    class Meta:
        model = models.NoContact

    first = factory.SubFactory(PersonFactory)
    second = factory.SubFactory(PersonFactory)
    reason = "Convicted together"
    since = factory.LazyFunction(lambda: TODAY() - datetime.timedelta(days=30))


class PendingPairFactory(DjangoModelFactory):
    """A pair that waits for a data steward."""

    class Meta:
        model = models.PendingPair

    person = factory.SubFactory(PersonFactory)
    crn = factory.Sequence(lambda n: f"Z{n:06d}")
    reason = "Convicted together"
    since = factory.LazyFunction(lambda: TODAY() - datetime.timedelta(days=30))
    asked_by = factory.SubFactory(UserFactory)


class ActivityAdviceFactory(DjangoModelFactory):
    class Meta:
        model = models.ActivityAdvice

    person = factory.SubFactory(PersonFactory)
    restricted = "Not the kitchen: no knives"
    source = "OASys"
    assessed_on = factory.LazyFunction(TODAY)
