"""Home, notices and health."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from foundation.lifecycle import triggers

from . import actions, panels, welcome
from .requests import SignedInRequest
from .roles import Permission

SHOWN_AT_HOME = 5


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """What is due, what changed and where to go, made of the panels each app registers."""
    main, side = panels.for_request(request)
    notices = request.user.notices.all()[:SHOWN_AT_HOME]
    about = {
        "main": main,
        "side": side,
        "notices": notices,
        "welcome": welcome.words_for(request.user.role),
        "reads_machines": request.user.may(Permission.READ_MACHINES),
    }
    return render(request, "accounts/home.html", about)


@require_safe
def notice_list(request: SignedInRequest) -> HttpResponse:
    return render(request, "accounts/notice_list.html", {"notices": request.user.notices.all()[:100]})


@require_POST
def notice_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark the notice read and go where it leads. A POST, since a GET changes nothing (trust: 20)."""
    notice = get_object_or_404(request.user.notices, pk=pk)
    actions.read_notice(notice)
    return redirect(notice.url)


@login_not_required
@require_safe
def health_live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"live": True})


@login_not_required
@require_safe
def health_ready(request: HttpRequest) -> JsonResponse:
    """The database answers and every rule is in force; else 503."""
    connection.ensure_connection()
    ready = not triggers.missing()
    return JsonResponse({"ready": ready}, status=200 if ready else 503)
