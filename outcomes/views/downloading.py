"""Taking a report away as a file."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.limits import TAKING_REPORTS, limited
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.audit.models import Operation
from outcomes.addresses import place_slug
from outcomes.exports import FORMATS
from outcomes.pages.words import say_period
from outcomes.periods import Period
from outcomes.places import Kind
from outcomes.report import Report
from outcomes.whole import whole_report

from .asked import moment_of, place_of, report_of
from .reading import too_long


@requires(Permission.READ_OUTCOMES, Permission.READ_INTERNAL_OUTCOMES)
@require_safe
@limited(TAKING_REPORTS, methods=("GET",))
def report_download(
    request: SignedInRequest, kind: Kind, place: str, period: Period, format: str
) -> HttpResponse:
    """The report as JSON, CSV or PDF. Who took which file is recorded as a disclosure, of nobody in particular."""
    where = place_of(request, kind, place)
    form = moment_of(request, where, period)
    if format not in FORMATS or not period.has_begun(form.latest_day) or not form.is_valid():
        raise Http404("There is no such file.")
    about = {"place": where, "period": period, "form": form, "period_words": say_period(period)}
    if (longer := too_long(request, about)) is not None:
        return longer
    report = report_of(request, where, period, form)
    trail.shown(
        request, [], operation=Operation.DISCLOSURE, recipient=request.user.get_username(),
        purpose=f"{format.upper()} of the {'internal ' if report.internal else ''}outcome report: {where}, {period}",
    )  # fmt: skip
    response = HttpResponse(
        FORMATS[format].write(whole_report(report)), content_type=FORMATS[format].content_type
    )
    response["Content-Disposition"] = f'attachment; filename="{_file_name(report)}.{format}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _file_name(report: Report) -> str:
    """outcomes-medway-2023-Q1-as-at-2025-06-30, and "internal" where it is."""
    period = str(report.period).replace("/", "-")
    name = f"outcomes-{place_slug(report.place)}-{period}-as-at-{report.as_at}"
    return f"{name}-internal" if report.internal else name
