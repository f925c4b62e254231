"""What the pages about answers on wellbeing may fetch. Outside the user's scope is 404."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from foundation.accounts.models import User
from people.models import Person

from ..models import Hub, Wellbeing
from .questions import in_short


def wellbeing(user: User, uuid: UUID) -> Wellbeing:
    """What was answered at one of the user's hubs. Raises Http404, also for a person hidden from the user."""
    found = Wellbeing.objects.filter(
        hub__in=Hub.objects.worked_at_by(user), person__in=Person.objects.visible_to(user)
    ).select_related("person", "hub", "asked_by")
    return get_object_or_404(found, uuid=uuid)


def former_answers(of: Wellbeing) -> list[Wellbeing]:
    """The versions that a correction laid aside, the latest first; `said` are their answers in short."""
    versions = list(Wellbeing.versions.filter(version_of=of).order_by("-superseded_at", "-pk"))
    for version in versions:
        version.said = in_short(version)  # type: ignore[attr-defined]
    return versions
