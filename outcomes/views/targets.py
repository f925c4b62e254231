"""The targets that were agreed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from outcomes import scope
from outcomes.target_pages import TargetFilter, TargetTable

from .reading import READS


@requires(*READS)
@require_safe
def target_list(request: HttpRequest) -> HttpResponse:
    """What was agreed for places, measures and periods; the latest period first."""
    filter_form = TargetFilter(request.GET, periods=scope.periods_of_targets())
    found = scope.targets_open_to(request.user).fitting(**filter_form.wanted)
    table = TargetTable(found).for_request(request)
    return render(request, "outcomes/target_list.html", {"table": table, "filter_form": filter_form})
