"""Home, notices, mails that could not be sent, and health."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.lifecycle import triggers

from . import actions, panels, scope, welcome
from .access import requires
from .forms import HowTold
from .requests import SignedInRequest
from .roles import Permission
from .tables import TroubledMailTable

SHOWN_AT_HOME = 5


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """What is due, what changed and where to go, made of the panels each app registers."""
    main, side = panels.for_request(request)
    notices = scope.newest_notices(request.user, limit=SHOWN_AT_HOME)
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
    """What was told to this user: what is new, or with `?show=all` everything."""
    everything = request.GET.get("show") == "all"
    path = reverse("notice_list")
    context = {
        "page": scope.notices_of(request.user, unread=not everything, page=request.GET.get("page", 1)),
        "everything": everything,
        "new": request.user.new_notices,
        "failure": scope.failure_told_to(request.user),
        "tabs": [
            {"label": "New", "url": path, "count": request.user.new_notices, "current": not everything},
            {"label": "All", "url": f"{path}?show=all", "current": everything},
        ],
    }
    return render(request, "accounts/notice_list.html", context)


@require_safe
def notice_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One notice, to which a mail leads; going on from here marks it read."""
    notice = get_object_or_404(request.user.notices, pk=pk)
    return render(request, "accounts/notice_detail.html", {"notice": notice})


@require_POST
def notice_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark the notice read and go where it leads. A POST, since a GET changes nothing (trust: 20)."""
    notice = get_object_or_404(request.user.notices, pk=pk)
    actions.read_notice(notice)
    return redirect(notice.url)


@require_POST
def notice_read_all(request: SignedInRequest) -> HttpResponse:
    """Mark everything read that is new."""
    count = actions.read_all_notices(by=request.user)
    messages.success(request, f"{count} {'notice' if count == 1 else 'notices'} marked as read.")
    return redirect("notice_list")


@require_http_methods(["GET", "HEAD", "POST"])
def notice_settings(request: SignedInRequest) -> HttpResponse:
    """How this user is told by mail, and of what each time, once a day or not at all."""
    form = HowTold(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.choose_how_told(by=request.user, **form.answers())
        messages.success(request, "Your choice is saved. It holds for everything told from now on.")
        return redirect("notice_list")
    return render(request, "accounts/notice_settings.html", {"form": form})


@require_safe
@requires(Permission.MANAGE_USERS)
def mail_list(request: SignedInRequest) -> HttpResponse:
    """The mails that the relay would not take; whom they are for and why, never what they say."""
    table = TroubledMailTable(scope.troubled_mails()).for_request(request)
    return render(request, "accounts/mail_list.html", {"table": table})


@require_POST
@requires(Permission.MANAGE_USERS)
def mail_send_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Try one mail now, and say what came of it."""
    mail = scope.troubled_mail(pk)
    if actions.send_one_again(mail, by=request.user):
        messages.success(request, f"The mail to {mail.whom} was sent.")
    else:
        messages.error(request, f"The mail to {mail.whom} has not gone out. It will be tried again.")
    return redirect("mail_list")


@require_POST
@requires(Permission.MANAGE_USERS)
def mail_send_all_again(request: SignedInRequest) -> HttpResponse:
    """Put all of them back to be sent by the next run."""
    count = actions.send_again(scope.troubled_mails(), by=request.user)
    mails = "1 mail goes" if count == 1 else f"{count} mails go"
    messages.success(request, f"{mails} out again with the next run, within five minutes.")
    return redirect("mail_list")


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
