"""What is booked for the days after a release: first appointments at hubs, and treatment that goes on."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from foundation.design.dates import day_of
from pathways.handovers.states import OPEN, ServiceKind
from pathways.models import Handover
from people.models import Person
from referrals.models import FirstAppointment, TreatmentHandover

from .gathering import Rows


@dataclass
class Gate:
    """appointments: by the key of the referral. treatment_on: days of first appointments with a treatment service."""

    appointments: dict[int, list[datetime.datetime]] = field(default_factory=dict)
    treatment_on: list[datetime.date] = field(default_factory=list)


def asked_about(person: Person) -> dict[str, Rows]:
    """What `gate_among` reads."""
    sent = Handover.objects.filter(person=person, service__kind=ServiceKind.TREATMENT, state__in=OPEN)
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
