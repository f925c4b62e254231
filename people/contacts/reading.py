"""Contacts and notes as one viewer may read them; a corrected one stands under what corrects it."""

import uuid as uuids
from collections.abc import Sequence
from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from foundation.accounts.models import User
from foundation.lifecycle.querysets import reasons

from ..models import Note, Person
from ..querysets.contacts import NoteQuerySet

LIST = "contact"  # of reasons, from which a subject is chosen


@dataclass(frozen=True)
class Written:
    """A note as it stands, and what it said before, the latest first."""

    note: Note
    former: Sequence[Note] = ()

    @property
    def who(self) -> str:
        """Helen Strand, Chatham"""
        return f"{self.note.written_by}, {self.note.team}"


def subjects() -> list[str]:
    """What a contact or note can be about, in the order of the list."""
    return list(reasons(LIST).values_list("reason", flat=True))


def note_seen_by(user: User, uuid: uuids.UUID) -> Note:
    """Raises Http404 for a note out of scope as for one that does not exist."""
    notes = Note.objects.visible_to(user).select_related("person", "team", "written_by")
    return get_object_or_404(notes, uuid=uuid)


def written_about(person: Person, user: User, *, only: str = "") -> NoteQuerySet:
    """The notes that stand, the latest first; `only` "contact" or "note" narrows them."""
    notes = Note.objects.visible_to(user).filter(person=person).standing().with_those_named()
    return {"contact": notes.contacts(), "note": notes.filter(how="")}.get(only, notes)


def with_former(notes: Sequence[Note]) -> list[Written]:
    """Each with everything it corrects; as many queries as the longest row of corrections, and one for none."""
    former: dict[int, list[Note]] = {note.pk: [] for note in notes}
    latest = {note.corrects_id: note.pk for note in notes if note.corrects_id}
    while latest:
        corrected = Note.objects.filter(pk__in=latest).with_those_named()
        found = {note.pk: note for note in corrected}
        for key, newest in latest.items():
            former[newest].append(found[key])
        latest = {found[key].corrects_id: newest for key, newest in latest.items() if found[key].corrects_id}
    return [Written(note, former[note.pk]) for note in notes]
