"""Records that may be of one person: the data stewards' queue, and what they make of each pair."""

import uuid as uuids
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.audit.models import Operation
from foundation.lifecycle.transitions import NotReady, Refused

from .. import actions
from ..forms.merging import MergeForm, TellApartForm, UnmergeForm
from ..merging import comparing
from ..models import DuplicatePair
from ..states import PairState
from ..tables.pairs import JudgedPairTable, PairTable
from .writing import typed, written


@requires(Permission.MERGE_PEOPLE)
@require_safe
def duplicate_list(request: SignedInRequest) -> HttpResponse:
    """Pairs to judge, the most alike first; with `?judged=yes` those that were, the latest first."""
    judged = request.GET.get("judged") == "yes"
    pairs = comparing.pairs_for(request.user, judged=judged)
    table = (JudgedPairTable if judged else PairTable)(pairs).for_request(request)
    rows = [row.record for row in table.page.object_list]
    trail.shown(request, [person for pair in rows for person in (pair.first, pair.second)])
    url = reverse("duplicate_list")
    tabs = [
        {"label": "To judge", "url": url, "current": not judged},
        {"label": "Judged", "url": f"{url}?judged=yes", "current": judged},
    ]
    return render(request, "people/duplicate_list.html", {"table": table, "tabs": tabs})


@requires(Permission.MERGE_PEOPLE)
@require_safe
def duplicate_detail(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Both records side by side, with every difference marked, and what can be done about them."""
    pair = _pair(request, uuid)
    context = {
        "pair": pair,
        "lines": comparing.lines_of(pair),
        "merge": comparing.merge_of(pair),
        "acts": _acts(pair),
    }
    return render(request, "people/duplicate_detail.html", context)


@requires(Permission.MERGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def duplicate_merge(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Which record is kept, and why. Whatever stands against it is said at once."""
    pair = _pair(request, uuid)
    form = MergeForm(typed(request), pair=pair)

    def write() -> None:
        kept, merged = form.kept_and_merged
        actions.merge(kept, merged, by=request.user, reason=form.cleaned_data["reason"])

    return _judged(request, pair, form, write, "duplicate_merge", "The two records are one now.")


@requires(Permission.MERGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def duplicate_tell_apart(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Two people: the pair is not offered again."""
    pair = _pair(request, uuid)
    form = TellApartForm(typed(request))

    def write() -> None:
        actions.tell_apart(pair, by=request.user, reason=form.cleaned_data["reason"])

    done = "The two are remembered as two people, and are not offered again."
    return _judged(request, pair, form, write, "duplicate_tell_apart", done)


@requires(Permission.MERGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def duplicate_unmerge(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Take the merge of a pair back; every row is again what it was."""
    pair = _pair(request, uuid)
    merge = comparing.merge_of(pair)
    form = UnmergeForm(typed(request))

    def write() -> None:
        if merge is None:
            raise Refused("These two records are not merged, so there is no merge to take back.")
        actions.unmerge(merge, by=request.user, reason=form.cleaned_data["reason"])

    done = "The merge is taken back: these are two records again."
    return _judged(request, pair, form, write, "duplicate_unmerge", done, merge=merge)


def _judged(
    request: SignedInRequest,
    pair: DuplicatePair,
    form: Any,
    write: Callable[[], None],
    template: str,
    done: str,
    **more: Any,
) -> HttpResponse:
    """Write the judgement and go back to the pair; else the form, with what stands against it."""
    missing: list[str] = []
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            if written(form, write):
                trail.shown(request, [pair.first, pair.second], operation=Operation.COMBINATION)
                messages.success(request, done)
                return redirect("duplicate_detail", pair.uuid)
        except NotReady as refusal:
            status, missing = 409, refusal.missing
            form.add_error(None, "This cannot be done yet. What stands against it is listed below.")
        except Refused as refusal:
            status = 409
            form.add_error(None, str(refusal))
    context = {"pair": pair, "form": form, "missing": missing, **more}
    return render(request, f"people/{template}.html", context, status=status)


def _pair(request: SignedInRequest, uuid: uuids.UUID) -> DuplicatePair:
    """Raises Http404 for a pair that the user may not see whole."""
    pair = comparing.pair_seen_by(request.user, uuid)
    trail.shown(request, [pair.first, pair.second])
    return pair


def _acts(pair: DuplicatePair) -> list[dict[str, Any]]:
    """What the steward can do about the pair as it stands."""
    return {
        PairState.OPEN: [
            {"label": "Merge the two records", "url": reverse("duplicate_merge", args=[pair.uuid]), "get": True,
             "needs": "One is kept and takes over everything of the other. It can be taken back."},
            {"label": "They are two people", "url": reverse("duplicate_tell_apart", args=[pair.uuid]), "get": True,
             "needs": "The pair is remembered and not offered again."},
        ],
        PairState.MERGED: [
            {"label": "Take the merge back", "url": reverse("duplicate_unmerge", args=[pair.uuid]), "get": True,
             "outlined": True, "needs": "Each record has its own again."},
        ],
    }.get(PairState(pair.state), [])  # fmt: skip
