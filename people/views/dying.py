"""A death, and one recorded wrongly."""

import uuid as uuids

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle import reactions
from foundation.lifecycle.transitions import Refused

from .. import access, actions, causes, scope
from ..forms import DeathCorrectionForm, DeathForm
from .writing import done, page, typed, written


@requires(Permission.RECORD_DEATH)
@require_http_methods(["GET", "POST"])
def death_record(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """The day of death and who told us, below everything that it ends."""
    person = scope.person_seen_by(request.user, uuid)
    access.insist_may_record_death(request.user, person)
    trail.shown(request, [person])
    form = DeathForm(typed(request), person=person)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("died_on", "source")}
        if written(form, lambda: actions.record_death(person, by=request.user, **given)):
            return done(request, person)
    if request.method == "GET" and person.died_on:
        raise Refused("A death is recorded already. A data steward can correct the day, or take it back.")
    return page(request, "death_record", person, form, follows=reactions.what_follows(causes.DIED))


@requires(Permission.CORRECT_DEATH)
@require_http_methods(["GET", "POST"])
def death_correct(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Another day, or no death after all. Nothing opens again by itself, and the page says so."""
    person = scope.person_seen_by(request.user, uuid)
    access.insist_may_correct_death(request.user, person)
    trail.shown(request, [person])
    form = DeathCorrectionForm(typed(request), person=person, initial={"died_on": person.died_on})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if written(form, lambda: actions.correct_death(person, by=request.user, **given)):
            return done(request, person)
    if request.method == "GET" and person.died_on is None:
        raise Refused("No death is recorded of this person, so there is none to correct.")
    return page(request, "death_correct", person, form)
