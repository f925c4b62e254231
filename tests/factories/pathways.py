"""Pathways, spells, checks and claims."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from foundation.lifecycle.working_days import add_working_days
from pathways import models

from .accounts import TeamFactory, UserFactory
from .hubs import _InState
from .people import PersonFactory


class AccommodationCodeFactory(DjangoModelFactory):
    class Meta:
        model = models.AccommodationCode
        django_get_or_create = ["code"]

    code = "A01D"
    label = "Social rent"
    settledness = "settled"
    housed_on_release_night = "yes"


class OccupationFactory(DjangoModelFactory):
    class Meta:
        model = models.Occupation
        django_get_or_create = ["code"]

    code = "9252"
    title = "Warehouse operatives"
    group = "Elementary administration and service occupations"


class PathwayFactory(_InState):
    class Meta:
        model = models.Pathway

    person = factory.SubFactory(PersonFactory)
    kind = "employment"
    opened_on = factory.LazyFunction(datetime.date.today)


class AssessmentFactory(DjangoModelFactory):
    """The answers of a pathway's current questions; the first answer of each unless told otherwise."""

    class Meta:
        model = models.Assessment

    pathway = factory.SubFactory(PathwayFactory)
    person = factory.LazyAttribute(lambda assessment: assessment.pathway.person)
    question_version = factory.LazyAttribute(
        lambda assessment: assessment.pathway.declaration.question_set.version
    )
    answers = factory.LazyAttribute(
        lambda assessment: {
            question.slug: question.answers[0].slug
            for question in assessment.pathway.declaration.question_set.questions
        }
    )
    found_need = True
    assessed_on = factory.LazyFunction(datetime.date.today)
    assessed_by = factory.SubFactory(UserFactory)


class SpellFactory(DjangoModelFactory):
    class Meta:
        model = models.Spell

    person = factory.SubFactory(PersonFactory)
    kind = "employment"
    code = "employed"
    started_on = factory.LazyFunction(lambda: datetime.date.today() - datetime.timedelta(days=30))


class CheckFactory(DjangoModelFactory):
    class Meta:
        model = models.Check

    person = factory.SubFactory(PersonFactory)
    name = "week_6"
    point_on = factory.LazyFunction(datetime.date.today)
    answer = "yes"


class MilestoneClaimFactory(_InState):
    """A claim in any state: who verified or returned it, and why, follow from the state."""

    class Meta:
        model = models.MilestoneClaim

    class Params:
        was_verified = factory.LazyAttribute(lambda claim: _state(claim) in ("verified", "revoked"))
        was_returned = factory.LazyAttribute(lambda claim: _state(claim) == "returned")
        was_revoked = factory.LazyAttribute(lambda claim: _state(claim) == "revoked")
        is_to_be_verified = True

    pathway = factory.SubFactory(PathwayFactory)
    person = factory.LazyAttribute(lambda claim: claim.pathway.person)
    team = factory.SubFactory(TeamFactory)
    milestone = "cv"
    reached_on = factory.LazyFunction(datetime.date.today)
    evidence_type = "letter"
    evidence_reference = "Letter of 3 June"
    evidence_on = factory.LazyFunction(datetime.date.today)
    claimed_by = factory.SubFactory(UserFactory)
    claimed_at = factory.LazyFunction(timezone.now)
    verified_by = factory.LazyAttribute(lambda claim: UserFactory() if claim.was_verified else None)
    verified_at = factory.LazyAttribute(lambda claim: timezone.now() if claim.was_verified else None)
    first_claimed_at = factory.SelfAttribute("claimed_at")
    asked_on = factory.LazyAttribute(
        lambda claim: timezone.localdate(claim.first_claimed_at) if claim.is_to_be_verified else None
    )
    in_time_until = factory.LazyAttribute(
        lambda claim: claim.asked_on and add_working_days(claim.asked_on, 20)
    )
    returned_by = factory.LazyAttribute(lambda claim: UserFactory() if claim.was_returned else None)
    returned_at = factory.LazyAttribute(lambda claim: timezone.now() if claim.was_returned else None)
    returned_reason = factory.LazyAttribute(lambda claim: "Dates do not agree" if claim.was_returned else "")
    returned_text = factory.LazyAttribute(lambda claim: "Add a payslip" if claim.was_returned else "")
    revoked_by = factory.LazyAttribute(lambda claim: UserFactory() if claim.was_revoked else None)
    revoked_at = factory.LazyAttribute(lambda claim: timezone.now() if claim.was_revoked else None)
    revoked_because = factory.LazyAttribute(
        lambda claim: "The letter was forged" if claim.was_revoked else ""
    )


def _state(claim) -> str:
    return getattr(claim, "state", "claimed")
