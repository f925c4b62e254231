"""Documents added; what was set aside is told as long as it stood."""

from django.db.models import Q, QuerySet

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle.dates import LondonDay
from foundation.lifecycle.facts import Moment
from people.models import Document, Person

from ..entries import Row, Said, Source, columns, recorded_by


def _added(person: Person, user: User, moment: Moment) -> QuerySet:
    documents = recorded_by(Document.objects.filter(person=person), moment, "uploaded_at")
    stood = Q(set_aside_at=None)
    if moment.known_at:
        stood |= Q(set_aside_at__gt=moment.known_at)
    return columns(
        documents.filter(stood),
        on_day=LondonDay("uploaded_at"),
        known_at="uploaded_at",
        code="kind",
        words="title",
        who="uploaded_by__name",
    )


def _say(row: Row) -> Said:
    return Said(f"Document added: {row.words}", f"{Document.Kind(row.code).label.lower()}, {row.who}")


SOURCES = (Source("document", "document", Permission.KEEP_DOCUMENTS, _added, _say),)
