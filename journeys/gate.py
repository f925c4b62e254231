"""What is booked for the days after a release: first appointments at hubs, and treatment that goes on."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import DateField, DateTimeField, F, QuerySet, Value
from django.db.models.functions import Cast

from foundation.lifecycle.dates import LondonDay
from pathways.handovers.states import OPEN, ServiceKind
from pathways.models import Handover
from people.models import Person
from referrals.models import FirstAppointment, TreatmentHandover


@dataclass
class Gate:
    """appointments: by the key of the referral. treatment_on: days of first appointments with a treatment service."""

    appointments: dict[int, list[datetime.datetime]] = field(default_factory=dict)
    treatment_on: list[datetime.date] = field(default_factory=list)


def gate_of(person: Person) -> Gate:
    """Everything booked; one query."""
    sent = Handover.objects.filter(person=person, service__kind=ServiceKind.TREATMENT, state__in=OPEN)
    rows = _columns(FirstAppointment.objects.filter(person=person), at=F("starts_at"), of=F("referral_id"))
    rows = rows.union(
        _columns(
            TreatmentHandover.objects.filter(person=person, appointment_on__isnull=False),
            on=F("appointment_on"),
        ),
        _columns(sent.filter(appointment_at__isnull=False), on=LondonDay("appointment_at")),
        all=True,
    )
    gate = Gate()
    for referral_id, at, on in rows:
        if at:
            gate.appointments.setdefault(referral_id, []).append(at)
        else:
            gate.treatment_on.append(on)
    return gate


def _columns(rows: QuerySet, **said: Any) -> QuerySet:
    """of: the key of the referral; at: a moment; on: a day."""
    named = {
        "gate_of": said.get("of", Value(0)),
        "gate_at": Cast(said.get("at", Value(None)), DateTimeField()),
        "gate_on": Cast(said.get("on", Value(None)), DateField()),
    }
    return rows.order_by().annotate(**named).values_list(*named)
