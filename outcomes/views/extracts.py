"""The participant file for the Justice Data Lab: what was taken, and taking one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.limits import TAKING_AWAY, limited
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.accounts.step_up import second_factor_again
from foundation.audit import trail
from foundation.audit.models import Operation
from foundation.lifecycle.transitions import Refused
from outcomes import scope
from outcomes.extracts.actions import Taken, take_extract, too_few
from outcomes.extracts.cohorts import Cohort, starts_of
from outcomes.extracts.files import CONTENT_TYPE, lacking_identifiers
from outcomes.extracts.forms import CohortForm, TakeForm
from outcomes.extracts.precision import LEAST_SUBMITTED, Eligibility, examples, say_points
from outcomes.extracts.tables import ExtractTable

NOTHING_TAKEN = (
    "No extract was taken yet. Once somebody takes one, it stands here with who took it, for whom and why."
)
CHOOSE = "No extract was taken yet. Choose a place and a time to see whether one can be."


@requires(Permission.TAKE_EXTRACT, Permission.READ_AUDIT)
@require_safe
def extract_list(request: SignedInRequest) -> HttpResponse:
    """Which were made; nobody in them is named."""
    may_take = request.user.may(Permission.TAKE_EXTRACT)
    empty = CHOOSE if may_take else NOTHING_TAKEN
    table = ExtractTable(scope.extracts_open_to(request.user), empty_text=empty).for_request(request)
    return render(request, "outcomes/extracts/list.html", {"table": table, "may_take": may_take})


@requires(Permission.TAKE_EXTRACT)
@require_http_methods(["GET", "POST"])
@second_factor_again
@limited(TAKING_AWAY)
def extract_create(request: SignedInRequest) -> HttpResponse:
    """Choose whom it is about; see how many they are and what they would say; then say why, and take the file."""
    chosen = CohortForm(request.GET or None, user=request.user)
    if not chosen.is_valid():
        status = 400 if request.method == "POST" else 200
        return render(request, "outcomes/extracts/choose.html", {"form": chosen}, status=status)
    cohort, form, status = chosen.cohort, TakeForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                taken = take_extract(cohort, by=request.user, **form.cleaned_data)
            except Refused:  # the page says why: the count is the same
                status = 409
            else:
                return _file(request, taken)
    return render(
        request, "outcomes/extracts/check.html", _check(request, cohort) | {"form": form}, status=status
    )


def _check(request: SignedInRequest, cohort: Cohort) -> dict[str, object]:
    """How many would be in it, and how precise the answer could be."""
    starts = starts_of(request.user, cohort)
    eligible = Eligibility(len(starts))
    return {
        "cohort": cohort,
        "eligible": eligible,
        "lacking": lacking_identifiers(starts),
        "half_width": say_points(eligible.half_width) if eligible.half_width else "",
        "refusal": "" if eligible.is_enough else too_few(eligible.people),
        "least": LEAST_SUBMITTED,
        "examples": examples(),
    }


def _file(request: SignedInRequest, taken: Taken) -> HttpResponse:
    """The file, and one disclosure of everybody in it."""
    extract = taken.extract
    trail.shown(
        request, taken.starts, operation=Operation.DISCLOSURE, recipient=extract.recipient,
        purpose=f"Justice Data Lab extract {extract.uuid}",
    )  # fmt: skip
    response = HttpResponse(taken.content, content_type=CONTENT_TYPE)
    name = f"justice-data-lab-{extract.first_on}-{extract.last_on}"
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
