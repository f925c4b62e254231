"""Releases: expected, moved, happened, recalled."""

import uuid as uuids

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission

from .. import actions, scope
from ..circumstances.release_dates import changes_of
from ..forms import ReleaseChangeForm, ReleaseForm
from .writing import done, page, person_to_write_about, typed, written


@requires(Permission.RECORD_CIRCUMSTANCES)
@require_http_methods(["GET", "POST"])
def release_record(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """A new release. One expected at the same prison already is offered to be changed instead."""
    person = person_to_write_about(request, uuid)
    form = ReleaseForm(typed(request), person=person)
    expected, status = None, 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if written(form, lambda: actions.record_release(person, by=request.user, **given)):
                return done(request, person)
        except actions.AlreadyExpected as refusal:
            form.add_error("prison", str(refusal))
            expected, status = refusal.release, 409
    return page(request, "release_record", person, form, status=status, expected=expected)


@requires(Permission.RECORD_CIRCUMSTANCES)
@require_http_methods(["GET", "POST"])
def release_change(request: SignedInRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Move the expected date, record the day of release, or a recall. Former dates stay and are shown."""
    person = person_to_write_about(request, uuid)
    release = scope.release_of(person, pk)
    form = ReleaseChangeForm(typed(request), release=release)
    if request.method == "POST" and form.is_valid():
        changes, reason = form.changes(form.cleaned_data), form.cleaned_data["reason"]
        if written(form, lambda: actions.change_release(release, by=request.user, reason=reason, **changes)):
            return done(request, person)
    return page(request, "release_change", person, form, release=release, changes=changes_of(release))
