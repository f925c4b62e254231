"""What the pages that write about a person share."""

import uuid as uuids
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from foundation.accounts.requests import SignedInRequest
from foundation.audit import trail

from .. import access, rules, scope
from ..forms.fields import RefusedForm
from ..models import Person


def person_to_write_about(request: SignedInRequest, uuid: uuids.UUID) -> Person:
    """Raises Http404 out of scope, NotYou where the user may only read."""
    person = scope.person_seen_by(request.user, uuid)
    access.insist_may_write(request.user, person)
    trail.shown(request, [person])
    return person


def typed(request: SignedInRequest) -> Any:
    """What was sent, also when it is nothing; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None


def back_url(request: SignedInRequest, person: Person) -> str:
    """Where the page was opened from (`next`), if that is ours; else the page of the person."""
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure()):
        return wanted
    return resolve_url("person_detail", person.uuid)


def done(request: SignedInRequest, person: Person) -> HttpResponse:
    return redirect(back_url(request, person))


def page(
    request: SignedInRequest,
    template: str,
    person: Person,
    form: RefusedForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The form, with the person over it and the way back."""
    context = {"person": person, "form": form, "back_url": back_url(request, person)} | more
    return render(request, f"people/{template}.html", context, status=status)


def written(form: RefusedForm, write: Any) -> bool:
    """Do `write`; what it finds unfit is said at the fields. False when nothing was written."""
    try:
        write()
    except rules.Unfit as refusal:
        form.refuse(refusal.problems)
        return False
    return True
