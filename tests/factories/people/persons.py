"""People, with who holds and works with them."""

import datetime

import factory
from factory.django import DjangoModelFactory

from people import models
from people.finding.sounds import plain_letters, sounds_of

from ..accounts import TeamFactory
from .places import AreaFactory

TODAY = datetime.date.today


class PersonFactory(DjangoModelFactory):
    """A person; `held_by=team` puts them on that team's caseload."""

    class Meta:
        model = models.Person
        skip_postgeneration_save = True

    crn = factory.Sequence(lambda n: f"X{n:06d}")
    family_name = factory.Sequence(lambda n: f"Larkfield{n}")
    given_names = "Kofi"
    date_of_birth = datetime.date(1990, 5, 14)
    sex = models.Person.Sex.MALE
    family_sound = factory.LazyAttribute(lambda person: sounds_of(person.family_name, person.given_names)[0])
    given_sound = factory.LazyAttribute(lambda person: sounds_of(person.family_name, person.given_names)[1])
    plain_name = factory.LazyAttribute(
        lambda person: plain_letters(f"{person.given_names} {person.family_name}")
    )

    @factory.post_generation
    def held_by(person, create, team):
        if create and team:
            CaseloadFactory(person=person, team=team)


class PersonAreaFactory(DjangoModelFactory):
    class Meta:
        model = models.PersonArea

    person = factory.SubFactory(PersonFactory)
    area = factory.SubFactory(AreaFactory)


class CaseloadFactory(DjangoModelFactory):
    class Meta:
        model = models.Caseload

    person = factory.SubFactory(PersonFactory)
    team = factory.SubFactory(TeamFactory)
    since = factory.LazyFunction(lambda: TODAY() - datetime.timedelta(days=100))


class InvolvementFactory(DjangoModelFactory):
    class Meta:
        model = models.Involvement

    person = factory.SubFactory(PersonFactory)
    team = factory.SubFactory(TeamFactory)
    purpose = "referral"
    since = factory.LazyFunction(lambda: TODAY() - datetime.timedelta(days=30))
