"""Hubs, when they open, and who has a place there."""

import datetime

import factory
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from hubs import models

from ..accounts import TeamFactory, UserFactory
from ..people import AreaFactory, ContractAreaFactory, PersonFactory


class HubFactory(DjangoModelFactory):
    class Meta:
        model = models.Hub

    name = factory.Sequence(lambda n: f"Hub {n}")
    slug = factory.LazyAttribute(lambda hub: slugify(hub.name))
    kind = models.Hub.Kind.HUB
    team = factory.SubFactory(TeamFactory)
    contract_area = factory.SubFactory(ContractAreaFactory)
    town = "Chatham"


class OpeningHoursFactory(DjangoModelFactory):
    class Meta:
        model = models.OpeningHours

    hub = factory.SubFactory(HubFactory)
    weekday = models.Weekday.MONDAY
    opens_at = datetime.time(9, 30)
    closes_at = datetime.time(16, 30)
    from_on = datetime.date(2024, 4, 1)


class WomenOnlyTimeFactory(DjangoModelFactory):
    class Meta:
        model = models.WomenOnlyTime

    hub = factory.SubFactory(HubFactory)
    weekday = models.Weekday.TUESDAY
    starts_at = datetime.time(10)
    ends_at = datetime.time(12)
    from_on = datetime.date(2024, 4, 1)


class ClosureFactory(DjangoModelFactory):
    class Meta:
        model = models.Closure

    hub = factory.SubFactory(HubFactory)
    first_on = factory.LazyFunction(datetime.date.today)
    last_on = factory.LazyAttribute(lambda closure: closure.first_on)
    reason = "Staff training"
    recorded_by = factory.SubFactory(UserFactory)


class BankHolidayOpeningFactory(DjangoModelFactory):
    class Meta:
        model = models.BankHolidayOpening

    hub = factory.SubFactory(HubFactory)
    day = datetime.date(2026, 12, 28)
    opens_at = datetime.time(10)
    closes_at = datetime.time(14)


class ServedAreaFactory(DjangoModelFactory):
    class Meta:
        model = models.ServedArea

    area = factory.SubFactory(AreaFactory)
    hub = factory.SubFactory(HubFactory)


class QueueOwnerFactory(DjangoModelFactory):
    class Meta:
        model = models.QueueOwner

    user = factory.SubFactory(UserFactory)


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = models.Place

    person = factory.SubFactory(PersonFactory)
    hub = factory.SubFactory(HubFactory)
    opened_on = factory.LazyFunction(datetime.date.today)


class InductionFactory(DjangoModelFactory):
    class Meta:
        model = models.Induction

    person = factory.SubFactory(PersonFactory)
    hub = factory.SubFactory(HubFactory)
    inducted_on = factory.LazyFunction(lambda: datetime.date.today() - datetime.timedelta(days=20))


class WellbeingFactory(DjangoModelFactory):
    class Meta:
        model = models.Wellbeing

    person = factory.SubFactory(PersonFactory)
    hub = factory.SubFactory(HubFactory)
    occasion = models.Wellbeing.Occasion.INDUCTION
    asked_on = factory.LazyFunction(datetime.date.today)
    satisfied, worthwhile, happy, anxious = 6, 5, 7, 3
