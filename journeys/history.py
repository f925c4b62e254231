"""What was done with the record of one person: changes of state and corrections, by whom and when (domain: History).

Each event is told to those who may see what it is about. What others must not notice at all - records that are hidden,
people who may not meet, requests to take over - is not among the subjects.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from django.db.models import Q, QuerySet

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.paging import CountFreePage, CountFreePaginator
from foundation.lifecycle.drawing import machines
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import machine_of
from foundation.lifecycle.words import participle
from people.access import STEWARDS_ONLY
from people.merging.former import records_of
from people.models import Note, Person
from referrals.models import Referral

PER_PAGE = 50


class Subject(NamedTuple):
    """What an event can be about, in words, and what lets somebody read of it."""

    label: str
    words: str
    permission: Permission


_P = Permission
SUBJECTS = (
    Subject("people.person", "Who this is", _P.VIEW_PERSON),
    Subject("people.personarea", "Area", _P.VIEW_PERSON),
    Subject("people.caseload", "Caseload", _P.VIEW_PERSON),
    Subject("people.supervision", "Supervision", _P.VIEW_PERSON),
    Subject("people.release", "Release", _P.VIEW_PERSON),
    Subject("people.consent", "Consent", _P.VIEW_PERSON),
    Subject("people.cohortlabel", "Label", _P.VIEW_PERSON),
    Subject("people.riskinformation", "Risk information", _P.VIEW_RISK),
    Subject("people.activityadvice", "Advice on activities", _P.VIEW_RISK),
    Subject("people.licencecondition", "Licence condition", _P.VIEW_RISK),
    Subject("people.safeguardingconcern", "Safeguarding concern", _P.VIEW_RISK),
    Subject("people.offence", "Proven offence", _P.VIEW_RISK),
    Subject("people.localsignal", "Arrest or charge", _P.VIEW_RISK),
    Subject("people.note", "Note", _P.KEEP_CONTACTS),
    Subject("people.document", "Document", _P.KEEP_DOCUMENTS),
    Subject("referrals.referral", "Referral", _P.VIEW_REFERRAL),
    Subject("hubs.place", "Place at a hub", _P.VIEW_REFERRAL),
    Subject("hubs.induction", "Induction", _P.VIEW_REFERRAL),
    Subject("hubs.wellbeing", "Answers on wellbeing", _P.VIEW_REFERRAL),
    Subject("pathways.pathway", "Pathway", _P.VIEW_REFERRAL),
    Subject("pathways.assessment", "Assessment", _P.VIEW_REFERRAL),
    Subject("pathways.milestoneclaim", "Milestone claim", _P.VIEW_REFERRAL),
    Subject("pathways.spell", "Job, home or treatment", _P.VIEW_REFERRAL),
    Subject("pathways.check", "Check", _P.VIEW_REFERRAL),
    Subject("pathways.outcomesprofile", "TOP form", _P.VIEW_TOP),
    Subject("pathways.handover", "Handover", _P.SEND_HANDOVER),
    Subject("pathways.dutytorefer", "Duty to refer", _P.SEND_HANDOVER),
    Subject("pathways.plan", "Plan", _P.VIEW_REFERRAL),
    Subject("pathways.goal", "Goal", _P.VIEW_REFERRAL),
    Subject("pathways.step", "Step", _P.VIEW_REFERRAL),
    Subject("pathways.planreview", "Review of the plan", _P.VIEW_REFERRAL),
)
_OF_A_REFERRAL = "on the referral's own page, in the scope of its reader"
EXEMPT = {
    "hubs.booking": "each booking and mark is told by attendance; here they would drown all else",
    "people.expectedreoffending": "a score for comparing groups; of one person it would be a label",
    "people.takeoverrequest": "others must not notice that somebody asked",
    "referrals.enquiry": "about nobody until it is matched, and then the referral tells it",
    "referrals.need": _OF_A_REFERRAL,
    "referrals.transfer": _OF_A_REFERRAL,
    "referrals.jointmeeting": _OF_A_REFERRAL,
    "referrals.firstappointment": _OF_A_REFERRAL,
    "referrals.hubcontact": _OF_A_REFERRAL,
    "referrals.treatmenthandover": _OF_A_REFERRAL,
    "referrals.gatetick": _OF_A_REFERRAL,
}  # facts and machines about a person that are no subject, and why
_WORDS = {subject.label: subject.words for subject in SUBJECTS}
_NOTE = Note._meta.label_lower
_REFERRAL = Referral._meta.label_lower


@dataclass(frozen=True)
class Line:
    """One event in words."""

    event: Event

    @property
    def title(self) -> str:
        """Referral: accepted; Release: corrected"""
        return f"{_WORDS[self.event.subject_type]}: {_done(self.event.what)}"

    @property
    def moved(self) -> str:
        """From submitted to in review; nothing where no state changed."""
        before, after = self.event.from_state, self.event.to_state
        return f"From {_said(before)} to {_said(after)}" if before and after and before != after else ""

    @property
    def who(self) -> str:
        return f"{self.event.by}, {_said(self.event.by_role)}" if self.event.by else "the system"


def page_of(person: Person, user: User, *, number: object) -> CountFreePage:
    """A page of lines, the latest recorded first; one query."""
    page = CountFreePaginator(_events(person, user), PER_PAGE).page(number)
    page.object_list = [Line(event) for event in page.object_list]
    return page


def _events(person: Person, user: User) -> QuerySet[Event]:
    """A referral out of the user's scope is not told, nor a note that is not open to them; what only data stewards may
    read is told to nobody else.
    """
    open_to = [subject.label for subject in SUBJECTS if user.may(subject.permission)]
    referrals = Referral.objects.visible_to(user).filter(person=person).order_by()
    seen = ~Q(subject_type=_REFERRAL) | Q(subject_id__in=referrals.values("pk"))
    notes = Note.objects.open_to(user).filter(person=person).order_by()
    seen &= ~Q(subject_type=_NOTE) | Q(subject_id__in=notes.values("pk"))
    found = Event.objects.filter(seen, person_id__in=records_of(person), subject_type__in=open_to)
    if not user.may(Permission.RESOLVE_IDENTIFIERS):
        found = found.exclude(what__in=STEWARDS_ONLY)
    return found.select_related("by", "because").order_by("-recorded_at", "-id")


def _done(what: str) -> str:
    """The log has verbs of machines, and all else as participles already."""
    return participle(what) if what in _verbs() else _said(what)


@cache
def _verbs() -> frozenset[str]:
    return frozenset(rule.verb for model in machines().values() for rule in machine_of(model))


def _said(name: str) -> str:
    return name.replace("_", " ")
