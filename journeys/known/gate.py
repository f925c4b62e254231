"""What is booked for the days after a release: first appointments at hubs, and treatment that goes on."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from foundation.design.dates import day_of
from pathways.handovers.states import OPEN, HandoverState, ServiceKind
from pathways.models import Handover
from people.models import Person, Release
from referrals.models import FirstAppointment, TreatmentHandover

from .gathering import Rows


@dataclass
class Gate:
    """appointments: by the key of the referral. treatment_on: days of first appointments with a treatment service."""

    appointments: dict[int, list[datetime.datetime]] = field(default_factory=dict)
    treatment_on: list[datetime.date] = field(default_factory=list)

    def has_treatment_for(self, release: Release, releases: Sequence[Release]) -> bool:
        """Whether treatment is arranged for a release: an appointment before the person was taken in again was for the
        release before it. releases: all of the person.
        """
        since = max(_days_before(release, releases), default=datetime.date.min)
        return any(day > since for day in self.treatment_on)


def asked_about(person: Person) -> dict[str, Rows]:
    """What `gate_among` reads; a missed appointment is none, until another one is booked."""
    sent = Handover.objects.filter(person=person, service__kind=ServiceKind.TREATMENT, state__in=OPEN)
    sent = sent.exclude(state=HandoverState.DID_NOT_ATTEND)
    treatments = TreatmentHandover.objects.filter(person=person, appointment_on__isnull=False)
    return {
        "first_appointments": Rows(FirstAppointment.objects.filter(person=person)),
        "treatments": Rows(treatments),
        "handovers": Rows(sent.filter(appointment_at__isnull=False)),
    }


def gate_among(found: Mapping[str, Sequence[Any]]) -> Gate:
    """Everything booked, of what was gathered."""
    gate = Gate(treatment_on=[each.appointment_on for each in found["treatments"]])
    gate.treatment_on += [day_of(each.appointment_at) for each in found["handovers"]]
    for each in found["first_appointments"]:
        gate.appointments.setdefault(each.referral_id, []).append(each.starts_at)
    return gate


def _days_before(release: Release, releases: Sequence[Release]) -> Iterator[datetime.date]:
    """The days of former releases and recalls, and the day of this reception."""
    if release.received_on:
        yield release.received_on
    for former in releases:
        if former.pk != release.pk and former.released_on and former.released_on < release.day:
            yield former.recalled_on or former.released_on
