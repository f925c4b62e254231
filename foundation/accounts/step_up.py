"""The second factor again, for what is asked twice: break-glass, exports, erasure, change of role (trust: 6)."""

import time
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from .kept import keep

FRESH_FOR = 5 * 60  # seconds


def second_factor_again(view: Callable) -> Callable:
    """Let a view run only within five minutes of the second factor; otherwise ask for it, then come back.

    What was sent in a form is kept meanwhile, and offered to be sent again (`kept`).
    A user without one passes where the product does not ask for one at all: in the demo, never in production.
    """

    @wraps(view)
    def asked_again(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if _is_fresh(request):
            return view(request, *args, **kwargs)
        if request.method == "POST":
            keep(request)
        asked_for = request.path if request.method == "POST" else request.get_full_path()
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': asked_for})}")

    asked_again.asks_second_factor_again = True  # type: ignore[attr-defined]
    return asked_again


def _is_fresh(request: HttpRequest) -> bool:
    if not (settings.SECOND_FACTOR_REQUIRED or is_mfa_enabled(request.user)):
        return True
    records = get_authentication_records(request, request.user)
    given = [record["at"] for record in records if record.get("method") == "mfa"]
    return bool(given) and time.time() - max(given) < FRESH_FOR
