"""People and their circumstances, in any state. Current rows by default."""

import datetime
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from people import models
from people.finding.sounds import plain_letters, sounds_of

from .accounts import TeamFactory, UserFactory

TODAY = datetime.date.today


class ContractAreaFactory(DjangoModelFactory):
    class Meta:
        model = models.ContractArea
        django_get_or_create = ["name"]

    name = "South East"


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = models.Area
        django_get_or_create = ["name"]

    name = "Medway"
    kind = "unitary authority"
    region = "South East"
    contract_area = factory.SubFactory(ContractAreaFactory)


class PrisonFactory(DjangoModelFactory):
    class Meta:
        model = models.Prison
        django_get_or_create = ["name"]

    name = "Rochester"
    region = "South East"
    holds = "men"


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


class LimitedAccessFactory(DjangoModelFactory):
    class Meta:
        model = models.LimitedAccess

    person = factory.SubFactory(PersonFactory)
    kind = models.LimitedAccess.Kind.EXCLUSION
    user = factory.SubFactory(UserFactory)
    since = factory.LazyFunction(lambda: TODAY() - datetime.timedelta(days=5))


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


class DuplicatePairFactory(DjangoModelFactory):
    """Two records that may be of one person, in the order of their keys."""

    class Meta:
        model = models.DuplicatePair

    first = factory.SubFactory(PersonFactory)
    second = factory.SubFactory(PersonFactory)
    score = 90
    reasons = factory.LazyFunction(lambda: ["Same name", "Date of birth differs by one figure"])


class MergeFactory(DjangoModelFactory):
    """That a record was merged, and nothing more: the action moves what belongs to it."""

    class Meta:
        model = models.Merge

    kept = factory.SubFactory(PersonFactory)
    merged = factory.SubFactory(PersonFactory, merged_into=factory.SelfAttribute("..kept"))
    because = "The same prison number and address"
    made_by = factory.SubFactory(UserFactory)


class MergedRowFactory(DjangoModelFactory):
    class Meta:
        model = models.MergedRow

    merge = factory.SubFactory(MergeFactory)
    model = "people.consent"
    row_id = factory.Sequence(lambda n: n + 1)
    was = factory.LazyFunction(lambda: {"person_id": 2})
    became = factory.LazyFunction(lambda: {"person_id": 1})
