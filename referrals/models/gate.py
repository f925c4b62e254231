"""What is recorded through the gate: meeting, appointment, contact, handover of treatment, and ticks of the checklist.

All are facts of one referral; who wrote them is in their events. (product: journey 3; domain: Referral, accepted)
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact


def _came_or_why_not(side: str) -> models.CheckConstraint:
    """Nobody is absent from a meeting without a reason."""
    return models.CheckConstraint(
        condition=Q(**{side: True}) | ~Q(**{f"{side}_why_not": ""}), name=f"{side}_came_or_why_not"
    )


class GateRecord(Fact):
    """One fact of a referral on its way through the gate."""

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    objects = CurrentManager()

    class Meta:
        abstract = True
        base_manager_name = "versions"
        default_manager_name = "objects"


class JointMeeting(GateRecord):
    """The prison, the hub and the person plan the release together; whoever did not come has a reason.

    It was joint when both the prison and the hub came: that is what T1 counts and what the clock asks for.
    """

    class How(models.TextChoices):
        IN_PRISON = "in_prison", "In the prison"
        VIDEO = "video", "By video"
        PHONE = "phone", "By phone"

    held_on = models.DateField()
    how = models.CharField(max_length=10, choices=How.choices)
    prison_side = models.BooleanField()
    prison_side_why_not = models.CharField(max_length=300, blank=True)
    hub_side = models.BooleanField()
    hub_side_why_not = models.CharField(max_length=300, blank=True)
    person_side = models.BooleanField()
    person_side_why_not = models.CharField(max_length=300, blank=True)
    notes = models.TextField(max_length=2000, blank=True)

    class Meta(GateRecord.Meta):
        ordering = ["-held_on", "-id"]
        constraints = [_came_or_why_not(side) for side in ("prison_side", "hub_side", "person_side")]
        indexes = [models.Index(fields=["person", "held_on", "superseded_at"], name="meeting_of_person")]

    def __str__(self) -> str:
        return f"joint meeting of {self.held_on}"

    @property
    def effective_on(self):
        return self.held_on

    @property
    def was_joint(self) -> bool:
        """Whether both the prison and the hub came."""
        return self.prison_side and self.hub_side


class FirstAppointment(GateRecord):
    """The first appointment after release: one a referral, re-dated by a correction that keeps the former time."""

    starts_at = models.DateTimeField()
    place = models.CharField("where", max_length=200)
    with_whom = models.CharField(max_length=120)

    class Meta(GateRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["referral"], condition=CURRENT, name="one_first_appointment"),
        ]

    def __str__(self) -> str:
        return f"first appointment at {self.starts_at}"


class HubContact(GateRecord):
    """The hub reached the person after release. The first one is due within 2 working days."""

    class How(models.TextChoices):
        AT_THE_GATE = "at_the_gate", "Met at the gate"
        AT_THE_HUB = "at_the_hub", "At the hub"
        VISIT = "visit", "At home or elsewhere"
        PHONE = "phone", "By phone or video"

    made_on = models.DateField()
    how = models.CharField(max_length=20, choices=How.choices)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(max_length=2000, blank=True)

    class Meta(GateRecord.Meta):
        ordering = ["-made_on", "-id"]
        indexes = [models.Index(fields=["person", "made_on", "superseded_at"], name="contact_of_person")]

    def __str__(self) -> str:
        return f"contact of {self.made_on}"

    @property
    def effective_on(self):
        return self.made_on


class TreatmentHandover(GateRecord):
    """Drug or alcohol treatment goes on outside: with whom, from when, and whether medication bridges the gap."""

    class Bridge(models.TextChoices):
        YES = "yes", "Yes, arranged for the day of release"
        NO = "no", "No, not arranged yet"
        NOT_NEEDED = "not_needed", "Not needed"

    service = models.CharField(max_length=120)
    appointment_on = models.DateField(null=True, blank=True)
    bridge = models.CharField("medication bridge", max_length=10, choices=Bridge.choices)

    class Meta(GateRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["referral"], condition=CURRENT, name="one_treatment_handover"),
        ]

    def __str__(self) -> str:
        return f"treatment handed over to {self.service}"


class GateTick(GateRecord):
    """What staff say of an item of the checklist that no record answers, with the reason (`referrals/gate.py`)."""

    class Answer(models.TextChoices):
        IN_PLACE = "in_place", "In place"
        NOT_NEEDED = "not_needed", "Not needed"

    item = models.CharField(max_length=30)
    answer = models.CharField(max_length=10, choices=Answer.choices)
    why = models.CharField(max_length=300)

    class Meta(GateRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["referral", "item"], condition=CURRENT, name="one_tick_an_item"),
            models.CheckConstraint(condition=~Q(why=""), name="a_tick_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_answer_display()}"
