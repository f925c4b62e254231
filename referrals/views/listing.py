"""The list of referrals: read, taken away as a file, and given to somebody in bulk."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.access import requires
from foundation.accounts.limits import TAKING_AWAY, limited
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.accounts.step_up import second_factor_again
from foundation.audit import trail
from foundation.audit.models import Operation
from foundation.design import spreadsheets

from .. import bulk, exporting, listing, scope


@require_safe
@requires(Permission.VIEW_REFERRAL)
def referral_list(request: SignedInRequest) -> HttpResponse:
    """The referrer's or the hub's list: tabs with counts, a filter in the URL, pages that are not counted."""
    context = listing.page(request)
    trail.shown(request, context["table"].people_shown, purpose="referral list")
    return render(request, "referrals/list.html", context)


@require_safe
@requires(Permission.VIEW_REFERRAL)
@second_factor_again
@limited(TAKING_AWAY, methods=("GET",))
def referral_list_download(request: SignedInRequest) -> StreamingHttpResponse:
    """The tab as it is filtered, all its pages, as CSV; the trail names everybody in it."""
    taken = exporting.Taken(listing.rows(request))
    trail.shown(request, taken.people, purpose="referral list as a file", operation=Operation.DISCLOSURE)
    lines = spreadsheets.lines(exporting.COLUMNS, taken.rows())
    response = StreamingHttpResponse(lines, content_type=spreadsheets.CONTENT_TYPE)
    name = f"referrals-{timezone.localdate().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@requires(Permission.MANAGE_REFERRAL, Permission.WRITE_REFERRAL)
def referral_give(request: SignedInRequest) -> HttpResponse:
    """Give the ticked referrals to somebody, and say of each what was done or why it was not."""
    form = listing.give_form(request.user, request.POST)
    if form is None:
        raise PermissionDenied
    chosen = scope.chosen_for_bulk(request.user, _ticked(request))
    trail.shown(request, chosen, purpose="referrals given to somebody")
    if not chosen:
        messages.error(request, "Nothing is changed: tick at least one referral.")
    elif not form.is_valid():
        messages.error(request, "Nothing is changed: choose who gets the ticked referrals.")
    else:
        done = bulk.give(chosen, form.chosen, by=request.user)
        for level, words in done.in_words():
            messages.add_message(request, level, words)
    return redirect(listing.way_back(request))


def _ticked(request: SignedInRequest) -> list[UUID]:
    found = []
    for text in request.POST.getlist("tick"):
        try:
            found.append(UUID(text))
        except ValueError:  # not one of the boxes of the page
            continue
    return found
