"""Writing the audit trail.

A view that shows people calls `shown(request, people)`; the middleware writes one event for the request before the
page leaves. If the event cannot be written the page is not shown. (trust: 8)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from .models import AuditEvent, AuditSubject, Operation

Purpose = Callable[[Any, Iterable[int]], str]
_purposes: list[Purpose] = []


@dataclass
class Trail:
    """What one request has shown or done so far."""

    operation: Operation = Operation.CONSULTATION
    purpose: str = ""
    recipient: str = ""
    people: set[int] = field(default_factory=set)
    due: bool = False


def of(request: Any) -> Trail:
    if not hasattr(request, "audit_trail"):
        request.audit_trail = Trail()
    return request.audit_trail


def shown(
    request: Any,
    people: Iterable[Any],
    *,
    purpose: str = "",
    operation: Operation | None = None,
    recipient: str = "",
) -> None:
    """Say whom this request is about: people, or rows with a `person_id`. An empty search is recorded too."""
    trail = of(request)
    trail.due = True
    trail.people |= {getattr(each, "person_id", None) or each.pk for each in people}
    trail.purpose = purpose or trail.purpose
    trail.operation = operation or trail.operation
    trail.recipient = recipient or trail.recipient


def unusual(purpose: Purpose) -> None:
    """Register a purpose that goes before the view's own: of (user, ids of the people shown), "" where it is not so.

    Apps above know why a user may see somebody who is out of their ordinary scope (trust: 8).
    """
    if purpose not in _purposes:
        _purposes.append(purpose)


def purpose_of(user: Any, told: Trail) -> str:
    """Why the request showed these people: an unusual purpose before what the view said."""
    found = (purpose(user, told.people) for purpose in _purposes) if told.people else ()
    return next(filter(None, found), told.purpose)


def events_of(user: Any, *, purpose: str) -> QuerySet[AuditEvent]:
    """What a user did for one purpose, oldest first."""
    return AuditEvent.objects.filter(user=user, purpose=purpose).order_by("id")


@transaction.atomic
def write(
    *,
    user: Any,
    operation: str,
    what: str,
    people: Iterable[int] = (),
    purpose: str = "",
    recipient: str = "",
    request_id: str = "",
) -> AuditEvent:
    """Append one event and its subjects."""
    event = AuditEvent.objects.create(
        user=user, role=user.role if user else "system", operation=operation, what=what, purpose=purpose,
        recipient=recipient, request_id=request_id,
    )  # fmt: skip
    AuditSubject.objects.bulk_create(AuditSubject(event=event, person_id=pk) for pk in sorted(set(people)))
    return event
