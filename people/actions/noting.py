"""Writing contacts and notes. Nothing is changed afterwards: a correction is another note that names the former."""

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.accounts.models import Team, User
from foundation.lifecycle import events
from foundation.lifecycle.transitions import LostRace

from .. import rules
from ..access import insist_may_keep_contacts
from ..models import Caseload, Involvement, Note, Person
from ..querysets import standing_today
from .locking import locked

SENT_TWICE = datetime.timedelta(minutes=10)


@transaction.atomic
def write_note(
    person: Person,
    *,
    by: User,
    on_day: datetime.date,
    text: str,
    at_time: datetime.time | None = None,
    about: str = "",
    is_sensitive: bool = False,
) -> Note:
    """Keep a plain note about the person; sent twice it is one (`SENT_TWICE`). Raises Unfit (rules.of_note), NotYou."""
    said = {"on_day": on_day, "at_time": at_time, "text": text.strip()}
    return _written(person, by, said, about=about, is_sensitive=is_sensitive)


@transaction.atomic
def record_contact(
    person: Person,
    *,
    by: User,
    how: str,
    with_whom: str,
    was_reached: bool,
    on_day: datetime.date,
    text: str = "",
    with_name: str = "",
    at_time: datetime.time | None = None,
    about: str = "",
    is_sensitive: bool = False,
) -> Note:
    """Keep a contact, or that nobody was reached; sent twice it is one. Raises Unfit (rules.of_note), NotYou."""
    contact = {"how": how, "with_whom": with_whom, "with_name": with_name.strip(), "was_reached": was_reached}
    said = contact | {"on_day": on_day, "at_time": at_time, "text": text.strip()}
    return _written(person, by, said, about=about, is_sensitive=is_sensitive)


@transaction.atomic
def correct_note(note: Note, *, by: User, why: str, about: str, is_sensitive: bool, **said: Any) -> Note:
    """Write the note anew; the former stays and is shown under it. A sensitive one stays so.

    said: as `write_note` and `record_contact` take it; a note stays a note, and a contact a contact. Raises Unfit,
    NotYou unless it is of one of the user's teams, and LostRace when somebody else has corrected it.
    """
    insist_may_keep_contacts(by, note.person, team_id=note.team_id)
    rules.insist(rules.of_note_correction(why))
    if hasattr(note, "corrected_by_note"):
        raise LostRace(_by_somebody_else(note))
    more = {"about": about, "is_sensitive": is_sensitive or note.is_sensitive}
    try:
        with transaction.atomic():
            return _written(note.person, by, said, team=note.team, corrects=note, why=why.strip(), **more)
    except IntegrityError as twice:  # two people at once: the database lets one correct it
        raise LostRace(_by_somebody_else(Note.objects.get(pk=note.pk))) from twice


def _written(
    person: Person, by: User, said: dict[str, Any], *, team: Team | None = None, **more: Any
) -> Note:
    insist_may_keep_contacts(by, person)
    rules.insist(rules.of_note(person, **said))
    if "corrects" not in more and (same := _sent_before(locked(person), by, said | more)):
        return same
    note = Note.objects.create(
        person=person, written_by=by, team=team or _in_whose_name(person, by), **said, **more
    )
    what = "corrected" if note.corrects_id else "written"
    events.write([events.entry(note, what, by=by, words=note.why)])
    return note


def _sent_before(person: Person, by: User, said: dict[str, Any]) -> Note | None:
    """The same words, written a moment ago: a form sent twice. Later they may be said again, as of a second call."""
    lately = timezone.now() - SENT_TWICE
    return Note.objects.filter(person=person, written_by=by, written_at__gte=lately, **said).first()


def _in_whose_name(person: Person, by: User) -> Team:
    """The team of the user's that holds the person, else the one involved with them for the longest time."""
    for model in (Caseload, Involvement):
        ours = model.objects.filter(standing_today(), person=person, team__in=by.team_ids)
        if row := ours.select_related("team").order_by("since", "pk").first():
            return row.team
    raise LookupError(f"No team of user {by.pk} works with person {person.pk}.")  # access has asked already


def _by_somebody_else(note: Note) -> str:
    newer = note.corrected_by_note
    return f"{newer.written_by} has corrected this already. Look at it as it stands now."
