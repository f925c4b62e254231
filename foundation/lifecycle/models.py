"""The event log and the lists of reasons."""

from django.conf import settings
from django.db import models

from . import triggers
from .querysets import RunningClockQuerySet


class Event(models.Model):
    """Something that happened to one row: never changed, never deleted (domain: History).

    `effective_on` is when it happened, `recorded_at` when it was known. `subject_type` and `subject_id` name the row;
    `person_id` whom it is about. Neither is a foreign key: the log lies below every app and outlives an erased row.
    """

    what = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_role = models.CharField(max_length=30)
    recorded_at = models.DateTimeField()
    effective_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="event_of_subject"),
            models.Index(fields=["person_id", "effective_on"], name="event_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.subject_type} {self.subject_id}"

    words: str = ""  # typed with it, until `events.write` keeps them

    @property
    def why(self) -> str:
        """The entry of a list that was chosen, or what was typed; "" where neither was, or the words are erased."""
        because = getattr(self, "because", None)
        return because.words if because else self.reason


class Because(models.Model):
    """Why something was done, in somebody's own words.

    They stand beside the log and not in it: the log is for good, and words about a person are erased with the person,
    by `person_id`. (trust: 9; decision 37)
    """

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="because")
    person_id = models.BigIntegerField(null=True)
    words = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="because_says_something")]
        indexes = [models.Index(fields=["person_id"], name="because_of_person")]

    def __str__(self) -> str:
        return f"why {self.event_id}"


class Reason(models.Model):
    """One entry of a list that a user chooses from: decline, withdraw, end, hold, absence, ... (`reasons.csv`)."""

    list = models.CharField(max_length=30)
    group = models.CharField(max_length=40)
    reason = models.CharField(max_length=120)
    text_required = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["list", "group", "reason"], name="one_reason_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.reason


class RunningClock(models.Model):
    """One clock running for one row: what is due, when, and whom it falls to (domain: Clocks).

    A row is never re-used: a clock whose start moved is stopped as `moved` and another one begins, which keeps the
    former due date and why. While `paused_on` stands the clock stands still, and nothing is due. `person_id` says
    whom it is about; it is no foreign key, for the same reason as in the event log. `told_team` waits for what
    another team must do, and is told too when that is overdue for too long.
    """

    class Outcome(models.TextChoices):
        MET = "met", "Done"
        MOVED = "moved", "Moved to another date"
        DROPPED = "dropped", "No longer needed"

    clock = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True)
    reference = models.CharField(max_length=40, blank=True)
    url = models.CharField(max_length=200)
    team = models.ForeignKey("accounts.Team", null=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    told_team = models.ForeignKey("accounts.Team", null=True, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()
    due_on = models.DateField()
    paused_on = models.DateField(null=True)
    former_due_on = models.DateField(null=True)
    moved_because = models.TextField(blank=True)
    escalated_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)

    objects = RunningClockQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "subject_type", "subject_id"],
                condition=models.Q(stopped_at=None),
                name="one_running_clock",
            ),
            models.CheckConstraint(
                condition=models.Q(stopped_at=None, outcome="")
                | (models.Q(stopped_at__isnull=False) & ~models.Q(outcome="")),
                name="clock_stopped_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(team__isnull=False) | models.Q(user__isnull=False),
                name="clock_falls_to_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["team", "stopped_at", "due_on"], name="clock_of_team"),
            models.Index(fields=["user", "stopped_at", "due_on"], name="clock_of_user"),
            models.Index(fields=["subject_type", "subject_id"], name="clock_of_subject"),
            models.Index(fields=["person_id", "stopped_at"], name="clock_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.clock} of {self.subject_type} {self.subject_id}"


triggers.register(*triggers.append_only("lifecycle_event"))
