"""Quarterly returns: the lists, one of them, writing it, and what officers decide."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.lifecycle.answering import answer_form, form_page, typed
from foundation.lifecycle.meanwhile import ChangedMeanwhile
from foundation.lifecycle.transitions import Refused, check
from outcomes.pages.words import say_period

from ..models import Return
from . import actions, opening, overview, pages, quarters, scope
from .forms import LineForm, QuarterFilter, SendBackForm, WithdrawForm, WordsForm
from .tables import OverviewTable, ReturnTable

READS = (Permission.WRITE_RETURN, Permission.DECIDE_RETURN)


@requires(*READS)
@require_safe
def return_list(request: SignedInRequest) -> HttpResponse:
    """A partner's own returns; for officers every partner of a quarter."""
    if not request.user.may(Permission.DECIDE_RETURN):
        table = ReturnTable(scope.returns_open_to(request.user)).for_request(request)
        return render(request, "partnership/returns/list.html", {"table": table})
    filter_form = QuarterFilter(request.GET, quarters=scope.quarters_open_to(request.user))
    quarter = quarters.quarter_asked(filter_form.chosen, timezone.localdate())
    partners = scope.partners_kept_by(request.user, quarter)
    standings, earlier = overview.of_quarter(request.user, quarter, partners)
    context = {
        "table": OverviewTable(standings).for_request(request),
        "filter_form": filter_form,
        "quarter": say_period(quarter),
        "tally": overview.tally(standings),
        "earlier": earlier,
    }
    return render(request, "partnership/returns/overview.html", context)


@requires(*READS)
@require_safe
def return_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What the partner says of each measure beside what the figures say, and what is still missing."""
    quarterly = scope.return_open_to(request.user, uuid)
    context = {"quarterly": quarterly, "shown": pages.ReturnShown(quarterly, request.user)}
    return render(request, "partnership/returns/detail.html", context)


@requires(Permission.WRITE_RETURN)
@require_http_methods(["GET", "HEAD", "POST"])
def return_line(request: SignedInRequest, uuid: UUID, measure: UUID) -> HttpResponse:
    """Rate one measure and say what lies behind it. Of two who write at once the second reads what the first wrote."""
    line, status = scope.line_open_to(request.user, uuid, measure), 200
    form = LineForm(request.POST or None, line=line)
    if refusal := _written_no_more(request, line.of):
        return refusal
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_line(line, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as changed:
            form.read_anew(changed.fact)
            form.add_error(None, str(changed))
            line, status = changed.fact, 409
        else:
            messages.success(request, f"What you say of “{pages.line_shown(line).measure}” is saved.")
            return redirect("return_detail", uuid)
    context = {
        "form": form,
        "quarterly": line.of,
        "shown": pages.line_shown(line),
        "now": pages.line_as_it_stands(line) if status == 409 else [],
        "crumbs": pages.crumbs(line.of),
    }
    return render(request, "partnership/returns/line.html", context, status=status)


@requires(Permission.WRITE_RETURN)
@require_http_methods(["GET", "HEAD", "POST"])
def return_words(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Say something of the quarter as a whole."""
    quarterly, status = scope.return_open_to(request.user, uuid), 200
    form = WordsForm(request.POST or None, quarterly=quarterly)
    if refusal := _written_no_more(request, quarterly):
        return refusal
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_words(quarterly, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as changed:
            form.read_anew(changed.fact)
            form.add_error(None, str(changed))
            quarterly, status = changed.fact, 409
        else:
            messages.success(request, "What you say of the quarter is saved.")
            return redirect("return_detail", uuid)
    now = [("Of the quarter", quarterly.words)] if status == 409 else []
    context = {"form": form, "quarterly": quarterly, "now": now, "crumbs": pages.crumbs(quarterly)}
    return render(request, "partnership/returns/words.html", context, status=status)


@requires(Permission.WRITE_RETURN)
@require_POST
def return_submit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Hand the return in. Sent twice, it is submitted once."""
    quarterly = scope.return_open_to(request.user, uuid)
    if quarterly.state == "submitted" and quarterly.submitted_by == request.user:
        return redirect("return_detail", uuid)
    try:
        actions.submit(quarterly, by=request.user)
    except Refused as refusal:
        return _not_now(request, quarterly, refusal)
    messages.success(request, "The return is submitted. The officers of the partnership are told.")
    return redirect("return_detail", uuid)


@requires(Permission.DECIDE_RETURN)
@require_POST
def return_accept(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Let it stand as the partner's word of the quarter. Sent twice, it is accepted once."""
    quarterly = scope.return_open_to(request.user, uuid)
    if quarterly.state == "accepted" and quarterly.decided_by == request.user:
        return redirect("return_detail", uuid)
    try:
        actions.accept(quarterly, by=request.user)
    except Refused as refusal:
        return _not_now(request, quarterly, refusal)
    messages.success(request, "The return is accepted. The partner is told.")
    return redirect("return_detail", uuid)


@requires(Permission.DECIDE_RETURN)
@require_http_methods(["GET", "HEAD", "POST"])
def return_send_back(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Give it back to the partner with the reason. Sent twice, it is sent back once."""
    quarterly, form = scope.return_open_to(request.user, uuid), SendBackForm(request.POST or None)
    if request.method == "POST" and quarterly.state == "returned" and quarterly.decided_by == request.user:
        return redirect("return_detail", uuid)
    try:
        check(quarterly, "send_back", by=request.user)
        if request.method == "POST" and form.is_valid():
            actions.send_back(quarterly, by=request.user, because=form.cleaned_data["because"])
            messages.success(request, "The return is sent back. The partner reads your reason.")
            return redirect("return_detail", uuid)
    except Refused as refusal:
        return _not_now(request, quarterly, refusal)
    context = {"form": form, "quarterly": quarterly, "crumbs": pages.crumbs(quarterly)}
    return render(request, "partnership/returns/send_back.html", context)


@requires(Permission.DECIDE_RETURN)
@form_page
def return_withdraw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take away a return that the partner does not owe."""
    quarterly, form = scope.return_open_to(request.user, uuid), WithdrawForm(typed(request))
    check(quarterly, "withdraw", by=request.user)
    return answer_form(
        request,
        "partnership/returns/withdraw.html",
        form,
        lambda: actions.withdraw(quarterly, by=request.user, **form.cleaned_data),
        done="The return is withdrawn. The partner is told.",
        to=lambda: opening.page_of(quarterly),
        quarterly=quarterly,
        crumbs=pages.crumbs(quarterly),
    )


def _written_no_more(request: SignedInRequest, quarterly: Return) -> HttpResponse | None:
    """What answers a writer of a return that is submitted; None while it may be written."""
    try:
        actions.ask_whether_open(quarterly, by=request.user)
    except Refused as refusal:
        return _not_now(request, quarterly, refusal)
    return None


def _not_now(request: SignedInRequest, quarterly: Return, refusal: Refused) -> HttpResponse:
    """Why not, with the way to the return as it stands now."""
    context = {"refusal": refusal, "back_url": opening.page_of(quarterly)}
    return render(request, "409.html", context, status=409)
