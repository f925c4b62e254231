"""The way through the gate, of each referral that this user may see; what was noted stays on the referral's page."""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle.dates import LondonDay
from foundation.lifecycle.facts import Moment
from people.models import Person
from referrals.models import FirstAppointment, HubContact, JointMeeting, TreatmentHandover
from referrals.models.gate import GateRecord

from ..entries import Row, Said, Source, referrals_seen, versions_of

SIDES = Case(
    When(prison_side=True, hub_side=True, then=Value("with prison and hub")),
    When(prison_side=True, then=Value("without the hub")),
    When(hub_side=True, then=Value("without the prison")),
    default=Value("without prison and hub"),
)
PERSON_CAME = Case(
    When(person_side=True, then=Value("the person came")), default=Value("the person did not come")
)


def _of_referrals_seen(
    model: type[GateRecord], field: str, *, day: Any = None, where: Q | None = None, **texts: Any
) -> Callable[[Person, User, Moment], QuerySet]:
    """As `entries.dated`, of referrals in the user's scope. day: for what may be to come, the day that it falls on."""
    named = {"who": "referral__reference"} | texts
    known = versions_of(model, on_day=day or field, known_by=field, where=where, **named)

    def rows(person: Person, user: User, moment: Moment) -> QuerySet:
        has_come = {f"{field}__lte": moment.as_at} if day is None else {}
        return known(moment).filter(person=person, referral__in=referrals_seen(person, user), **has_come)

    return rows


def _say_meeting(row: Row) -> Said:
    how = JointMeeting.How(row.code).label
    return Said(f"Joint meeting {how[0].lower()}{how[1:]}, {row.words}", f"{row.more}, referral {row.who}")


def _say_appointment(row: Row) -> Said:
    return Said(f"First appointment after release: {row.words}", f"with {row.more}, referral {row.who}")


def _say_contact(row: Row) -> Said:
    how = HubContact.How(row.code).label.lower()
    return Said("The hub reached them after release", f"{how}, referral {row.who}")


def _say_treatment(row: Row) -> Said:
    return Said(f"Treatment goes on with {row.words}", f"first appointment, referral {row.who}")


_SEES = Permission.VIEW_REFERRAL
_meetings = _of_referrals_seen(JointMeeting, "held_on", code="how", words=SIDES, more=PERSON_CAME)
_appointments = _of_referrals_seen(
    FirstAppointment, "starts_at", day=LondonDay("starts_at"), words="place", more="with_whom"
)
_contacts = _of_referrals_seen(HubContact, "made_on", code="how")
_treatments = _of_referrals_seen(
    TreatmentHandover,
    "appointment_on",
    day="appointment_on",
    where=Q(appointment_on__isnull=False),
    words="service",
)

SOURCES = (
    Source("joint_meeting", "gate", _SEES, _meetings, _say_meeting),
    Source("first_appointment", "gate", _SEES, _appointments, _say_appointment),
    Source("hub_contact", "gate", _SEES, _contacts, _say_contact),
    Source("treatment_handover", "gate", _SEES, _treatments, _say_treatment),
)
