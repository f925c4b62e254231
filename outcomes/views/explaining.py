"""Opening a figure: the sum it comes from, and the people behind it for those who may see them."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation.accounts.access import NotYou, ask, requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from outcomes import access
from outcomes.addresses import report_url
from outcomes.explaining.figures import explained
from outcomes.explaining.people import BehindTable, PartFilter, is_about_people, is_early, rows_behind
from outcomes.forms import MomentForm
from outcomes.indicators import SPECIFICATION, Indicator
from outcomes.indicators import indicator as indicator_named
from outcomes.moments import ReportMoment, report_moment
from outcomes.pages.method import definition
from outcomes.pages.rows import Row
from outcomes.pages.words import MARKERS, ROUNDED, UNROUNDED, say_period
from outcomes.periods import Period
from outcomes.places import Kind, ReportPlace
from outcomes.report import line_of

from .asked import moment_of, place_of
from .reading import READS, _dates, _refused


@requires(*READS)
@require_safe
def indicator_explain(
    request: SignedInRequest, kind: Kind, place: str, period: Period, indicator: str
) -> HttpResponse:
    """One figure of a report, after disclosure control for all but the staff of the hub. Nobody is named."""
    where = place_of(request, kind, place)
    form = moment_of(request, where, period)
    shown, about = _indicator(indicator), _about(where, period, form)
    if (refusal := _refused(request, about)) is not None:
        return refusal
    internal, at = access.reads_internal(request.user, where.kind), _moment(form)
    line = line_of(shown, where, period, at, internal)
    row = Row(line, period, at.as_at, 1 if internal else 0)
    sees_people = access.sees_people_behind(request.user, where.kind) and is_about_people(shown)
    return render(
        request,
        "outcomes/explain/figure.html",
        about
        | {
            "indicator": shown,
            "explained": explained(row, at.known_at or timezone.now(), SPECIFICATION, settings.CODE_VERSION),
            "definition": definition(shown),
            "internal": internal,
            "rounding": UNROUNDED if internal else ROUNDED,
            "markers": MARKERS,
            "people_url": report_url(where, period, name="people_behind", indicator=shown.slug)
            if sees_people
            else "",
            "dates": _dates(form),
            "crumbs": _crumbs(where, period, shown, form),
        },
    )


@requires(Permission.READ_INTERNAL_OUTCOMES)
@require_safe
def people_behind(
    request: SignedInRequest, kind: Kind, place: str, period: Period, indicator: str
) -> HttpResponse:
    """Those of the people behind a figure whom the user may see, a page of them, each with their part; no total."""
    ask(request.user, Permission.VIEW_PERSON)
    where = place_of(request, kind, place)
    form = moment_of(request, where, period)
    if not access.sees_people_behind(request.user, where.kind):
        raise NotYou("The people behind a figure are shown to who manages the hub, for its own report only.")
    shown, about = _indicator(indicator), _about(where, period, form)
    if (refusal := _refused(request, about)) is not None:
        return refusal
    at = _moment(form)
    early = is_early(shown, period, at)
    filter_form = PartFilter(request.GET, indicator=shown, early=early)
    rows = rows_behind(request.user, shown, where, period, at, part=filter_form.wanted)
    table = BehindTable(rows, indicator=shown, early=early).for_request(request)
    trail.shown(request, table.people_shown, purpose=f"people behind {shown.id}: {where}, {period}")
    return render(
        request,
        "outcomes/explain/people.html",
        about
        | {
            "indicator": shown,
            "table": table,
            "filter_form": filter_form,
            "explain_url": report_url(where, period, name="indicator_explain", indicator=shown.slug)
            + _dates(form),
        },
    )


def _indicator(slug: str) -> Indicator:
    try:
        return indicator_named(slug)
    except LookupError as unknown:
        raise Http404(str(unknown)) from unknown


def _about(where: ReportPlace, period: Period, form: MomentForm) -> dict[str, Any]:
    return {"place": where, "period": period, "form": form, "period_words": say_period(period)}


def _moment(form: MomentForm) -> ReportMoment:
    """The moment of a valid form's two dates."""
    return report_moment(form.cleaned_data["as_at"] or timezone.localdate(), form.cleaned_data["known_at"])


def _crumbs(where: ReportPlace, period: Period, shown: Indicator, form: MomentForm) -> list[tuple[str, str]]:
    dates = _dates(form)
    return [
        ("Outcomes", reverse("report_list")),
        (f"{where}, {say_period(period)}", report_url(where, period) + dates),
        (shown.title, report_url(where, period, name="indicator_detail", indicator=shown.slug) + dates),
    ]
