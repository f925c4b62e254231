"""What was typed when the session had ended, or the second factor was asked again, kept until the same user has signed
in again, or shown it, in the same browser.

The text waits in the new session of the browser for at most an hour, and is shown only to whom it belongs: a signed
cookie remembers who was signed in here last, and signing out takes it away. Passwords and codes are never kept.
(interface: Rules 4; decision 0035)
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render, resolve_url

from foundation.design import typed

_KEPT = "kept_text"
_COOKIE = "__Host-last" if settings.PRODUCTION else "last"
KEPT_FOR = 60 * 60  # seconds
REMEMBERED = 24 * 60 * 60  # seconds; longer than any session, so that its end is always met
MOST = 100_000  # characters of one form
_LEAVE = "leave"  # in the query: the text is not wanted any more


class KeptTextMiddleware:
    """Keeps a form that met an ended session; after signing in shows it again, to be sent with one press."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and _KEPT in request.session and (answer := self.again(request)):
            return answer
        response = self.get_response(request)
        if request.user.is_authenticated:
            remember(request, response)
        elif _names(request) == "account_logout":
            response.delete_cookie(_COOKIE)
        elif self.was_sent_to_sign_in(request, response):
            keep(request)
        return response

    def was_sent_to_sign_in(self, request: HttpRequest, response: HttpResponse) -> bool:
        """A form of somebody who had been signed in here was not done, but answered by the way to sign in."""
        page = "text/html" in request.headers.get("Accept", "text/html")
        to = response.headers.get("Location", "").partition("?")[0]
        return request.method == "POST" and page and to == resolve_url(settings.LOGIN_URL)

    def again(self, request: HttpRequest) -> HttpResponse | None:
        """The page that offers to send the form again, at its own address; None when there is nothing to offer."""
        kept = request.session[_KEPT]
        if kept["whose"] != request.user.pk or time.time() - kept["at"] > KEPT_FOR:
            del request.session[_KEPT]
            return None
        if request.path != kept["path"]:
            return None
        if request.method == "POST" or _LEAVE in request.GET:
            del request.session[_KEPT]
            return redirect("home") if request.method != "POST" else None
        sent = QueryDict(kept["sent"])
        context = {"address": kept["address"], "sent": _pairs(sent), "typed": typed.words_sent(sent)}
        return render(request, "accounts/kept.html", context)


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Let the browser say, later and signed, who was signed in here last."""
    if _who(request) != request.user.pk:
        response.set_cookie(
            _COOKIE, signing.dumps(request.user.pk, salt=_KEPT), max_age=REMEMBERED,
            secure=settings.PRODUCTION, httponly=True, samesite="Lax",
        )  # fmt: skip


def keep(request: HttpRequest) -> None:
    """Put what was sent into the browser's session, if it is known whose it is and not too long."""
    whose = request.user.pk if request.user.is_authenticated else _who(request)
    sent = _without_secrets(request.POST)
    if whose is None or len(sent) > MOST:
        return
    request.session[_KEPT] = {
        "whose": whose,
        "at": time.time(),
        "path": request.path,
        "address": request.get_full_path(),
        "sent": sent,
    }


def _who(request: HttpRequest) -> Any:
    """The user who was signed in last in this browser; None when that is not known or was tampered with."""
    try:
        return signing.loads(request.COOKIES.get(_COOKIE, ""), salt=_KEPT, max_age=REMEMBERED)
    except signing.BadSignature:
        return None


def _without_secrets(sent: QueryDict) -> str:
    kept = QueryDict(mutable=True)
    for name, values in sent.lists():
        if not typed.is_secret(name):
            kept.setlist(name, values)
    return kept.urlencode()


def _pairs(sent: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in sent.lists() for value in values]


def _names(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
