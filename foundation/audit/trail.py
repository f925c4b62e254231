"""Writing the audit trail.

A view that shows people calls `shown(request, people)`; the middleware writes one event for the request before the
page leaves. If the event cannot be written the page is not shown. (trust: 8)
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from .models import AuditEvent, AuditSubject, Operation


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
