"""One audit event per request that showed people, changed something, or was refused."""

from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from . import trail
from .models import Operation

READS = {"GET", "HEAD", "OPTIONS"}
TURNED_AWAY = {403, 409, 429}


class AuditMiddleware:
    """Writes before the answer leaves; an error here replaces the page by the error page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and (operation := self.operation(request, response)):
            told = trail.of(request)
            trail.write(
                user=request.user,
                operation=operation,
                what=self.what(request),
                people=told.people,
                purpose=trail.purpose_of(request.user, told),
                recipient=told.recipient,
                request_id=structlog.contextvars.get_contextvars().get("request_id", ""),
            )
        return response

    def operation(self, request: HttpRequest, response: HttpResponse) -> Operation | None:
        told = trail.of(request)
        if response.status_code in TURNED_AWAY:
            return Operation.REFUSAL
        if request.method not in READS and told.due and told.operation == Operation.CONSULTATION:
            return Operation.ALTERATION
        return told.operation if told.due else None

    def what(self, request: HttpRequest) -> str:
        """The name of the address, never the address itself."""
        match = request.resolver_match
        return f"{request.method} {match.view_name if match else 'unknown'}"[:80]
