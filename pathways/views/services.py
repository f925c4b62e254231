"""The directory of partner services: read by those who hand people over, kept by administrators."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission

from ..actions.services import save_service
from ..handovers import scope, tables
from ..handovers.forms import ServiceForm
from ..models import PartnerService
from .answering import typed

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
_SAID = ("name", "kind", "team", "phone", "email", "active_from", "active_until")


@require_safe
@requires(Permission.VIEW_SERVICES)
def service_list(request: SignedInRequest) -> HttpResponse:
    """Every service, by what it does."""
    empty = "No service is in the directory yet. A system administrator adds them."
    table = tables.PartnerServiceTable(
        scope.directory_for(request.user), caption="Partner services", empty_text=empty
    )
    context = {"table": table.for_request(request), "keeps": request.user.may(Permission.MANAGE_SERVICES)}
    return render(request, "handovers/service_list.html", context)


@require_safe
@requires(Permission.VIEW_SERVICES)
def service_detail(request: SignedInRequest, slug: str) -> HttpResponse:
    """What it does, for whom, and how to ask it."""
    service = scope.service_in_directory(request.user, slug)
    rows = [
        ("What it does", service.get_kind_display()),
        ("Takes people from", tables.said_of_areas(service)),
        ("Takes handovers", tables.said_of_days(service)),
        ("Answered by", f"{service.team}, {service.team.organisation}"),
        ("Telephone", service.phone),
        ("E-mail", service.email),
    ]
    context = {"service": service, "rows": rows, "keeps": request.user.may(Permission.MANAGE_SERVICES)}
    return render(request, "handovers/service_detail.html", context)


@_GET_OR_POST
@requires(Permission.MANAGE_SERVICES)
def service_create(request: SignedInRequest) -> HttpResponse:
    """Put a service into the directory."""
    return _kept(request, None, ServiceForm(typed(request), **_choices()))


@_GET_OR_POST
@requires(Permission.MANAGE_SERVICES)
def service_change(request: SignedInRequest, slug: str) -> HttpResponse:
    """Change what the directory says of it."""
    service = scope.service_in_directory(request.user, slug)
    now = {name: getattr(service, name) for name in _SAID} | {"areas": service.areas.all()}
    return _kept(request, service, ServiceForm(typed(request), initial=now, **_choices()))


def _choices() -> dict:
    return {"teams": scope.teams_of_partners(), "areas": scope.areas()}


def _kept(request: SignedInRequest, service: PartnerService | None, form: ServiceForm) -> HttpResponse:
    if form.is_valid():
        try:
            kept = save_service(service, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{kept} is saved.")
            return redirect("service_detail", kept.slug)
    return render(request, "handovers/service_form.html", {"service": service, "form": form})
