"""Who came to hold the person: each caseload begun, with the reason of the move."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle.facts import Moment
from foundation.lifecycle.models import Event
from people.merging.former import records_of
from people.models import Caseload, Person

from ..entries import Row, Said, Source, columns, recorded_by


def _held(person: Person, user: User, moment: Moment) -> QuerySet:
    """`code` is the practitioner if one is named, `words` the team, `more` why, `who` who moved it."""
    subject = Caseload.objects.filter(pk=OuterRef("subject_id")).order_by()
    told = Event.objects.filter(
        person_id__in=records_of(person),
        subject_type=Caseload._meta.label_lower,
        what="held",
        effective_on__lte=moment.as_at,
    )
    return columns(
        recorded_by(told, moment),
        on_day="effective_on",
        known_at="recorded_at",
        code=Subquery(subject.values("practitioner__name")[:1]),
        words=Subquery(subject.values("team__name")[:1]),
        more=Coalesce("because__words", "reason"),
        who="by__name",
    )


def _say_held(row: Row) -> Said:
    holder = f"{row.code}, {row.words}" if row.code else row.words
    return Said(f"Held by {holder}", f"caseload, by {row.who}" if row.who else "caseload", row.more)


SOURCES = (Source("held", "caseload", Permission.VIEW_PERSON, _held, _say_held),)
