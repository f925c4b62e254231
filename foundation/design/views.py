"""What is shown when a page cannot be: plain words, a reference, and whatever had been typed."""

import uuid
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

log = structlog.get_logger(__name__)


def reference() -> str:
    """A number to quote: the request's id in the log, else a new one."""
    known = structlog.contextvars.get_contextvars().get("request_id")
    return str(known or uuid.uuid4())[:8].upper()


def _answer(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    return render(request, f"{status}.html", context, status=status)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 400)


@requires_csrf_token
def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The exception's own words say who can do it."""
    return _answer(request, 403, reason=str(exception or ""))


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page for what is not there and for what is out of scope: neither is given away."""
    return _answer(request, 404)


@requires_csrf_token
def went_wrong(request: HttpRequest) -> HttpResponse:
    number = reference()
    log.error("page_failed", reference=number)
    try:
        return _answer(request, 500, reference=number)
    except Exception:  # what failed may be what the header asks for: the database, the session
        return HttpResponse(render_to_string("500.html", {"reference": number}), status=500)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Mostly a page that stayed open past the sign-in; what was typed is shown to be copied."""
    return render(request, "403_csrf.html", status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """Too many tries at signing in."""
    return _answer(request, 429, minutes=None)
