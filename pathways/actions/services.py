"""Keeping the directory of partner services: administrators."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from foundation.accounts.access import ask
from foundation.accounts.models import Team, User
from foundation.accounts.roles import Permission
from foundation.lifecycle import events
from people.models import Area

from ..models import Handover, PartnerService


@transaction.atomic
def save_service(
    service: PartnerService | None,
    *,
    by: User,
    name: str,
    kind: str,
    team: Team,
    areas: Iterable[Area],
    phone: str,
    email: str,
    active_from: datetime.date,
    active_until: datetime.date | None,
) -> PartnerService:
    """Put a service into the directory, or change what the directory says of it; saving an example confirms it.

    Raises NotYou, ValidationError by field: a name that another service has, or another kind or team for a service that
    has people handed over to it.
    """
    ask(by, Permission.MANAGE_SERVICES)
    kept = service or PartnerService()
    _ask_whether_possible(kept, name=name, kind=kind, team=team)
    kept.name, kept.kind, kept.team, kept.phone, kept.email = name, kind, team, phone, email
    kept.active_from, kept.active_until, kept.confirmed_at = active_from, active_until, timezone.now()
    kept.slug = kept.slug or slugify(name)[:80]
    kept.save()
    kept.areas.set(areas)
    what = "changed" if service else "added"
    told = {"name": name, "kind": kind, "team": team, "from": active_from, "until": active_until}
    events.write([events.entry(kept, what, by=by, facts=told)])
    return kept


def _ask_whether_possible(service: PartnerService, *, name: str, kind: str, team: Team) -> None:
    faults = {}
    others = PartnerService.objects.exclude(pk=service.pk)
    if others.filter(name__iexact=name).exists() or (
        not service.slug and others.filter(slug=slugify(name)[:80]).exists()
    ):
        faults["name"] = "Another service of the directory has this name."
    if service.pk and Handover.objects.open().filter(service=service).exists():
        if kind != service.kind:
            faults["kind"] = (
                "People are handed over to it now, so it stays what it is. Add another service instead."
            )
        if team != service.team:
            faults["team"] = (
                "People are handed over to this team now. Change it once these handovers have ended."
            )
    if faults:
        raise ValidationError(faults)
