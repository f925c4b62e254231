"""What happened to each referral that this user may see."""

from django.db.models import OuterRef, QuerySet, Subquery

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle.facts import Moment
from foundation.lifecycle.models import Event
from people.merging.former import records_of
from people.models import Person
from referrals.models import Referral

from ..entries import Row, Said, Source, columns, recorded_by, referrals_seen

# Verbs of the log in words: all of the machine, save that a discarded draft is seen by nobody. Of what else the log has
# (each saved part of a draft, corrections) only this is told.
TITLES = {
    "drafted": "Referral begun",
    "submit": "Referral submitted",
    "take": "Referral taken for review",
    "hand_back": "Referral handed back",
    "request_information": "Question asked about the referral",
    "provide_information": "Question about the referral answered",
    "wait_list": "Put on the waiting list",
    "accept": "Referral accepted",
    "decline": "Referral declined",
    "reconsider": "Declined referral taken up again",
    "start": "Referral started",
    "review": "Referral reviewed",
    "hold": "Referral put on hold",
    "resume": "Referral resumed",
    "transfer": "Referral transferred",
    "complete": "Referral completed",
    "end_early": "Referral ended early",
    "reopen": "Referral reopened",
    "withdraw": "Referral withdrawn",
    "void": "Referral entered in error",
    "imported": "Referral imported",
}


def _events(person: Person, user: User, moment: Moment) -> QuerySet:
    """`code` is the verb, `words` the hub, `more` the referral's reference."""
    subject = Referral.objects.filter(pk=OuterRef("subject_id")).order_by()
    told = Event.objects.filter(
        person_id__in=records_of(person),
        subject_type=Referral._meta.label_lower,
        subject_id__in=referrals_seen(person, user),
        what__in=TITLES,
        effective_on__lte=moment.as_at,
    )
    return columns(
        recorded_by(told, moment),
        on_day="effective_on",
        known_at="recorded_at",
        code="what",
        words=Subquery(subject.values("hub__name")[:1]),
        more=Subquery(subject.values("reference")[:1]),
        who="by__name",
    )


def _say(row: Row) -> Said:
    where = f": {row.words}" if row.words else ""
    detail = f"referral {row.more}"
    return Said(f"{TITLES[row.code]}{where}", f"{detail}, by {row.who}" if row.who else detail)


SOURCES = (Source("referral", "referral", Permission.VIEW_REFERRAL, _events, _say),)
