"""Reminders to people who want them: where to, and what became of each."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..reminders.querysets import ReminderQuerySet, ReminderWishQuerySet


class ReminderWish(models.Model):
    """A person wants to be reminded of sessions and appointments, by text or e-mail, from a day on until they do not.

    `address` is the number or the e-mail address. Only those may read it who may record it; it is in no log and no
    list, and is emptied when the wish ends. (domain: Reminders; trust: 10)
    """

    class Channel(models.TextChoices):
        TEXT = "text", "Text message"
        EMAIL = "email", "E-mail"

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="reminder_wishes")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    address = models.CharField(max_length=254, blank=True)
    since = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    stopped_on = models.DateField(null=True, blank=True)
    stopped_because = models.CharField(max_length=80, blank=True)

    objects = ReminderWishQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-id"]
        verbose_name_plural = "reminder wishes"
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=["text", "email"]), name="reminder_channel_known"),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=False) | ~Q(address=""), name="a_standing_wish_has_its_address"
            ),
            models.CheckConstraint(
                condition=Q(stopped_on=None) | Q(stopped_on__gte=models.F("since")),
                name="wish_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(stopped_on=None), name="one_reminder_wish_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"reminders by {self.get_channel_display().lower()}"

    @property
    def effective_on(self):
        return self.since


class Reminder(models.Model):
    """One message to a person about one booking, from when it falls due until it is sent or given up.

    The coming times, sent when somebody asks for them, are told with the next booking.

    Neither address nor text is kept: both are made up from what stands when it is sent, so that a wish that ended, a
    session that moved and a person who died are never written to. `for_starts_at` is the time that is told; a session
    that moves is told of anew. `claim` marks the run that is sending it.
    """

    class Occasion(models.TextChoices):
        DAY_BEFORE = "day_before", "The day before"
        MORNING = "morning", "In the morning"
        MOVED = "moved", "The time changed"
        OFF = "off", "It does not take place"
        TIMETABLE = "timetable", "The coming times"

    class State(models.TextChoices):
        QUEUED = "queued", "To be sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"
        DROPPED = "dropped", "No longer needed"

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    booking = models.ForeignKey("hubs.Booking", on_delete=models.PROTECT, related_name="reminders")
    occasion = models.CharField(max_length=10, choices=Occasion.choices)
    for_starts_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    claim = models.UUIDField(null=True, editable=False)
    last_error = models.CharField(max_length=80, blank=True)
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_at = models.DateTimeField(null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(occasion__in=["day_before", "morning", "moved", "off", "timetable"]),
                name="reminder_occasion_known",
            ),
            models.CheckConstraint(
                condition=Q(state="queued", next_try_at__isnull=False, settled_at=None)
                | Q(
                    state__in=["sent", "failed", "dropped"],
                    next_try_at=None,
                    claim=None,
                    settled_at__isnull=False,
                ),
                name="reminder_tried_while_queued",
            ),
            models.UniqueConstraint(
                fields=["booking", "occasion", "for_starts_at"], name="one_reminder_of_an_occasion"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="reminder_to_send"),
            models.Index(fields=["claim"], name="reminder_claimed"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}: {self.get_occasion_display().lower()}"
