"""What is shown when a page cannot be: plain words, a reference, and whatever had been typed."""

import uuid
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

log = structlog.get_logger(__name__)

_NEVER_SHOWN = ("csrfmiddlewaretoken", "password", "code", "secret", "token")
_LONGEST = 5000


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """(field, text) of what was sent, so that nobody types it twice; passwords and tokens are left out."""
    try:
        sent = [(name, "\n".join(request.POST.getlist(name))) for name in request.POST]
    except Exception:  # an upload cut off in the middle cannot be read a second time
        return []
    return [
        (name.replace("_", " ").replace("-", " ").capitalize(), text[:_LONGEST])
        for name, text in sent
        if text.strip() and not any(word in name.lower() for word in _NEVER_SHOWN)
    ]


def reference() -> str:
    """A number to quote: the request's id in the log, else a new one."""
    known = structlog.contextvars.get_contextvars().get("request_id")
    return str(known or uuid.uuid4())[:8].upper()


def _answer(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    return render(request, f"{status}.html", {"typed": typed(request), **context}, status=status)


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
    return _answer(request, 500, reference=number)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Mostly a page that stayed open past the sign-in; what was typed is shown to be copied."""
    return render(request, "403_csrf.html", {"typed": typed(request)}, status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """Too many tries at signing in."""
    return render(request, "429.html", status=429)
