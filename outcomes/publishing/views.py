"""Published reports: the list, one of them, and what a commissioner does with it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.access import requires
from foundation.accounts.limits import TAKING_REPORTS, limited
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.audit.models import Operation
from foundation.lifecycle.transitions import Refused, can, check
from outcomes import access
from outcomes.addresses import place_slug
from outcomes.freezing import CannotThaw
from outcomes.models import Snapshot
from outcomes.pages.words import say_period
from outcomes.periods import Period
from outcomes.places import Kind
from outcomes.views.asked import place_of

from . import actions, pages, scope, verdicts
from .forms import AskForm, WithdrawForm
from .months import days_to_publish
from .tables import NONE_FITS, SnapshotFilter, SnapshotTable, SuppressionFilter, SuppressionTable

READS = (Permission.READ_OUTCOMES, Permission.READ_INTERNAL_OUTCOMES)
LOOK_AGAIN = "5"  # seconds until a browser asks how far a draft is


@requires(*READS)
@require_safe
def snapshot_list(request: SignedInRequest) -> HttpResponse:
    """What was ever published, the latest first; for who publishes, with their drafts."""
    filter_form = SnapshotFilter(request.GET)
    found = scope.snapshots_open_to(request.user).fitting(**filter_form.wanted).latest_first()
    empty = NONE_FITS if filter_form.wanted else None
    table = SnapshotTable(found, empty_text=empty).for_request(request)
    return render(
        request, "outcomes/snapshots/list.html",
        {"table": table, "filter_form": filter_form, "reads_log": request.user.may(Permission.READ_SUPPRESSIONS)},
    )  # fmt: skip


@requires(*READS)
@require_safe
def snapshot_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A report as it was published; of a draft how far it is, and of what was taken back why."""
    snapshot = scope.snapshot_open_to(request.user, uuid)
    if snapshot.is_working:
        context = pages.about(snapshot) | {"steps": pages.steps(snapshot)}
        response = render(request, "outcomes/snapshots/working.html", context)
        response["Refresh"] = LOOK_AGAIN
        return response
    if not access.reads_snapshot(request.user, snapshot):
        return render(request, "outcomes/snapshots/not_shown.html", pages.about(snapshot))
    can_do = {verb: can(request.user, verb, snapshot) for verb in ("publish", "correct", "withdraw")}
    try:
        context = pages.as_report(snapshot) | {"can_do": can_do}
    except CannotThaw:
        return render(request, "outcomes/snapshots/not_shown.html", pages.about(snapshot) | {"too_old": True})
    return render(request, "outcomes/snapshots/detail.html", context)


@requires(*READS)
@require_safe
def snapshot_figure(request: SignedInRequest, uuid: UUID, indicator: str) -> HttpResponse:
    """One figure of a published report opened, from what was kept with it: its sum, control, dates and definition."""
    snapshot = scope.snapshot_open_to(request.user, uuid)
    if not access.reads_snapshot(request.user, snapshot):
        return render(request, "outcomes/snapshots/not_shown.html", pages.about(snapshot))
    try:
        context = pages.as_figure(snapshot, indicator)
    except CannotThaw:
        return render(request, "outcomes/snapshots/not_shown.html", pages.about(snapshot) | {"too_old": True})
    except LookupError as unknown:
        raise Http404(str(unknown)) from unknown
    return render(request, "outcomes/snapshots/figure.html", context)


