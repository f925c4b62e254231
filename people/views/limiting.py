"""Who may see one record: restrictions and exclusions, for data stewards."""

import uuid as uuids
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import Refused

from .. import actions, scope
from ..forms.holding import EndLimitForm, ExclusionForm, LimitForm, RestrictionForm
from ..models import LimitedAccess, Person
from ..seeing import limiting
from ..seeing.sight import sight_of, users_in_scope
from .writing import page, typed, written


@requires(Permission.LIMIT_ACCESS)
@require_safe
def limit_list(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """The limits of a record, who sees it today and who does not."""
    person = _person(request, uuid)
    return page(request, "limit_list", person, EndLimitForm(), **limiting.limits_of(person))


@requires(Permission.LIMIT_ACCESS)
@require_http_methods(["GET", "POST"])
def limit_restrict(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Only these users see the record."""
    person = _person(request, uuid)
    users = users_in_scope(person)
    form = RestrictionForm(typed(request), users=users, initial={"allowed": [request.user.pk]})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if status := _limited(form, lambda: actions.restrict(person, by=request.user, **given)):
            return page(request, "limit_restrict", person, form, status=status, **limiting.limits_of(person))
        messages.success(request, "The record is restricted.")
        return redirect("limit_list", person.uuid)
    return page(request, "limit_restrict", person, form, **limiting.limits_of(person))


@requires(Permission.LIMIT_ACCESS)
@require_http_methods(["GET", "POST"])
def limit_exclude(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """One user never sees the record."""
    person = _person(request, uuid)
    form = ExclusionForm(typed(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if status := _limited(form, lambda: actions.exclude_user(person, by=request.user, **given)):
            return page(request, "limit_exclude", person, form, status=status, **limiting.limits_of(person))
        messages.success(request, "The user does not see this record any more.")
        return redirect("limit_list", person.uuid)
    return page(request, "limit_exclude", person, form, **limiting.limits_of(person))


@requires(Permission.LIMIT_ACCESS)
@require_http_methods(["GET", "POST"])
def limit_end(request: SignedInRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """End one limit: an exclusion, or one user's place among those allowed. Sent twice, it ends once."""
    person = _person(request, uuid)
    limit = limiting.limit_of(person, pk)
    if limit.until and request.method != "POST":
        raise Refused("This limit has ended, so there is nothing to end.")
    return _end(request, person, [limit], said=_said(limit), limit=limit)


@requires(Permission.LIMIT_ACCESS)
@require_http_methods(["GET", "POST"])
def limit_end_restriction(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """End the whole restriction: everybody in scope sees the record again."""
    person = _person(request, uuid)
    if not (limits := limiting.restrictions_of(person)):
        raise Refused("This record is not restricted, so there is nothing to end.")
    return _end(request, person, limits, said="The restriction has ended.", limit=None)


def _end(request: SignedInRequest, person: Person, limits: list, *, said: str, **more) -> HttpResponse:
    form = EndLimitForm(typed(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if written(form, lambda: actions.end_limits(person, limits, by=request.user, reason=reason)):
            messages.success(request, said)
            return redirect("limit_list", person.uuid)
    sight = sight_of(person, end=limits)
    return page(request, "limit_end", person, form, sight=sight, **more)


def _said(limit: LimitedAccess) -> str:
    if limit.kind == LimitedAccess.Kind.EXCLUSION:
        return f"The exclusion of {limit.user} has ended."
    return f"{limit.user} is off the list of those who see this record."


def _person(request: SignedInRequest, uuid: uuids.UUID) -> Person:
    """Raises Http404 out of scope, for a record hidden from the steward too."""
    person = scope.person_seen_by(request.user, uuid)
    trail.shown(request, [person], purpose="limits of access")
    return person


def _limited(form: LimitForm, limit: Callable[[], object]) -> int:
    """Do it; 0, or the status of the page that says what is needed first."""
    try:
        return 0 if written(form, limit) else 200
    except actions.HidesFromOwn as unmeant:
        form.ask_whether_meant(str(unmeant))
        return 409
