"""Choosing a report, reading it, and reading about one indicator of it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from outcomes import access
from outcomes.addresses import report_url
from outcomes.availability import PARTS
from outcomes.benchmarks import benchmarks_of
from outcomes.exports.as_json import figures_hash
from outcomes.forms import MomentForm, ReportForm
from outcomes.indicators import Indicator
from outcomes.indicators import indicator as indicator_named
from outcomes.moments import ReportMoment, report_moment
from outcomes.pages.batteries import battery
from outcomes.pages.courses import course
from outcomes.pages.method import definition
from outcomes.pages.reading import reading
from outcomes.pages.rows import Row
from outcomes.pages.splits import split_words
from outcomes.pages.words import MARKERS, say_period
from outcomes.parts.ratings import goal_of
from outcomes.periods import Period, year_of
from outcomes.periods import period as period_named
from outcomes.places import Kind
from outcomes.publishing import scope as publishing
from outcomes.publishing.tables import SnapshotTable
from outcomes.report import takes_long
from outcomes.trends import trend_of
from outcomes.whole import whole_report

from .asked import moment_of, place_of, report_of

LATEST = 10  # published reports below the choice
READS = (Permission.READ_OUTCOMES, Permission.READ_INTERNAL_OUTCOMES)


@requires(*READS)
@require_safe
def report_list(request: SignedInRequest) -> HttpResponse:
    """Choose a place, a period and the two dates."""
    asked = "place" in request.GET or "period" in request.GET
    form = ReportForm(request.GET if asked else None, user=request.user)
    if asked and form.is_valid():
        kind, slug = form.cleaned_data["place"].split("/")
        where = place_of(request, kind.replace("-", "_"), slug)
        chosen = period_named(form.cleaned_data["period"])
        if request.GET.get("show") == "availability":
            return redirect(report_url(where, chosen, name="availability_detail", part=PARTS[0].key))
        return redirect(report_url(where, chosen) + _dates(form))
    context = {
        "form": form,
        "keeps_to_own_hubs": access.keeps_to_own_hubs(request.user),
        "published": SnapshotTable(
            publishing.snapshots_open_to(request.user).standing().latest_first()[:LATEST]
        ),
        "takes_extracts": request.user.may(Permission.TAKE_EXTRACT),
    }
    return render(request, "outcomes/report_list.html", context)


@requires(*READS)
@require_safe
def report_detail(request: SignedInRequest, kind: Kind, place: str, period: Period) -> HttpResponse:
    """One report. A date that cannot be is refused on the same page, with the form."""
    where = place_of(request, kind, place)
    form = moment_of(request, where, period)
    about = {"place": where, "period": period, "form": form, "period_words": say_period(period)}
    if (refusal := _refused(request, about)) is not None:
        return refusal
    if (longer := too_long(request, about)) is not None:
        return longer
    report = report_of(request, where, period, form)
    whole = whole_report(report)
    standing = publishing.standing_of(where, period)
    return render(
        request,
        "outcomes/report_detail.html",
        about
        | {
            "report": report,
            "snapshot": None,
            "standing": standing,
            "may_publish": request.user.may(Permission.PUBLISH_OUTCOMES),
            "reading": reading(whole, figures_hash(whole)),
            "dates": _dates(form),
            "files": [(name.upper(), report_url(where, period, name="report_download", format=name))
                      for name in ("pdf", "csv", "ods", "json")],
            "year_url": report_url(where, year_of(period)),
            "availability_url": report_url(where, period, name="availability_detail", part=PARTS[0].key),
            "crumbs": [("Outcomes", reverse("report_list"))],
        },
    )  # fmt: skip


@requires(*READS)
@require_safe
def indicator_detail(
    request: SignedInRequest, kind: Kind, place: str, period: Period, indicator: str
) -> HttpResponse:
    """What an indicator means, and its course at this place over the last eight quarters."""
    where = place_of(request, kind, place)
    form, shown = moment_of(request, where, period), _indicator(indicator)
    about = {"place": where, "period": period, "form": form, "period_words": say_period(period)}
    if (refusal := _refused(request, about)) is not None:
        return refusal
    internal = access.reads_internal(request.user, where.kind)
    as_at = form.cleaned_data["as_at"] or timezone.localdate()
    known_at = form.cleaned_data["known_at"]
    lines = trend_of(shown, where, period, as_at, known_at, internal=internal)
    rows = [(each, Row(line, each, as_at, 1 if internal else 0)) for each, line in lines]
    moment = report_moment(as_at, known_at)
    published = benchmarks_of([(shown, period)])[shown.slug] if shown.official else ()
    return render(
        request,
        "outcomes/indicator_detail.html",
        {
            "indicator": shown,
            "figures": _figures_of(shown),
            "definition": definition(shown),
            "place": where,
            "period": period,
            "period_words": say_period(period),
            "rows": [(say_period(each), row) for each, row in reversed(rows)],
            "course": course(shown, rows, goal_of(shown, where, period, moment), published),
            "battery": battery(shown, where, period, moment, internal=internal),
            "dates": _dates(form),
            "split": split_words(shown, where, period, moment, internal=internal),
            "markers": MARKERS,
            "as_at": as_at,
            "internal": internal,
            "crumbs": [
                ("Outcomes", reverse("report_list")),
                (f"{where}, {say_period(period)}", report_url(where, period) + _dates(form)),
            ],
        },
    )


def _indicator(slug: str) -> Indicator:
    try:
        return indicator_named(slug)
    except LookupError as unknown:
        raise Http404(str(unknown)) from unknown


def _figures_of(shown: Indicator) -> tuple[str, str]:
    """The heads of the column of an indicator's figures."""
    if shown.unit == "places":
        return "Places", ""
    if shown.change:
        return "Mean change", "95% interval"
    if shown.per:
        return shown.title, "95% interval"
    return ("Median", "quartiles") if shown.waits else ("Rate, %", "95% interval")


def _refused(request: SignedInRequest, about: dict[str, Any]) -> HttpResponse | None:
    """The plain page of a period that has not begun, or of dates that cannot be; None for a report there can be."""
    if not about["period"].has_begun(about["form"].latest_day):
        return render(request, "outcomes/not_begun.html", about, status=404)
    if not about["form"].is_valid():
        return render(request, "outcomes/report_dates.html", about, status=400)
    return None


def too_long(request: SignedInRequest, about: dict[str, Any]) -> HttpResponse | None:
    """The page of a report that is counted anew for a large nation: whoever publishes has it worked out in the
    background, with a notice. None for a report that is there at once.
    """
    where, form = about["place"], about["form"]
    dates = form.cleaned_data["as_at"] or timezone.localdate(), form.cleaned_data["known_at"]
    if not takes_long(ReportMoment(*dates), access.reads_internal(request.user, where.kind)):
        return None
    context = about | {
        "as_at": report_moment(*dates).as_at,
        "latest_url": report_url(where, about["period"]),
        "may_publish": request.user.may(Permission.PUBLISH_OUTCOMES),
    }
    return render(request, "outcomes/counted_anew.html", context, status=409)


def _dates(form: MomentForm) -> str:
    """The two dates as a query string; none when neither was given."""
    given = [f"{name}={form.cleaned_data[name]}" for name in ("as_at", "known_at") if form.cleaned_data[name]]
    return f"?{'&'.join(given)}" if given else ""
