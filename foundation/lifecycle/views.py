"""The pages of machines and of clocks."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission

from . import clocks, drawing


@require_safe
@requires(Permission.READ_MACHINES)
def machine_list(request: SignedInRequest) -> HttpResponse:
    titles = {name: drawing.title(model) for name, model in drawing.machines().items()}
    return render(request, "lifecycle/machine_list.html", {"machines": titles})


@require_safe
@requires(Permission.READ_MACHINES)
def machine_detail(request: SignedInRequest, name: str) -> HttpResponse:
    """One machine as a table, drawn from the code that runs it."""
    model = drawing.machines().get(name)
    if model is None:
        raise Http404
    context = {
        "title": drawing.title(model),
        "rows": list(drawing.rows(model)),
        "states": drawing.states(model),
    }
    return render(request, "lifecycle/machine_detail.html", context)


@require_safe
@requires(Permission.READ_MACHINES)
def clock_list(request: SignedInRequest) -> HttpResponse:
    """The table of clocks, from the declarations that run them."""
    return render(request, "lifecycle/clock_list.html", {"clocks": clocks.declared()})