@requires(*READS)
@require_safe
@limited(TAKING_REPORTS, methods=("GET",))
def snapshot_download(request: SignedInRequest, uuid: UUID, format: str) -> HttpResponse:
    """A file of a snapshot, byte for byte as it was made. Who took it is recorded, as a disclosure of nobody."""
    file = scope.file_of(request.user, uuid, format)
    trail.shown(
        request, [], operation=Operation.DISCLOSURE, recipient=request.user.get_username(),
        purpose=f"{format.upper()} of the published outcome report: {file.snapshot}",
    )  # fmt: skip
    response = HttpResponse(bytes(file.content), content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{_file_name(file.snapshot)}.{format}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _file_name(snapshot: Snapshot) -> str:
    period = snapshot.period.replace("/", "-")
    version = f"version-{snapshot.number}" if snapshot.number else "draft"
    return f"outcomes-{place_slug(snapshot.place)}-{period}-as-at-{snapshot.as_at}-{version}"


@requires(Permission.PUBLISH_OUTCOMES)
@require_http_methods(["GET", "HEAD", "POST"])
def snapshot_ask(request: SignedInRequest, kind: Kind, place: str, period: Period) -> HttpResponse:
    """Ask for the draft of a report, or of a correction of the one that stands."""
    where, days = place_of(request, kind, place), days_to_publish(period, timezone.localdate())
    if not period.has_begun(timezone.localdate()):
        raise Http404("There is no such report.")
    form = AskForm(request.POST or None, days=days)
    if request.method == "POST" and form.is_valid():
        snapshot = actions.begin(where, period, as_at=form.cleaned_data["as_at"], by=request.user)
        return redirect("snapshot_detail", snapshot.uuid)
    context = {
        "form": form, "days": days, "place": where, "period": period, "period_words": say_period(period),
        "standing": scope.standing_of(where, period), "draft": scope.draft_of(where, period), "crumbs": pages.crumbs(),
    }  # fmt: skip
    return render(request, "outcomes/snapshots/ask.html", context)


@requires(Permission.PUBLISH_OUTCOMES)
@require_http_methods(["GET", "HEAD", "POST"])
def snapshot_publish(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What the guard says of a draft; then publish it. Sent twice, it is published once."""
    snapshot = scope.snapshot_open_to(request.user, uuid)
    if request.method == "POST" and snapshot.published_by == request.user:
        return redirect("snapshot_detail", uuid)
    try:
        check(snapshot, "publish", by=request.user)
        if request.method == "POST":
            actions.publish(snapshot, by=request.user)
            messages.success(request, f"Version {snapshot.number} of the report is published.")
            return redirect("snapshot_detail", uuid)
    except Refused as refusal:
        return _not_now(request, snapshot, refusal)
    context = pages.about(snapshot) | {"verdict": verdicts.verdict(snapshot)}
    return render(request, "outcomes/snapshots/publish.html", context)


@requires(Permission.PUBLISH_OUTCOMES)
@require_POST
def snapshot_discard(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Decide against a draft."""
    snapshot = scope.snapshot_open_to(request.user, uuid)
    try:
        actions.discard(snapshot, by=request.user)
    except Refused as refusal:
        return _not_now(request, snapshot, refusal)
    messages.success(request, "The draft is discarded. Nothing of it was published.")
    return redirect("snapshot_list")


@requires(Permission.PUBLISH_OUTCOMES)
@require_http_methods(["GET", "HEAD", "POST"])
def snapshot_withdraw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take a published report back, with the reason. Sent twice, it is withdrawn once."""
    snapshot, form = scope.snapshot_open_to(request.user, uuid), WithdrawForm(request.POST or None)
    if request.method == "POST" and snapshot.withdrawn_by == request.user:
        return redirect("snapshot_detail", uuid)
    try:
        check(snapshot, "withdraw", by=request.user)
        if request.method == "POST" and form.is_valid():
            actions.withdraw(snapshot, by=request.user, because=form.cleaned_data["because"])
            messages.success(request, "The report is withdrawn. It stays listed, without its figures.")
            return redirect("snapshot_detail", uuid)
    except Refused as refusal:
        return _not_now(request, snapshot, refusal)
    return render(request, "outcomes/snapshots/withdraw.html", pages.about(snapshot) | {"form": form})


@requires(Permission.READ_SUPPRESSIONS)
@require_safe
def suppression_list(request: SignedInRequest) -> HttpResponse:
    """The log of disclosure control: where something was hidden and why."""
    filter_form = SuppressionFilter(request.GET)
    table = SuppressionTable(scope.suppressions().fitting(**filter_form.wanted)).for_request(request)
    reads = request.user.may(Permission.READ_OUTCOMES)
    context = {"table": table, "filter_form": filter_form, "reads_reports": reads}
    return render(request, "outcomes/snapshots/suppressions.html", context)


def _not_now(request: HttpRequest, snapshot: Snapshot, refusal: Refused) -> HttpResponse:
    """Why not, with the way to the report as it stands now."""
    back_url = reverse("snapshot_detail", args=[snapshot.uuid])
    return render(request, "409.html", {"refusal": refusal, "back_url": back_url}, status=409)
