"""A session: an activity at a hub at a time, and its register's state."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import moves

from .. import access
from ..querysets import SessionQuerySet
from ..states import AHEAD
from ..states import SessionState as S


def why_not_undone(session: "Session") -> str:
    """Undone on the day it was said; after that the register is opened again (domain: Session)."""
    if said_today(session):
        return ""
    return "This can be undone only on the day it was recorded. After that the hub manager opens the register again."


def why_not_reopened(session: "Session") -> str:
    """On the day it was said it is undone."""
    return "This was recorded today: undo it instead." if said_today(session) else ""


def said_today(session: "Session") -> bool:
    """Whether it was today that the session was said not to be held."""
    return bool(session.not_held_at and timezone.localdate(session.not_held_at) == timezone.localdate())


class Session(Fact, Stateful):
    """An activity at a hub at a time. `held_on` is its London day, stored since reports group by it.

    `capacity` empty means none is set (sessions made by an import). A session of the timetable names its `rule`, and in
    `rule_starts_at` the occurrence that it is, wherever it was moved since. A `one_to_one` is an appointment of one
    person with its lead: one place, no waiting list, and no word of it outside the hub.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    hub = models.ForeignKey("hubs.Hub", on_delete=models.PROTECT, related_name="sessions")
    category = models.ForeignKey("hubs.ActivityCategory", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    room = models.ForeignKey("hubs.Room", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey(
        "hubs.TimetableRule", null=True, editable=False, on_delete=models.PROTECT, related_name="sessions"
    )
    rule_starts_at = models.DateTimeField("when its rule has it start", null=True, editable=False)
    women_only = models.BooleanField(default=False)
    one_to_one = models.BooleanField("one-to-one appointment", default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    held_on = models.DateField(editable=False)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    requirement = models.BooleanField("part of a licence or rehabilitation requirement", default=False)
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    state = StateField(default=S.SCHEDULED, choices=S.choices)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    register_at = models.DateTimeField("register submitted at", null=True, editable=False)
    not_held_reason = models.CharField(max_length=300, blank=True)
    not_held_at = models.DateTimeField("said to be not held at", null=True, editable=False)

    booked: int  # these two are there after `with_numbers()`
    marked: int
    taken: int  # after `with_room()`
    offered: int  # after `with_offers()`
    awaits_second: bool  # after `awaiting_one_of()`

    objects = CurrentManager.from_queryset(SessionQuerySet)()

    class Meta:
        ordering = ["starts_at", "id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["uuid"], condition=CURRENT, name="one_session_of_a_uuid"),
            models.CheckConstraint(
                condition=Q(one_to_one=False) | Q(capacity=1), name="an_appointment_is_for_one"
            ),
            models.UniqueConstraint(
                fields=["rule", "rule_starts_at"], condition=CURRENT, name="one_session_of_an_occurrence"
            ),
            models.CheckConstraint(
                condition=Q(rule=None, rule_starts_at=None)
                | Q(rule__isnull=False, rule_starts_at__isnull=False),
                name="a_session_of_a_rule_has_its_occurrence",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.CheckConstraint(condition=Q(state__in=S.values), name="session_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[S.RECORDED, S.CORRECTED]) | Q(register_at__isnull=False),
                name="a_recorded_session_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=S.NOT_HELD) | ~Q(not_held_reason=""),
                name="a_session_not_held_has_its_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["hub", "starts_at", "superseded_at"], name="session_of_hub"),
            models.Index(fields=["held_on", "hub", "state", "superseded_at"], name="session_by_day"),
            models.Index(fields=["room", "starts_at", "superseded_at"], name="session_of_room"),
            models.Index(fields=["lead", "starts_at", "superseded_at"], name="session_of_lead"),
            models.Index(fields=["version_of", "superseded_at"], name="session_versions"),
            models.Index(fields=["ends_at"], condition=CURRENT & Q(state__in=AHEAD), name="session_ahead"),
        ]

    def __str__(self) -> str:
        return self.title or self.category.category

    @property
    def effective_on(self):
        return self.held_on

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def left(self) -> int | None:
        """Places left as far as the user may know; None where no number is set."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @moves(S.SCHEDULED, S.OPEN, permission=Permission.RUN_SESSIONS, who="a worker of the hub",
           allows=access.is_at_hub, needs="the session has begun")  # fmt: skip
    def open(self) -> None:
        """The first mark opens the register."""

    @moves((S.SCHEDULED, S.OPEN), S.RECORDED, permission=Permission.RUN_SESSIONS, who="a worker of the hub",
           allows=access.is_at_hub, needs="every booked person marked")  # fmt: skip
    def submit_register(self, *, by) -> None:
        """The register is submitted."""
        self.recorded_by, self.register_at = by, timezone.now()

    @moves((S.RECORDED, S.CORRECTED), S.CORRECTED, permission=Permission.RUN_SESSIONS,
           who="its taker within 7 days, then the hub manager", allows=access.may_correct_register,
           needs="reason")  # fmt: skip
    def correct_register(self) -> None:
        """Marks changed after submission; every version is kept."""

    @moves((S.SCHEDULED, S.OPEN), S.NOT_HELD, permission=Permission.RUN_SESSIONS, who="a worker of the hub",
           allows=access.is_at_hub, needs="reason")  # fmt: skip
    def mark_not_held(self, *, reason_text: str) -> None:
        """The session did not take place; every booking is told."""
        self.not_held_reason, self.not_held_at = reason_text, timezone.now()

    @moves((S.RECORDED, S.CORRECTED), S.NOT_HELD, permission=Permission.RUN_SESSIONS, who="the hub manager",
           allows=access.manages_hub_of, needs="reason")  # fmt: skip
    def withdraw_register(self, *, reason_text: str) -> None:
        """It did not take place after all: the marks are kept and count no more."""
        self.not_held_reason, self.not_held_at = reason_text, timezone.now()

    @moves(S.NOT_HELD, S.SCHEDULED, permission=Permission.RUN_SESSIONS, not_now=why_not_undone,
           who="a worker of the hub; the hub manager where a register was submitted",
           allows=access.may_undo_not_held, needs="the same day")  # fmt: skip
    def undo_not_held(self) -> None:
        """It takes place after all, or was called off by mistake."""
        self._is_on_again()

    @moves(S.NOT_HELD, S.OPEN, permission=Permission.RUN_SESSIONS, who="the hub manager",
           allows=access.manages_hub_of, not_now=why_not_reopened, needs="a later day; reason")  # fmt: skip
    def reopen_register(self) -> None:
        """It was held after all: the register is taken, or submitted again."""
        self._is_on_again()

    def _is_on_again(self) -> None:
        """A register that was submitted before is submitted anew."""
        self.not_held_reason, self.not_held_at = "", None
        self.recorded_by, self.register_at = None, None
