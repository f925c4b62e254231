"""Where the pages of records opened by break-glass begin: the user's own, and those the user reviews."""

import uuid as uuids
from collections.abc import Iterable
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.audit.models import AuditEvent

from ..models import BreakGlass, Person
from ..querysets import BreakGlassQuerySet
from ..scope import people_seen_by

PURPOSE = "break-glass"


def sees_already(user: User, crn: str) -> Person | None:
    """The person with this CRN whom the user can see as it is."""
    return people_seen_by(user).filter(crn=crn, crn_confirmed=True).first()


def opened_now_by(user: User) -> list[BreakGlass]:
    """Records open to the user by break-glass, with their people; none that an exclusion hides from them."""
    seen = people_seen_by(user).values("pk")
    return list(BreakGlass.objects.of_user(user).live().filter(person__in=seen).select_related("person"))


def break_glass_reviewed_by(user: User) -> BreakGlassQuerySet:
    return BreakGlass.objects.visible_to(user).with_those_named()


def break_glass_to_review(user: User, uuid: uuids.UUID) -> BreakGlass:
    """Raises Http404 for one's own, and out of scope."""
    return get_object_or_404(break_glass_reviewed_by(user), uuid=uuid)


def tabs(is_done: bool) -> list[dict[str, Any]]:
    """The two lists of a reviewer."""
    url = reverse("break_glass_review_list")
    return [
        {"label": "To review", "url": url, "current": not is_done},
        {"label": "Reviewed", "url": f"{url}?show=reviewed", "current": is_done},
    ]


def pages_seen_under(opened: BreakGlass) -> list[AuditEvent]:
    """What was read and tried under it, oldest first."""
    return list(trail.events_of(opened.user, purpose=f"{PURPOSE}: {opened.uuid}"))


def purpose_under_break_glass(user: User, people: Iterable[int]) -> str:
    """Why the user sees these people, where they broke the glass for one of them; "" otherwise."""
    if not user.may(Permission.BREAK_GLASS):
        return ""
    opened = BreakGlass.objects.of_user(user).live().filter(person__in=list(people)).order_by("-until")
    found = opened.values_list("uuid", flat=True).first()
    return f"{PURPOSE}: {found}" if found else ""
