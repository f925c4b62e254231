"""A person's place in a session, and the register's mark on it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.accounts.roles import Permission
from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import moves

from .. import access
from ..querysets import BookingQuerySet
from ..states import LIVE, Mark
from ..states import BookingState as B


class Booking(Fact, Stateful):
    """A person's place in a session. `mark` is empty until the register says something.

    `hub` and `held_on` are stamped from the session: reports group by them without a join. `walk_in` is someone who
    came without a booking.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    session = models.ForeignKey("hubs.Session", on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="bookings")
    hub = models.ForeignKey("hubs.Hub", on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField(editable=False)
    walk_in = models.BooleanField(default=False)
    state = StateField(default=B.BOOKED, choices=B.choices)
    mark = models.CharField(max_length=20, choices=Mark.choices, blank=True)
    absence_reason = models.CharField(max_length=120, blank=True)
    strength = models.CharField("strength shown", max_length=200, blank=True)
    note = models.TextField(blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    marked_at = models.DateTimeField(null=True, editable=False)

    inducted: bool  # these two are there after `with_standing()`
    consented: bool

    objects = CurrentManager.from_queryset(BookingQuerySet)()

    class Meta:
        ordering = ["id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["uuid"], condition=CURRENT, name="one_booking_of_a_uuid"),
            models.UniqueConstraint(
                fields=["session", "person"], condition=CURRENT & Q(state__in=LIVE), name="one_live_booking"
            ),
            models.CheckConstraint(condition=Q(state__in=B.values), name="booking_state_known"),
            models.CheckConstraint(condition=Q(mark="") | Q(mark__in=Mark.values), name="mark_known"),
            models.CheckConstraint(
                condition=Q(absence_reason="") | Q(mark__in=[Mark.DID_NOT_ATTEND, Mark.NOT_EXPECTED]),
                name="only_an_absence_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["session", "state", "person", "superseded_at"], name="booking_of_session"),
            models.Index(fields=["person", "held_on", "superseded_at"], name="booking_of_person"),
            models.Index(fields=["held_on", "hub", "mark", "state", "superseded_at"], name="booking_by_day"),
            models.Index(fields=["version_of", "superseded_at"], name="booking_versions"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.session_id}"

    @property
    def effective_on(self):
        return self.held_on

    @moves(B.BOOKED, B.CANCELLED_BY_PERSON, permission=Permission.RUN_SESSIONS, who="a worker of the hub",
           allows=access.is_at_hub, needs="the session has not begun")  # fmt: skip
    def cancel_for_person(self) -> None:
        """The person said they cannot come."""

    @moves(B.BOOKED, B.CANCELLED_BY_HUB, permission=Permission.RUN_SESSIONS, who="a worker of the hub",
           allows=access.is_at_hub, needs="the session has not begun", by_system=True)  # fmt: skip
    def cancel_for_hub(self) -> None:
        """The hub took the booking back."""


class Concern(models.Model):
    """Something a hub worker saw and the practitioner must know at once. Kept, never deleted."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="concerns")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="concerns")
    text = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-recorded_at"]

    def __str__(self) -> str:
        return f"concern of {self.recorded_at:%Y-%m-%d}"
