"""Writing contacts and notes, and putting them right."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.lifecycle.transitions import LostRace

from .. import access, actions, scope
from ..contacts import reading
from ..forms.contacts import ContactCorrectionForm, ContactForm, NoteCorrectionForm, NoteForm
from ..models import Note, Person
from .writing import done, page, typed, written

_SAID = ("how", "with_whom", "with_name", "on_day", "at_time", "about", "text", "is_sensitive")


@requires(Permission.KEEP_CONTACTS)
@require_http_methods(["GET", "POST"])
def contact_record(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """A meeting, call, visit or message, or that nobody was reached."""
    person = _person_to_note(request, uuid)
    form = ContactForm(typed(request), person=person)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if written(form, lambda: actions.record_contact(person, by=request.user, **given)):
            messages.success(request, "The contact is recorded.")
            return done(request, person)
    return page(request, "contact_record", person, form)


@requires(Permission.KEEP_CONTACTS)
@require_http_methods(["GET", "POST"])
def note_record(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """A plain note."""
    person = _person_to_note(request, uuid)
    form = NoteForm(typed(request), person=person)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if written(form, lambda: actions.write_note(person, by=request.user, **given)):
            messages.success(request, "The note is kept.")
            return done(request, person)
    return page(request, "note_record", person, form)


@requires(Permission.KEEP_CONTACTS)
@require_http_methods(["GET", "POST"])
def note_correct(request: SignedInRequest, uuid: uuids.UUID) -> HttpResponse:
    """Write one anew and say why; both are shown. Somebody else's correction meanwhile is 409, with what was typed."""
    note = reading.note_seen_by(request.user, uuid)
    access.insist_may_keep_contacts(request.user, note.person, team_id=note.team_id)
    trail.shown(request, [note.person])
    shape = ContactCorrectionForm if note.is_contact else NoteCorrectionForm
    form, status = shape(typed(request), person=note.person, initial=_as_written(note)), 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if written(form, lambda: actions.correct_note(note, by=request.user, **given)):
                messages.success(request, "The correction is kept, with what was written first.")
                return done(request, note.person)
        except LostRace as lost:
            form.add_error(None, str(lost))
            status = 409
    return page(request, "note_correct", note.person, form, status=status, note=note)


def _person_to_note(request: SignedInRequest, uuid: uuids.UUID) -> Person:
    """Raises Http404 out of scope, NotYou where the user may only read."""
    person = scope.person_seen_by(request.user, uuid)
    access.insist_may_keep_contacts(request.user, person)
    trail.shown(request, [person])
    return person


def _as_written(note: Note) -> dict[str, Any]:
    said = {name: getattr(note, name) for name in _SAID}
    time = f"{note.at_time:%-H.%M}" if note.at_time else ""
    return said | {"at_time": time, "was_reached": "yes" if note.was_reached else "no"}
