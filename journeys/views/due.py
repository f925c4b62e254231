"""The list of due work."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.accounts.requests import SignedInRequest

from ..due import pages


@require_safe
def due_list(request: SignedInRequest) -> HttpResponse:
    """Every clock that falls to this user or their teams; the address narrows it."""
    return render(request, "journeys/due_list.html", pages.listing(request))
