"""Referrals in any state."""

import datetime

import factory
from django.utils import timezone

from referrals import models
from referrals.states import ReferralState as S

from .accounts import TeamFactory, UserFactory
from .hubs import HubFactory, _InState
from .people import PersonFactory


class ReferralSourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ReferralSource
        django_get_or_create = ["name"]

    name = "Probation"
    kind = "statutory"


DECIDED = {S.ACCEPTED: "accepted", S.STARTED: "accepted", S.ON_HOLD: "accepted", S.COMPLETED: "accepted",
           S.ENDED_EARLY: "accepted", S.DECLINED: "declined"}  # fmt: skip


class ReferralFactory(_InState):
    """A referral straight in a state, with everything that state must have."""

    class Meta:
        model = models.Referral

    class Params:
        now = factory.LazyFunction(timezone.now)

    reference = factory.Sequence(lambda n: f"R-2026-{n:04d}")
    person = factory.SubFactory(PersonFactory)
    hub = factory.SubFactory(HubFactory)
    source = factory.SubFactory(ReferralSourceFactory)
    referrer = factory.SubFactory(UserFactory)
    team = factory.SubFactory(TeamFactory)
    state = S.DRAFT
    submitted_at = factory.LazyAttribute(
        lambda made: None if made.state == S.DRAFT else made.now - datetime.timedelta(days=3)
    )
    decision = factory.LazyAttribute(lambda made: DECIDED.get(made.state, ""))
    decided_at = factory.LazyAttribute(lambda made: made.now if made.decision else None)
    started_on = factory.LazyAttribute(
        lambda made: made.now.date() if made.state in (S.STARTED, S.COMPLETED, S.ENDED_EARLY) else None
    )
    ended_on = factory.LazyAttribute(
        lambda made: made.now.date() if made.state in (S.COMPLETED, S.ENDED_EARLY, S.WITHDRAWN) else None
    )
    explanation = factory.LazyAttribute(
        lambda made: (
            "No place before release" if made.state in (S.DECLINED, S.ENDED_EARLY, S.WITHDRAWN) else ""
        )
    )


class NeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Need

    referral = factory.SubFactory(ReferralFactory)
    person = factory.LazyAttribute(lambda need: need.referral.person)
    kind = "employment"


class ReferenceCounterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ReferenceCounter
        django_get_or_create = ["year"]

    year = 2026
