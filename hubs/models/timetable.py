"""The timetable of a hub: its rooms, the rules that sessions come from, what departs from a rule, and its calendar."""

import datetime
import secrets
import uuid

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from ..timetable.querysets import RoomQuerySet, TimetableRuleQuerySet

A_WHOLE_DAY = 12 * 60  # minutes; no session is longer


class Room(models.Model):
    """A room of a hub. `holds` is how many people may be in it; empty when nobody has said."""

    hub = models.ForeignKey("hubs.Hub", on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=60)
    holds = models.PositiveSmallIntegerField(
        "how many people it holds", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    closed_on = models.DateField("not used from", null=True, blank=True)

    objects = models.Manager.from_queryset(RoomQuerySet)()

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["hub", "name"], name="one_room_of_a_name")]

    def __str__(self) -> str:
        return self.name


class TimetableRule(models.Model):
    """A session that comes again: what, where, when, and on which days.

    The days are RFC 5545 text without DTSTART, UNTIL or COUNT: `recurrence` says which days, `first_on` counts them,
    `until_on` is the last one that may be; before `first_on` it means that the rule makes nothing. `starts` is the time
    on a London clock, the same in summer and winter. `follows` is the rule that became this one from a day on.
    (domain: Timetable)
    """

    class OnBankHolidays(models.TextChoices):
        SKIP = "skip", "There is no session"
        HOLD = "hold", "It is held as on any other day"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hub = models.ForeignKey("hubs.Hub", on_delete=models.PROTECT, related_name="timetable_rules")
    category = models.ForeignKey("hubs.ActivityCategory", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts = models.TimeField("starts at")
    minutes = models.PositiveSmallIntegerField("how long it lasts, in minutes")
    capacity = models.PositiveIntegerField()
    women_only = models.BooleanField(default=False)
    requirement = models.BooleanField("part of a licence or rehabilitation requirement", default=False)
    recurrence = models.CharField(max_length=300)
    first_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    on_bank_holidays = models.CharField(
        max_length=4, choices=OnBankHolidays.choices, default=OnBankHolidays.SKIP
    )
    follows = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="followed_by"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(TimetableRuleQuerySet)()

    class Meta:
        ordering = ["starts", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=A_WHOLE_DAY), name="a_rule_lasts_a_while"
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="a_rule_takes_somebody"),
            models.CheckConstraint(condition=~Q(recurrence=""), name="a_rule_has_days"),
        ]
        indexes = [models.Index(fields=["hub", "until_on"], name="rule_of_hub")]

    def __str__(self) -> str:
        return self.title or self.category.category

    @property
    def lasts(self) -> datetime.timedelta:
        return datetime.timedelta(minutes=self.minutes)


class TimetableException(models.Model):
    """A day on which a rule is departed from: left out altogether, or its one session changed by hand."""

    class Kind(models.TextChoices):
        LEFT_OUT = "left_out", "Left out"
        CHANGED = "changed", "Changed on its own"

    rule = models.ForeignKey(TimetableRule, on_delete=models.PROTECT, related_name="exceptions")
    day = models.DateField("the day that the rule gives")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    reason = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "day"], name="one_exception_of_a_day"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_exception_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.day}"


def new_token() -> str:
    """The unguessable part of a calendar's address: 32 random bytes."""
    return secrets.token_urlsafe(32)


class TimetableFeed(models.Model):
    """The address under which calendar programs read a hub's timetable without signing in; no person is in it.

    The token is kept as it is, so that staff of the hub can copy the address again. (interface: Rules 9)
    """

    hub = models.ForeignKey("hubs.Hub", on_delete=models.PROTECT, related_name="timetable_feeds")
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["hub"], condition=Q(revoked_at=None), name="one_calendar_of_a_hub"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="a_revoked_calendar_has_its_revoker",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hub}, {self.made_at:%Y-%m-%d}"
