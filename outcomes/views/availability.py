"""Availability and need at a place in a period: pages and files."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.limits import TAKING_REPORTS, limited
from foundation.audit import trail
from foundation.audit.models import Operation
from foundation.design import spreadsheets
from outcomes import access
from outcomes.addresses import place_slug, report_url
from outcomes.availability import PARTS, Asked, Part, part_named
from outcomes.availability.files import COLUMNS, lines_of
from outcomes.pages.words import MARKERS, say_period
from outcomes.periods import Period
from outcomes.places import Kind, ReportPlace

from .asked import place_of
from .reading import READS


@requires(*READS)
@require_safe
def availability_detail(
    request: HttpRequest, kind: Kind, place: str, period: Period, part: str
) -> HttpResponse:
    """One of the three parts. Nobody is named in any of them."""
    where, shown = place_of(request, kind, place), _part(part)
    asked = _asked(request, where, period)
    if not asked.has_begun:
        return render(request, "outcomes/not_begun.html", {"place": where, "period": period,
                      "period_words": say_period(period)}, status=404)  # fmt: skip
    return render(
        request,
        "outcomes/availability/detail.html",
        {
            "place": where,
            "period_words": say_period(period),
            "part": shown,
            "sections": shown.sections(asked),
            "as_at": asked.counted_to,
            "internal": asked.internal,
            "tabs": [{"label": each.title, "url": _url(where, period, each), "current": each is shown}
                     for each in PARTS],
            "csv_url": _url(where, period, shown, "availability_download"),
            "report_url": report_url(where, period),
            "markers": MARKERS[:1],
            "crumbs": [("Outcomes", reverse("report_list"))],
        },
    )  # fmt: skip


@requires(*READS)
@require_safe
@limited(TAKING_REPORTS, methods=("GET",))
def availability_download(
    request: HttpRequest, kind: Kind, place: str, period: Period, part: str
) -> StreamingHttpResponse:
    """A part as CSV. Who took it is recorded as a disclosure, of nobody in particular."""
    where, shown = place_of(request, kind, place), _part(part)
    asked = _asked(request, where, period)
    if not asked.has_begun:
        raise Http404("There is no such file.")
    trail.shown(
        request, [], operation=Operation.DISCLOSURE, recipient=request.user.get_username(),
        purpose=f"CSV of {'internal ' if asked.internal else ''}availability and need ({shown.key}): {where}, {period}",
    )  # fmt: skip
    rows = lines_of(asked, shown)
    response = StreamingHttpResponse(
        spreadsheets.lines(COLUMNS, rows), content_type=spreadsheets.CONTENT_TYPE
    )
    name = f"availability-{shown.key}-{place_slug(where)}-{str(period).replace('/', '-')}"
    response["Content-Disposition"] = (
        f'attachment; filename="{name}{"-internal" if asked.internal else ""}.csv"'
    )
    response["Cache-Control"] = "no-store"
    return response


def _part(key: str) -> Part:
    try:
        return part_named(key)
    except LookupError as unknown:
        raise Http404("There is no such page.") from unknown


def _asked(request: HttpRequest, where: ReportPlace, period: Period) -> Asked:
    return Asked(where, period, timezone.localdate(), access.reads_internal(request.user, where.kind))


def _url(where: ReportPlace, period: Period, part: Part, name: str = "availability_detail") -> str:
    return report_url(where, period, name=name, part=part.key)
