"""What is asked of everyone who is signed in: still enabled, not signed in too long, second factor where required."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

SIGNED_IN_AT = "signed_in_at"
OPEN_WITHOUT_SECOND_FACTOR = ("/accounts/", "/static/")


class SignedInMiddleware:
    """Ends a session after its absolute age; keeps pages out of shared caches; asks for a second factor.

    A disabled account is anonymous at its next request already: the sign-in backend refuses it (trust: 6).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            signed_in_at = request.session.setdefault(SIGNED_IN_AT, time.time())
            if time.time() - signed_in_at > settings.SESSION_ABSOLUTE_AGE:
                logout(request)
                messages.info(request, "You were signed in for 10 hours. Sign in again to go on.")
                return redirect_to_login(request.get_full_path())
            if self.lacks_second_factor(request):
                return redirect("mfa_activate_totp")
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    def lacks_second_factor(self, request: HttpRequest) -> bool:
        return (
            settings.SECOND_FACTOR_REQUIRED
            and not request.path.startswith(OPEN_WITHOUT_SECOND_FACTOR)
            and not is_mfa_enabled(request.user)
        )
