"""Limits of a record, breaking the glass, and requests to take somebody over."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from people import models

from ..accounts import TeamFactory, UserFactory
from .persons import PersonFactory

TODAY = datetime.date.today


class LimitedAccessFactory(DjangoModelFactory):
    class Meta:
        model = models.LimitedAccess

    person = factory.SubFactory(PersonFactory)
    kind = models.LimitedAccess.Kind.EXCLUSION
    user = factory.SubFactory(UserFactory)
    since = factory.LazyFunction(lambda: TODAY() - datetime.timedelta(days=5))


class TakeOverRequestFactory(DjangoModelFactory):
    """A request nobody has answered."""

    class Meta:
        model = models.TakeOverRequest

    asked_by = factory.SubFactory(UserFactory)
    team = factory.SubFactory(TeamFactory)
    crn = factory.Sequence(lambda n: f"T{n:06d}")
    date_of_birth = datetime.date(1990, 5, 14)
    why = "Moved to Leeds and reports here now"
    asked_on = factory.LazyFunction(TODAY)
    answer_on = factory.LazyAttribute(lambda request: request.asked_on + datetime.timedelta(days=14))


class BreakGlassFactory(DjangoModelFactory):
    """A record opened a minute ago, not yet reviewed."""

    class Meta:
        model = models.BreakGlass

    user = factory.SubFactory(UserFactory)
    person = factory.SubFactory(PersonFactory)
    crn = factory.SelfAttribute("person.crn")
    reason = "At the door now and very upset"
    opened_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(minutes=1))
    until = factory.LazyAttribute(lambda opened: opened.opened_at + datetime.timedelta(minutes=60))
