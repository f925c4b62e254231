"""Contacts and notes, and safeguarding concerns; each to those who may read it."""

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle.dates import LondonDay
from foundation.lifecycle.facts import Moment
from people.models import Note, Person, SafeguardingConcern

from ..entries import Row, Said, Source, columns, recorded_by


def _notes(person: Person, user: User, moment: Moment) -> QuerySet:
    """Those that stood: what corrected one since is not known yet at an earlier moment."""
    written = recorded_by(Note.objects.open_to(user).filter(person=person), moment, "written_at")
    corrections = recorded_by(Note.objects.filter(corrects=OuterRef("pk")), moment, "written_at")
    return columns(
        written.exclude(Exists(corrections)).filter(on_day__lte=moment.as_at),
        on_day="on_day",
        known_at="written_at",
        code=Case(When(was_reached=False, then=Value("not_reached")), default=F("how")),
        words="how",
        more="text",
        who="written_by__name",
    )


def _say_note(row: Row) -> Said:
    """`code` is how the person was reached, "not_reached", or empty for a plain note."""
    how = str(Note.How(row.words).label) if row.words else ""
    if not how:
        return Said("Note", f"note by {row.who}", row.more)
    title = f"Not reached: {how.lower()}" if row.code == "not_reached" else how
    return Said(title, f"contact, {row.who}", row.more)


def _raised(person: Person, user: User, moment: Moment) -> QuerySet:
    concerns = SafeguardingConcern.objects.filter(person=person, seen_on__lte=moment.as_at)
    return columns(
        recorded_by(concerns, moment, "raised_at"),
        on_day="seen_on",
        known_at="raised_at",
        who="raised_by__name",
    )


def _decided(person: Person, user: User, moment: Moment) -> QuerySet:
    concerns = SafeguardingConcern.objects.filter(person=person, decided_at__isnull=False)
    return columns(
        recorded_by(concerns, moment, "decided_at"),
        on_day=LondonDay("decided_at"),
        known_at="decided_at",
        code="outcome",
        who="decided_by__name",
    )


def _say_decided(row: Row) -> Said:
    outcome = SafeguardingConcern.Outcome(row.code).label
    return Said(
        f"Safeguarding concern decided: {outcome[0].lower()}{outcome[1:]}", f"safeguarding, by {row.who}"
    )


SOURCES = (
    Source("note", "contact", Permission.KEEP_CONTACTS, _notes, _say_note),
    Source("safeguarding_raised", "concern", Permission.VIEW_RISK, _raised,
           lambda row: Said("Safeguarding concern raised", f"safeguarding, by {row.who}")),
    Source("safeguarding_decided", "concern", Permission.VIEW_RISK, _decided, _say_decided),
)  # fmt: skip
