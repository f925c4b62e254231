"""A person handed over to a partner service, until the service says what came of it."""

import datetime
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.design.dates import day_of
from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import SAME, moves
from people.models import Consent

from ..handovers import access, readiness
from ..handovers.states import (
    ENDED,
    OPEN,
    TOLD_OUTCOME,
    WITH_APPOINTMENT,
    WITH_SERVICE,
    Bridge,
    DutyAnswer,
    DutyOwed,
    ServiceKind,
)
from ..handovers.states import HandoverState as H
from ..querysets.handovers import HandoverQuerySet

_SERVICE: dict[str, Any] = {
    "permission": Permission.ANSWER_HANDOVER,
    "who": "a worker of the service",
    "allows": access.is_of_service,
}


class Handover(Fact, Stateful):
    """One person, one service, one purpose (domain: Handover).

    `involvement` lets the service's team see the fields it names, and nothing else, until the handover ends. The
    person agreed to this sharing on `agreed_on`. `contact`, `need` and `medication` are what the sender wrote for the
    service, shown where the fields name them. `attended_on` is the first attendance. To a housing authority it is a
    duty-to-refer, made on the day it was sent (Homelessness Reduction Act 2017, section 10).
    """

    State = H

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=12)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="handovers")
    service = models.ForeignKey("pathways.PartnerService", on_delete=models.PROTECT, related_name="+")
    involvement = models.ForeignKey("people.Involvement", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    purpose = models.CharField(max_length=500)
    agreed_on = models.DateField("the person agreed on")
    agreed_how = models.CharField("how they agreed", max_length=20, choices=Consent.How.choices)
    contact = models.CharField("how to reach the person", max_length=300, blank=True)
    need = models.CharField("what is needed", max_length=500, blank=True)
    medication = models.CharField(max_length=500, blank=True)
    continues_treatment = models.BooleanField("treatment goes on from custody", default=False)
    bridge = models.CharField("medication bridge", max_length=10, choices=Bridge.choices, blank=True)

    state = StateField(default=H.SENT, choices=H.choices)
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    appointment_at = models.DateTimeField(null=True)
    appointment_place = models.CharField("where the appointment is", max_length=200, blank=True)
    attended_on = models.DateField("first attended on", null=True)
    spell = models.ForeignKey("pathways.Spell", null=True, on_delete=models.PROTECT, related_name="+")
    duty_answer = models.CharField(max_length=20, choices=DutyAnswer.choices, blank=True)
    duty_answered_on = models.DateField(null=True)
    duty_owed = models.CharField(max_length=20, choices=DutyOwed.choices, blank=True)
    duty_reason = models.CharField("why it was not accepted", max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.CharField("outcome, or why it ended", max_length=120, blank=True)
    end_text = models.CharField("in words", max_length=500, blank=True)

    objects = CurrentManager.from_queryset(HandoverQuerySet)()

    class Meta:
        ordering = ["-sent_at", "-id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["uuid"], condition=CURRENT, name="one_handover_of_a_uuid"),
            models.UniqueConstraint(fields=["reference"], condition=CURRENT, name="one_handover_of_a_reference"),
            models.UniqueConstraint(
                fields=["person", "service"],
                condition=CURRENT & Q(state__in=OPEN),
                name="one_open_handover_to_a_service",
            ),
            models.CheckConstraint(condition=Q(state__in=H.values), name="handover_state_known"),
            models.CheckConstraint(condition=~Q(purpose=""), name="a_handover_says_what_for"),
            models.CheckConstraint(
                condition=~Q(state__in=WITH_SERVICE) | Q(received_at__isnull=False), name="handover_received_at"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WITH_APPOINTMENT) | Q(appointment_at__isnull=False),
                name="handover_has_its_appointment",
            ),
            models.CheckConstraint(
                condition=~Q(state=H.ATTENDED) | Q(attended_on__isnull=False), name="handover_attended_on"
            ),
            models.CheckConstraint(
                condition=(Q(state__in=ENDED, ended_at__isnull=False) & ~Q(end_reason=""))
                | Q(state__in=OPEN, ended_at=None, ended_by=None, end_reason="", end_text=""),
                name="an_ended_handover_alone_says_why",
            ),
            models.CheckConstraint(
                condition=Q(duty_answer="", duty_answered_on=None, duty_owed="", duty_reason="")
                | Q(duty_answer=DutyAnswer.ACCEPTED, duty_answered_on__isnull=False, duty_reason="")
                | (Q(duty_answer=DutyAnswer.NOT_ACCEPTED, duty_answered_on__isnull=False, duty_owed="")
                   & ~Q(duty_reason="")),
                name="a_duty_not_accepted_has_its_reason",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["service", "state", "sent_at"], name="handover_of_service"),
            models.Index(fields=["person", "superseded_at"], name="handover_of_person"),
            models.Index(fields=["team", "state", "sent_at"], name="handover_of_team"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def sent_on(self) -> datetime.date:
        return day_of(self.sent_at)

    @property
    def effective_on(self) -> datetime.date:
        return self.sent_on

    @property
    def appointment_on(self) -> datetime.date | None:
        return day_of(self.appointment_at) if self.appointment_at else None

    @property
    def fields(self) -> list[str]:
        """What is shared, by the slugs of `handovers.sharing`."""
        return self.involvement.fields

    @property
    def seen_as(self) -> str:
        """Which version of it a page shows: what either side does is one, and a merge or a moved caseload is none."""
        return str(self.version)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_duty_to_refer(self) -> bool:
        """Every handover to a housing authority is one."""
        return self.service.kind == ServiceKind.HOUSING

    @property
    def is_for_treatment(self) -> bool:
        return self.service.kind == ServiceKind.TREATMENT

    @moves(H.SENT, H.RECEIVED, **_SERVICE)
    def receive(self, *, by) -> None:
        """The service has it, and will see the person."""
        self.received_at, self.received_by = timezone.now(), by

    @moves((H.SENT, H.RECEIVED), H.REFUSED, missing=readiness.missing_to_end, needs="reason; in words where the "
           "list asks for them", **_SERVICE)  # fmt: skip
    def refuse(self, *, by, because, text: str) -> None:
        """The service will not take the person on."""
        self._end(by, because, text)

    @moves(WITH_SERVICE, H.BOOKED, needs="day, time and place; as often as it is re-dated", **_SERVICE)
    def book(self, *, appointment_at: datetime.datetime, place: str) -> None:
        """An appointment, the first or another one."""
        self.appointment_at, self.appointment_place = appointment_at, place

    @moves(H.BOOKED, H.ATTENDED, not_now=readiness.not_before_the_appointment, needs="the day", **_SERVICE)
    def attend(self, *, on: datetime.date) -> None:
        """The person came."""
        self.attended_on = min(self.attended_on or on, on)

    @moves(H.BOOKED, H.DID_NOT_ATTEND, not_now=readiness.not_before_the_appointment, **_SERVICE)
    def miss(self) -> None:
        """The person did not come; another appointment can be booked."""

    @moves(
        TOLD_OUTCOME,
        (H.ATTENDED, H.DID_NOT_ATTEND, H.BOOKED),
        needs="what is so, and what was wrong",
        **_SERVICE,
    )
    def put_right(self, *, to: str, attended_on: datetime.date | None) -> str:
        """What was recorded of the last appointment was wrong. attended_on: the first attendance that stands."""
        self.attended_on = attended_on
        return to

    @moves(WITH_SERVICE, SAME, not_now=readiness.not_for_treatment, needs="first day and setting; makes the treatment "
           "episode", **_SERVICE)  # fmt: skip
    def start_treatment(self, *, spell) -> None:
        """Structured treatment has begun."""
        self.spell = spell

    @moves(WITH_SERVICE, SAME, not_now=readiness.not_a_duty_to_refer, needs="accepted or not; a reason where not",
           **_SERVICE)  # fmt: skip
    def answer_duty(self, *, answer: str, on: datetime.date, owed: str, because: str) -> None:
        """The authority says whether it owes the person a duty; said again, the last answer stands."""
        self.duty_answer, self.duty_answered_on = answer, on
        self.duty_owed, self.duty_reason = owed, because

    @moves(WITH_SERVICE, H.CLOSED, missing=readiness.missing_to_end, not_now=readiness.not_before_the_duty_is_answered,
           needs="outcome; in words where the list asks for them", **_SERVICE)  # fmt: skip
    def close(self, *, by, because, text: str) -> None:
        """The service has done what it was asked, or can do no more."""
        self._end(by, because, text)

    @moves(OPEN, H.WITHDRAWN, permission=Permission.SEND_HANDOVER, who="the side that works with the person",
           allows=access.is_on_the_sending_side, missing=readiness.missing_to_end, by_system=True,
           needs="reason; set by a death and by a withdrawn consent")  # fmt: skip
    def withdraw(self, *, by, because, text: str) -> None:
        """It is not wanted any more: the service sees the person no longer."""
        self._end(by, because, text)

    def _end(self, by, because, text: str) -> None:
        self.ended_at, self.ended_by = timezone.now(), by
        self.end_reason, self.end_text = because.reason, text
