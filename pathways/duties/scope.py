"""Where the pages of duties-to-refer begin: what the user may see, and nothing else."""

import uuid as uuids
from collections.abc import Sequence

from django.shortcuts import get_object_or_404

from foundation.accounts.models import User
from people.models import Person

from ..models import DutyToRefer
from ..querysets.duties import DutyToReferQuerySet


def duty_seen_by(user: User, uuid: uuids.UUID) -> DutyToRefer:
    """Raises Http404 out of scope."""
    return get_object_or_404(DutyToRefer.objects.visible_to(user).select_related("person"), uuid=uuid)


def duty_once_seen_by(user: User, uuid: uuids.UUID) -> DutyToRefer:
    """One that stands, or was removed since: asked to remove it again, nobody is told that it never was. Raises Http404
    out of scope.
    """
    ever: DutyToReferQuerySet = DutyToReferQuerySet(DutyToRefer).filter(version_of=None)
    return get_object_or_404(ever.visible_to(user).select_related("person"), uuid=uuid)


def duties_of(user: User, person: Person) -> Sequence[DutyToRefer]:
    """Those made outside the product, the latest first."""
    return list(DutyToRefer.objects.visible_to(user).about(person).latest_first())


def former_versions(made: DutyToRefer) -> Sequence[DutyToRefer]:
    """What corrections laid aside, the latest first."""
    return list(DutyToRefer.versions.filter(version_of=made).order_by("-superseded_at", "-pk"))
