"""Why a figure moved: between two periods for the staff of a hub, between two published reports for everybody."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation.accounts.access import NotYou, requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.lifecycle.dates import end_of_london_day
from outcomes import access
from outcomes.addresses import report_url
from outcomes.indicators import SPECIFICATION
from outcomes.indicators import indicator as indicator_named
from outcomes.moved.change import Standing
from outcomes.moved.dividing import DIVIDED_BY, moved
from outcomes.moved.forms import SinceForm, earlier_than
from outcomes.moved.kept import told_of
from outcomes.moved.pages import MEANINGS, Told, told
from outcomes.moved.scope import move_open_to
from outcomes.pages.words import say_period
from outcomes.periods import Period
from outcomes.periods import period as period_named
from outcomes.places import Kind

from .asked import place_of
from .reading import READS


@requires(Permission.READ_INTERNAL_OUTCOMES)
@require_safe
def indicator_moved(
    request: SignedInRequest, kind: Kind, place: str, period: Period, indicator: str
) -> HttpResponse:
    """A figure of the user's own hub against an earlier period, divided from exact counts."""
    where = place_of(request, kind, place)
    if not access.reads_internal(request.user, where.kind):
        raise NotYou(
            "Why a figure moved is shown here for your own hubs; for other places between published reports."
        )
    try:
        shown = indicator_named(indicator)
    except LookupError as unknown:
        raise Http404(str(unknown)) from unknown
    today = timezone.localdate()
    about = {"place": where, "period": period, "period_words": say_period(period), "internal": True}
    if not period.has_begun(today):
        return render(request, "outcomes/not_begun.html", about, status=404)
    since = request.GET.get("since") or str(earlier_than(period)[0])
    form = SinceForm({"since": since, "known_at": request.GET.get("known_at", "")}, of=period)
    context = about | {
        "indicator": shown,
        "form": form,
        "meanings": MEANINGS,
        "crumbs": [
            ("Outcomes", reverse("report_list")),
            (f"{where}, {say_period(period)}", report_url(where, period)),
            (shown.title, report_url(where, period, name="indicator_detail", indicator=shown.slug)),
        ],
    }
    if not form.is_valid():
        return render(request, "outcomes/moved/between_periods.html", context, status=400)
    known_at, first = form.cleaned_data["known_at"], period_named(form.cleaned_data["since"])
    then = Standing(where, first, today, known_at and end_of_london_day(known_at), SPECIFICATION)
    found = moved(shown.slug, then, Standing(where, period, today, None, SPECIFICATION))
    about_it = told(found, first, period, request.GET.get("by", ""))
    return render(request, "outcomes/moved/between_periods.html", context | _divided(request, about_it))


@requires(*READS)
@require_safe
def snapshot_moved(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Why the figures of a published report differ from those of the one before, as it was kept with it."""
    move = move_open_to(request.user, uuid)
    periods = period_named(move.earlier.period), period_named(move.later.period)
    by = request.GET.get("by", "")
    each = [told(found, *periods, by) for found in told_of(move)]
    return render(
        request,
        "outcomes/moved/of_snapshot.html",
        {
            "move": move,
            "divided": [one for one in each if not one.moved.refusal],
            "refused": [one.moved for one in each if one.moved.refusal],
            "tabs": _tabs(request, by or DIVIDED_BY[0].slug),
            "query": f"?by={by}" if by else "",
            "meanings": MEANINGS,
            "period_words": [say_period(period) for period in periods],
        },
    )


@requires(*READS)
@require_safe
def snapshot_moved_figure(request: SignedInRequest, uuid: UUID, indicator: str) -> HttpResponse:
    """One figure of it, drawn."""
    move = move_open_to(request.user, uuid)
    found = next((each for each in told_of(move) if each.slug == indicator), None)
    if found is None:
        raise Http404("The report has no such figure.")
    about_it = told(
        found, period_named(move.earlier.period), period_named(move.later.period), request.GET.get("by", "")
    )
    return render(
        request,
        "outcomes/moved/figure_of_snapshot.html",
        {"move": move, "meanings": MEANINGS, "title": found.title} | _divided(request, about_it),
    )


def _divided(request: SignedInRequest, about_it: Told) -> dict[str, Any]:
    return {"told": about_it, "tabs": _tabs(request, about_it.split.by)}


def _tabs(request: SignedInRequest, current: str) -> list[dict[str, Any]]:
    """The strata to divide by, keeping whatever else the address asks."""
    known = {stratum.slug for stratum in DIVIDED_BY}
    chosen = current if current in known else DIVIDED_BY[0].slug
    tabs = []
    for stratum in DIVIDED_BY:
        query = request.GET.copy()
        query["by"] = stratum.slug
        tabs.append(
            {
                "label": f"By {stratum.title.lower()}",
                "url": f"?{query.urlencode()}",
                "current": stratum.slug == chosen,
            }
        )
    return tabs
