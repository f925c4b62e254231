"""Who somebody is, where they live and what they need, changed."""

import uuid as uuids

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission

from .. import actions, scope
from ..forms import PersonChangeForm
from .writing import done, page, person_to_write_about, typed, written


@requires(Permission.RECORD_CIRCUMSTANCES)
@require_http_methods(["GET", "POST"])
def person_change(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Name, birth, area, address and needs as recorded, to be changed."""
    person = person_to_write_about(request, uuid)
    form = PersonChangeForm(typed(request), person=person, area=scope.area_of(person))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if written(form, lambda: actions.change_person(person, by=request.user, **given)):
            messages.success(request, "The record is changed. What it said before is kept.")
            return done(request, person)
    return page(request, "person_change", person, form)
