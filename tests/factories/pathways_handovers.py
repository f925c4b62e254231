"""Partner services, and what is handed over to them."""

import datetime

import factory
from django.utils import timezone
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from foundation.accounts.roles import Role
from pathways import models
from pathways.handovers.states import ENDED, WITH_APPOINTMENT, WITH_SERVICE

from .accounts import TeamFactory, UserFactory
from .hubs import _InState
from .people import InvolvementFactory, PersonFactory


class PartnerServiceFactory(DjangoModelFactory):
    """A service with its team; `areas=[...]` says from where it takes people."""

    class Meta:
        model = models.PartnerService
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Example service {n}")
    slug = factory.LazyAttribute(lambda service: slugify(service.name))
    kind = "treatment"
    team = factory.SubFactory(TeamFactory)
    active_from = datetime.date(2020, 1, 1)

    @factory.post_generation
    def areas(service, create, areas):
        if create and areas:
            service.areas.add(*areas)


class HandoverFactory(_InState):
    """A handover in any state, with the involvement that lets the service see `shares`: open while it is."""

    class Meta:
        model = models.Handover

    class Params:
        shares = ("name", "date_of_birth")
        is_over = factory.LazyAttribute(lambda handover: _state(handover) in ENDED)

    reference = factory.Sequence(lambda n: f"H-{n:04}-TEST")
    person = factory.SubFactory(PersonFactory)
    service = factory.SubFactory(PartnerServiceFactory)
    involvement = factory.LazyAttribute(
        lambda handover: InvolvementFactory(
            person=handover.person, team=handover.service.team, purpose=f"handover {handover.reference}",
            fields=list(handover.shares), until=timezone.localdate() if handover.is_over else None,
        )
    )  # fmt: skip
    team = factory.SubFactory(TeamFactory)
    sent_by = factory.LazyAttribute(
        lambda handover: UserFactory(role=Role.PRACTITIONER, teams=[handover.team])
    )
    sent_at = factory.LazyFunction(timezone.now)
    purpose = "Structured treatment from the day of release"
    agreed_on = factory.LazyFunction(timezone.localdate)
    agreed_how = "in_person"
    received_at = factory.LazyAttribute(
        lambda handover: timezone.now() if _state(handover) in (*WITH_SERVICE, "closed") else None
    )
    appointment_at = factory.LazyAttribute(
        lambda handover: timezone.now() if _state(handover) in WITH_APPOINTMENT else None
    )
    attended_on = factory.LazyAttribute(
        lambda handover: timezone.localdate() if _state(handover) == "attended" else None
    )
    ended_at = factory.LazyAttribute(lambda handover: timezone.now() if handover.is_over else None)
    end_reason = factory.LazyAttribute(lambda handover: "Not in our area" if handover.is_over else "")


class DutyToReferFactory(DjangoModelFactory):
    """One made outside the product; without an answer unless told otherwise."""

    class Meta:
        model = models.DutyToRefer

    person = factory.SubFactory(PersonFactory)
    made_on = factory.LazyFunction(timezone.localdate)
    authority = "Medway Council"


def _state(handover) -> str:
    return getattr(handover, "state", "sent")
