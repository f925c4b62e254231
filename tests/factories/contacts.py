"""Contacts, notes and safeguarding concerns about people."""

import datetime

import factory
from factory.django import DjangoModelFactory

from people import models

from .accounts import TeamFactory, UserFactory
from .people import PersonFactory

TODAY = datetime.date.today


class NoteFactory(DjangoModelFactory):
    """A plain note of yesterday."""

    class Meta:
        model = models.Note

    person = factory.SubFactory(PersonFactory)
    on_day = factory.LazyFunction(lambda: TODAY() - datetime.timedelta(days=1))
    text = "Wants warehouse work again"
    team = factory.SubFactory(TeamFactory)
    written_by = factory.SubFactory(UserFactory)


class ContactFactory(NoteFactory):
    """A call in which the person was reached."""

    how = models.Note.How.PHONE
    with_whom = models.Note.WithWhom.PERSON
    was_reached = True


class SafeguardingConcernFactory(DjangoModelFactory):
    """A concern that waits for the decision of the safeguarding lead."""

    class Meta:
        model = models.SafeguardingConcern

    person = factory.SubFactory(PersonFactory)
    whom = models.SafeguardingConcern.Whom.PERSON
    came_from = models.SafeguardingConcern.CameFrom.OTHER
    seen_on = factory.LazyFunction(TODAY)
    text = "A bruise on the arm, and no wish to say where it came from"
    raised_by = factory.SubFactory(UserFactory)
    team = factory.SubFactory(TeamFactory)
