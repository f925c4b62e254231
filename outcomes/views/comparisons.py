"""Comparisons of a report: those that are made, and the one that is not."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from outcomes import access
from outcomes.addresses import report_url
from outcomes.comparing.attendance import landmarks_of
from outcomes.comparing.expected import expected_of
from outcomes.moments import report_moment
from outcomes.pages.comparisons import expected_section, landmark_sections
from outcomes.pages.words import say_period
from outcomes.periods import Period
from outcomes.places import Kind

from .asked import moment_of, place_of
from .reading import READS, _dates, _refused


@requires(*READS)
@require_safe
def report_comparisons(request: SignedInRequest, kind: Kind, place: str, period: Period) -> HttpResponse:
    """Attendance by two landmarks, and reoffending beside what was expected. Nobody is named."""
    where = place_of(request, kind, place)
    form = moment_of(request, where, period)
    about = {"place": where, "period": period, "form": form, "period_words": say_period(period)}
    if (refusal := _refused(request, about)) is not None:
        return refusal
    internal = access.reads_internal(request.user, where.kind)
    at = report_moment(form.cleaned_data["as_at"] or timezone.localdate(), form.cleaned_data["known_at"])
    sections = [
        *landmark_sections(landmarks_of(where, period, at, internal=internal), internal),
        expected_section(expected_of(where, period, at, internal=internal), internal),
    ]
    context = about | {
        "sections": sections,
        "internal": internal,
        "as_at": at.as_at,
        "report_url": report_url(where, period) + _dates(form),
        "refused_url": report_url(where, period, name="report_attended_or_not"),
        "crumbs": [
            ("Outcomes", reverse("report_list")),
            (f"{where}, {say_period(period)}", report_url(where, period) + _dates(form)),
        ],
    }
    return render(request, "outcomes/comparisons.html", context)


@requires(*READS)
@require_safe
def report_attended_or_not(request: SignedInRequest, kind: Kind, place: str, period: Period) -> HttpResponse:
    """Everybody who ever came beside everybody who never did: refused, with the reason."""
    where = place_of(request, kind, place)
    url = report_url(where, period, name="report_comparisons")
    return render(
        request, "outcomes/attended_or_not.html", {"place": where, "comparisons_url": url}, status=409
    )
