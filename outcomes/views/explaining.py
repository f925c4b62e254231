"""Opening a figure: the sum it comes from, and the people behind it for those who may see them."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

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
from outcomes.explaining.opening import Opening
from outcomes.explaining.openings import openings
from outcomes.explaining.parts import counted
from outcomes.explaining.people import BehindTable, PartFilter, is_about_people, is_early, rows_behind
from outcomes.forms import MomentForm
from outcomes.indicators import SPECIFICATION, Indicator
from outcomes.indicators import indicator as indicator_named
from outcomes.moments import ReportMoment, report_moment
from outcomes.pages.method import definition
from outcomes.pages.rows import Row
from outcomes.pages.words import MARKERS, ROUNDED, UNROUNDED, lower_first, say_period
from outcomes.periods import Period
from outcomes.places import Kind, ReportPlace
from outcomes.report import line_of
from outcomes.whole import whole_report

from .asked import moment_of, place_of, report_of
from .reading import READS, _dates, _refused, too_long


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
            "title": shown.title,
            "explained": explained(row, at.known_at or timezone.now(), SPECIFICATION, settings.CODE_VERSION),
            "definition": definition(shown).facts,
            "internal": internal,
            "rounding": UNROUNDED if internal else ROUNDED,
            "markers": MARKERS,
            "behind": [_people(shown.slug, where, period, form)] if sees_people else [],
            "crumbs": _crumbs(where, period, shown, form),
        },
    )


@requires(*READS)
@require_safe
def report_figure(
    request: SignedInRequest, kind: Kind, place: str, period: Period, figure: str
) -> HttpResponse:
    """A figure beside the table of a report, opened from the whole report that shows it. Nobody is named."""
    where = place_of(request, kind, place)
    form = moment_of(request, where, period)
    about = _about(where, period, form)
    if (refusal := _refused(request, about)) is not None:
        return refusal
    if (longer := too_long(request, about)) is not None:
        return longer
    report = report_of(request, where, period, form)
    opening = openings(whole_report(report)).get(figure)
    if opening is None:
        raise Http404("The report has no such figure.")
    sees_people = access.sees_people_behind(request.user, where.kind)
    return render(
        request,
        "outcomes/explain/figure.html",
        about
        | {
            "title": opening.title,
            "explained": opening.explained,
            "definition": opening.definition,
            "internal": report.internal,
            "rounding": UNROUNDED if report.internal else ROUNDED,
            "markers": MARKERS,
            "behind": _behind(opening, where, period, form) if sees_people else [],
            "crumbs": _way_back(where, period, form),
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
    shown, about = _indicator(indicator, counted), _about(where, period, form)
    if (refusal := _refused(request, about)) is not None:
        return refusal
    at = _moment(form)
    early = is_early(shown, period, at)
    filter_form = PartFilter(request.GET, indicator=shown, early=early)
    rows = rows_behind(request.user, shown, where, period, at, **filter_form.wanted)
    table = BehindTable(rows, indicator=shown, early=early).for_request(request)
    trail.shown(
        request, table.people_shown, purpose=f"people behind {shown.id or shown.title}: {where}, {period}"
    )
    return render(
        request,
        "outcomes/explain/people.html",
        about
        | {
            "indicator": shown,
            "table": table,
            "filter_form": filter_form,
            "back": _back(shown, where, period, form),
        },
    )


def _indicator(slug: str, named: Callable[[str], Indicator] = indicator_named) -> Indicator:
    try:
        return named(slug)
    except LookupError as unknown:
        raise Http404(str(unknown)) from unknown


def _about(where: ReportPlace, period: Period, form: MomentForm) -> dict[str, Any]:
    return {"place": where, "period": period, "form": form, "period_words": say_period(period)}


def _moment(form: MomentForm) -> ReportMoment:
    """The moment of a valid form's two dates."""
    return report_moment(form.cleaned_data["as_at"] or timezone.localdate(), form.cleaned_data["known_at"])


def _crumbs(where: ReportPlace, period: Period, shown: Indicator, form: MomentForm) -> list[tuple[str, str]]:
    course = report_url(where, period, name="indicator_detail", indicator=shown.slug) + _dates(form)
    return [*_way_back(where, period, form), (shown.title, course)]


def _way_back(where: ReportPlace, period: Period, form: MomentForm) -> list[tuple[str, str]]:
    report = report_url(where, period) + _dates(form)
    return [("Outcomes", reverse("report_list")), (f"{where}, {say_period(period)}", report)]


def _back(shown: Indicator, where: ReportPlace, period: Period, form: MomentForm) -> tuple[str, str]:
    """The way from people to the figure that they stand behind; what is beside the table is a part of the report."""
    if shown.id:
        address = report_url(where, period, name="indicator_explain", indicator=shown.slug)
        return "Where the figure comes from", address + _dates(form)
    return "The report", report_url(where, period) + _dates(form)


def _behind(opening: Opening, where: ReportPlace, period: Period, form: MomentForm) -> list[tuple[str, str]]:
    """The lists of people behind a figure; more than one where it is made of several kinds of facts."""
    return [
        (f"{words}: {lower_first(counted(slug).title)}" if len(opening.behind) > 1 else words, address)
        for slug in opening.behind
        for words, address in [_people(slug, where, period, form, opening.among)]
    ]


def _people(
    slug: str, where: ReportPlace, period: Period, form: MomentForm, among: Sequence[tuple[str, str]] = ()
) -> tuple[str, str]:
    """The words and the address of a list of people."""
    asked = [(name, each) for name, each in form.cleaned_data.items() if each] + [*among]
    address = report_url(where, period, name="people_behind", indicator=slug)
    return "The people behind it: those you may see", f"{address}?{urlencode(asked)}" if asked else address
