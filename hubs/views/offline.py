"""What a browser keeps to stand in for a register while there is no connection. Nobody is named in it."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

_always_asked = cache_control(no_cache=True)


@login_not_required
@require_safe
@_always_asked
def register_offline(request: HttpRequest) -> HttpResponse:
    """How many marks wait, each by the number of its row; the browser fills that in."""
    return render(request, "hubs/register_offline.html")


@login_not_required
@require_safe
@_always_asked
def register_worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It works for the addresses beside its own, so it is served here and not with other scripts.

    Another version of the product is another worker, which keeps the page anew.
    """
    script = Path(str(finders.find("design/built/register-worker.js"))).read_text(encoding="utf-8")
    return HttpResponse(f"{script}// {settings.CODE_VERSION}\n", content_type="text/javascript")
