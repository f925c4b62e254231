"""How ordinary claims are drawn: each hub's month, and how to work it out again."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission

from .. import reading
from ..kinds import titles_always_verified
from ..tables import DrawTable, LotTable
from .tabs import tabs_of


@require_safe
@requires(Permission.VERIFY_MILESTONE)
def draw_list(request: SignedInRequest) -> HttpResponse:
    """The draws of the hubs whose claims the user verifies, the latest month first."""
    table = DrawTable(reading.draws_for(request.user)).for_request(request)
    reading.count_drawn([row.record for row in table.page.object_list], request.user)
    context = {"table": table, "tabs": tabs_of(request.user, "draw_list"), "always": titles_always_verified()}
    return render(request, "pathways/draw_list.html", context)


@require_safe
@requires(Permission.VERIFY_MILESTONE)
def draw_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every ordinary claim of the month with its lot, the lowest first; nobody is named."""
    draw = reading.draw_for(request.user, pk)
    table = LotTable(reading.lots_of(draw, request.user)).for_request(request)
    return render(request, "pathways/draw_detail.html", {"draw": draw, "table": table})
