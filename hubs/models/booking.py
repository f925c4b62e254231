"""A person's place in a session, and the register's mark on it."""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import moves

from .. import access
from ..querysets import BookingQuerySet
from ..states import ABSENT, CANCELLED, LIVE, OFFER_STANDS, TAKES_A_PLACE, Mark
from ..states import BookingState as B


def why_not_answered(booking: "Booking") -> str:
    """An offer whose time is over is answered no more."""
    if booking.offer_ends_at and booking.offer_ends_at <= timezone.now():
        return (
            "This offer has ended. Put the person on the waiting list again, or book them if there is room."
        )
    return ""


def why_not_expired(booking: "Booking") -> str:
    """An offer ends when its time is over, not before."""
    return "" if why_not_answered(booking) else "This offer still stands."


class Booking(Fact, Stateful):
    """A person's place in a session. `mark` is empty until the register says something.

    `hub` and `held_on` are stamped from the session: reports group by them without a join. `walk_in` is someone who
    came without a booking. `queued_at` is when the person joined the waiting list: offers go in its order. A moved
    booking is named by the new one in `moved_from`. Who has a place beyond the session's capacity was let in by
    `allowed_by`: the hub manager, who says why, or whoever took the register of a walk-in. `imported` is history from
    a file, which no rule refuses.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    session = models.ForeignKey("hubs.Session", on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="bookings")
    hub = models.ForeignKey("hubs.Hub", on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField(editable=False)
    walk_in = models.BooleanField(default=False)
    queued_at = models.DateTimeField("joined the waiting list at", null=True, editable=False)
    offered_at = models.DateTimeField(null=True, editable=False)
    moved_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="moved_to")
    state = StateField(default=B.BOOKED, choices=B.choices)
    over_capacity_reason = models.CharField(max_length=300, blank=True)
    allowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    imported = models.BooleanField(default=False, editable=False)
    mark = models.CharField(max_length=20, choices=Mark.choices, blank=True)
    absence_reason = models.CharField(max_length=120, blank=True)
    acceptable = models.BooleanField("was the absence acceptable", null=True, blank=True)
    did = models.CharField("what they did", max_length=200, blank=True)
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
                condition=Q(over_capacity_reason="") | Q(allowed_by__isnull=False),
                name="a_booking_over_capacity_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(allowed_by=None) | Q(walk_in=True) | ~Q(over_capacity_reason=""),
                name="who_lets_in_beyond_capacity_says_why",
            ),
            models.CheckConstraint(
                condition=Q(absence_reason="") | Q(mark__in=ABSENT), name="only_an_absence_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(acceptable=None) | Q(mark__in=ABSENT), name="only_an_absence_is_acceptable_or_not"
            ),
            models.CheckConstraint(
                condition=~Q(state=B.WAITING_LIST) | Q(queued_at__isnull=False),
                name="a_waiting_booking_has_its_turn",
            ),
            models.CheckConstraint(
                condition=~Q(state=B.OFFERED) | Q(offered_at__isnull=False), name="an_offer_has_its_time"
            ),
        ]
        indexes = [
            models.Index(fields=["session", "state", "person", "superseded_at"], name="booking_of_session"),
            models.Index(fields=["person", "held_on", "superseded_at"], name="booking_of_person"),
            models.Index(fields=["held_on", "hub", "mark", "state", "superseded_at"], name="booking_by_day"),
            models.Index(fields=["version_of", "superseded_at"], name="booking_versions"),
            models.Index(
                fields=["person", "session"],
                condition=CURRENT & Q(state__in=TAKES_A_PLACE),
                name="booking_that_meets",
            ),
            models.Index(
                fields=["offered_at"], condition=CURRENT & Q(state=B.OFFERED), name="offer_standing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.session_id}"

    @property
    def effective_on(self):
        return self.held_on

    @property
    def is_cancelled(self) -> bool:
        return self.state in CANCELLED

    @property
    def offer_ends_at(self) -> datetime.datetime | None:
        """48 hours after the offer, or when the session begins if that is sooner."""
        return self.offered_at and min(self.offered_at + OFFER_STANDS, self.session.starts_at)

    @moves(B.WAITING_LIST, B.OFFERED, permission=Permission.RUN_SESSIONS, allows=access.only_the_system,
           who="the system, when a place is free", needs="first in turn of those whom the rules let in",
           by_system=True)  # fmt: skip
    def offer(self) -> None:
        """A place is free; it is theirs for 48 hours."""
        self.offered_at = timezone.now()

    @moves(B.OFFERED, B.BOOKED, permission=Permission.RUN_SESSIONS, who="a worker of the hub",
           allows=access.is_at_hub, not_now=why_not_answered, needs="who answered; within 48 hours")  # fmt: skip
    def accept_offer(self) -> None:
        """The person takes the place."""

    @moves(B.OFFERED, B.DECLINED, permission=Permission.RUN_SESSIONS, who="a worker of the hub",
           allows=access.is_at_hub, not_now=why_not_answered, needs="who answered, reason")  # fmt: skip
    def decline_offer(self) -> None:
        """The person does not want the place; it goes to the next."""

    @moves(B.OFFERED, B.EXPIRED, permission=Permission.RUN_SESSIONS, allows=access.only_the_system,
           who="the system, after 48 hours", not_now=why_not_expired, needs="48 hours without an answer",
           by_system=True)  # fmt: skip
    def expire_offer(self) -> None:
        """Nobody answered; the place goes to the next."""

    @moves(LIVE, B.CANCELLED_BY_PERSON, permission=Permission.RUN_SESSIONS, who="a worker of the hub",
           allows=access.is_at_hub, needs="the session has not begun")  # fmt: skip
    def cancel_for_person(self) -> None:
        """The person said they cannot come."""

    @moves(LIVE, B.CANCELLED_BY_HUB, permission=Permission.RUN_SESSIONS, who="a worker of the hub",
           allows=access.is_at_hub, needs="reason; the session has not begun", by_system=True)  # fmt: skip
    def cancel_for_hub(self) -> None:
        """The hub took the booking back."""

    @moves(B.BOOKED, B.MOVED, permission=Permission.RUN_SESSIONS, who="a worker of the hub",
           allows=access.is_at_hub, needs="a booking in the other session, made with it")  # fmt: skip
    def move(self) -> None:
        """The person comes to another session instead."""

    @moves(CANCELLED, B.BOOKED, permission=Permission.RUN_SESSIONS, who="a worker of the hub",
           allows=access.is_at_hub, needs="all rules of a new booking")  # fmt: skip
    def restore(self) -> None:
        """The person is expected again; whoever let them in beyond the capacity did so once."""
        self.over_capacity_reason, self.allowed_by = "", None


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
