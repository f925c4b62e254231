"""Opening a record by break-glass, and reviewing that somebody did."""

import uuid as uuids

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.limits import ASKING_BY_CRN, limited
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.accounts.step_up import second_factor_again
from foundation.audit import trail
from foundation.lifecycle.transitions import LostRace

from .. import actions
from ..forms.holding import BreakGlassForm, ReviewForm
from ..seeing import breaking_glass
from ..tables.queues import BreakGlassTable
from .writing import typed, written

# One answer, whoever exists.
OPENED = "If there is such a record, it is open to you for 60 minutes under “Records opened by break-glass”."


@requires(Permission.BREAK_GLASS)
@require_http_methods(["GET", "POST"])
@limited(ASKING_BY_CRN)
@second_factor_again
def break_glass(request: SignedInRequest) -> HttpResponse:
    """Open a record by its exact CRN, with a reason; below, what is open now."""
    form, seen = BreakGlassForm(typed(request)), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if seen := breaking_glass.sees_already(request.user, given["crn"]):
            form.add_error("crn", "You can see this person already. Open the record from your list.")
        elif written(form, lambda: actions.break_glass(by=request.user, **given)):
            trail.shown(request, [], purpose="break-glass asked for")
            messages.info(request, OPENED)
            return redirect("break_glass")
    opened = breaking_glass.opened_now_by(request.user)
    trail.shown(request, [*opened, *([seen] if seen else [])])
    return render(request, "people/break_glass.html", {"form": form, "opened": opened})


@requires(Permission.REVIEW_BREAK_GLASS)
@require_safe
def break_glass_review_list(request: SignedInRequest) -> HttpResponse:
    """Records that others opened: those to review, or those reviewed."""
    is_done = request.GET.get("show") == "reviewed"
    rows = breaking_glass.break_glass_reviewed_by(request.user)
    table = BreakGlassTable(rows.reviewed() if is_done else rows.awaiting_review()).for_request(request)
    trail.shown(request, [row.record for row in table.page.object_list if row.record.person_id])
    return render(
        request, "people/break_glass_review_list.html", {"table": table, "tabs": breaking_glass.tabs(is_done)}
    )


@requires(Permission.REVIEW_BREAK_GLASS)
@require_http_methods(["GET", "POST"])
def break_glass_review(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Who opened what, why, and what they then read; and whether it was justified."""
    opened = breaking_glass.break_glass_to_review(request.user, uuid)
    trail.shown(
        request, [opened] if opened.person_id else [], purpose="review of a record opened by break-glass"
    )
    form, status = ReviewForm(typed(request)), 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if written(form, lambda: actions.review_break_glass(opened, by=request.user, **given)):
                messages.success(request, "Your review is recorded.")
                return redirect("break_glass_review_list")
        except LostRace as lost:
            form.add_error(None, str(lost))
            status = 409
    context = {"opened": opened, "pages": breaking_glass.pages_seen_under(opened), "form": form}
    return render(request, "people/break_glass_review.html", context, status=status)
