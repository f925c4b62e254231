"""What an address asks for: the place, in the user's scope, and the form with the two dates."""

from django.http import Http404, HttpRequest

from outcomes import access, scope
from outcomes.forms import MomentForm
from outcomes.periods import Period
from outcomes.places import Kind, ReportPlace, UnknownPlace
from outcomes.report import Report, outcome_report


def place_of(request: HttpRequest, kind: Kind, slug: str) -> ReportPlace:
    """The place; one out of scope is not found, like one that does not exist."""
    try:
        return scope.place_open_to(request.user, kind, slug)
    except UnknownPlace as unknown:
        raise Http404(str(unknown)) from unknown


def moment_of(request: HttpRequest, place: ReportPlace, period: Period) -> MomentForm:
    """The form of the two dates, as free as the reader's reports of the place are."""
    return MomentForm(request.GET, period=period, is_free=access.reads_internal(request.user, place.kind))


def report_of(request: HttpRequest, place: ReportPlace, period: Period, form: MomentForm) -> Report:
    """The report of a valid form, unsuppressed only for the staff of the hub."""
    return outcome_report(
        place,
        period,
        form.cleaned_data["as_at"],
        form.cleaned_data["known_at"],
        internal=access.reads_internal(request.user, place.kind),
    )
