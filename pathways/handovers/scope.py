"""Where the pages of handovers begin: what the user may see, and nothing else."""

import uuid as uuids
from collections.abc import Sequence

from django.http import Http404
from django.shortcuts import get_object_or_404

from foundation.accounts.models import Organisation, Team, User
from foundation.design.dates import today
from foundation.lifecycle import events
from foundation.lifecycle.models import Event, Reason, RunningClock
from foundation.lifecycle.querysets import reasons
from people import scope as people_scope
from people.models import Area, Person

from ..models import Handover, OutcomesProfile, PartnerService
from ..querysets.handovers import HandoverQuerySet
from ..querysets.services import PartnerServiceQuerySet
from .states import ServiceKind

K = Organisation.Kind


def handovers_seen_by(user: User) -> HandoverQuerySet:
    """Of the user's service while they are open; for the side that sends, of people they may see."""
    return Handover.objects.visible_to(user).with_those_named()


def handover_seen_by(user: User, uuid: uuids.UUID) -> Handover:
    """Raises Http404 out of scope, and for a service once the handover has ended, as for one that does not exist."""
    return get_object_or_404(handovers_seen_by(user), uuid=uuid)


def was_ended_by(user: User, uuid: uuids.UUID) -> bool:
    """Whether the user has refused or closed it already: they see it no longer, and ask for nothing unknown."""
    return Handover.objects.filter(uuid=uuid, ended_by=user).exists()


def handovers_of(user: User, person: Person, kind: str) -> Sequence[Handover]:
    """What was sent about the person to services of a kind, the latest first."""
    return list(handovers_seen_by(user).about(person).of_kind(kind).latest_first())


def kind_called(slug: str) -> ServiceKind:
    """Raises Http404 for a kind of service there is not."""
    if slug not in ServiceKind.values:
        raise Http404
    return ServiceKind(slug)


def services_for(person: Person, kind: str) -> PartnerServiceQuerySet:
    """Those that take handovers today from where the person lives; where no area is known, from anywhere."""
    services = PartnerService.objects.active_on(today()).of_kind(kind)
    area = people_scope.area_of(person)
    near = services.serving(area.pk) if area else services
    return (near if near.exists() else services).order_by("name")


def directory_for(user: User) -> PartnerServiceQuerySet:
    return PartnerService.objects.visible_to(user).prefetch_related("areas")


def service_in_directory(user: User, slug: str) -> PartnerService:
    """Raises Http404 for one that is not in the directory."""
    return get_object_or_404(directory_for(user).select_related("team__organisation"), slug=slug)


def teams_of_partners():
    """Teams whose workers can answer for a service."""
    partners = Team.objects.filter(organisation__kind__in=(K.PARTNER_SERVICE, K.PARTNER))
    return partners.select_related("organisation").order_by("organisation__name", "name")


def areas():
    """Every area of a council, by name."""
    return Area.objects.exclude(kind="group").order_by("name")


def reasons_called(list_name: str) -> list[Reason]:
    return list(reasons(list_name))


def forms_of(handover: Handover) -> Sequence[OutcomesProfile]:
    """The TOP forms that the service recorded through this handover, the latest first."""
    return list(OutcomesProfile.objects.filter(handover=handover).order_by("-taken_on", "-pk"))


def form_of(handover: Handover, uuid: uuids.UUID) -> OutcomesProfile:
    """Raises Http404 for a form that the service did not record through this handover."""
    return get_object_or_404(
        OutcomesProfile.objects.filter(handover=handover).select_related("person"), uuid=uuid
    )


def happened_to(handover: Handover) -> list[Event]:
    """What was done with it, the newest first; corrections of what was written stay in the trail."""
    return [event for event in events.of(handover).order_by("-id") if event.what != "corrected"]


def clocks_of(handover: Handover) -> list[RunningClock]:
    """What is asked of the service and by when, the soonest first."""
    return list(RunningClock.objects.of(handover).running().order_by("due_on"))
