"""What somebody needed: each need assessed, and where its pathway went by facts or by a worker's hand."""

from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle.facts import Moment
from foundation.lifecycle.models import Event
from pathways.kinds import KINDS
from pathways.models import Assessment, Pathway
from people.merging.former import records_of
from people.models import Person

from ..entries import Row, Said, Source, columns, dated, recorded_by

# Verbs of the log in words; what only opens and closes with a referral is told by the referral.
TITLES = {
    "decline_support": "Support declined",
    "achieve": "Achieved",
    "sustain": "Sustained",
    "set_back": "Setback",
    "setback_taken_back": "Setback taken back",
}


def _moves(person: Person, user: User, moment: Moment) -> QuerySet:
    """`code` is the verb, `words` the kind, `more` why: from a list, or as somebody wrote it."""
    subject = Pathway.versions.filter(pk=OuterRef("subject_id")).order_by()
    told = Event.objects.filter(
        person_id__in=records_of(person),
        subject_type=Pathway._meta.label_lower,
        what__in=TITLES,
        effective_on__lte=moment.as_at,
    )
    return columns(
        recorded_by(told, moment),
        on_day="effective_on",
        known_at="recorded_at",
        code="what",
        words=Subquery(subject.values("kind")[:1]),
        more=Coalesce(NullIf("reason", Value("")), "because__words"),
        who="by__name",
    )


def _say_move(row: Row) -> Said:
    by = f"pathway, by {row.who}" if row.who else "pathway"
    return Said(f"{TITLES[row.code]}: {KINDS[row.words].title.lower()}", by, row.more)


def _say_assessed(row: Row) -> Said:
    return Said(f"{KINDS[row.code].title} assessed: {row.words}", f"pathway, by {row.who}")


_found = Case(When(found_need=True, then=Value("a need")), default=Value("no need"))
_assessed = dated(Assessment, "assessed_on", code="pathway__kind", words=_found, who="assessed_by__name")

SOURCES = (
    Source("assessed", "pathway", Permission.VIEW_REFERRAL, _assessed, _say_assessed),
    Source("pathway", "pathway", Permission.VIEW_REFERRAL, _moves, _say_move),
)
