"""Concerns that somebody may come to harm, and what was decided about each."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.lifecycle import triggers

from ..querysets import SafeguardingConcernQuerySet
from .contacts import Note


class SafeguardingConcern(models.Model):
    """Somebody may come to harm: what was seen or said, and within a working day what is done about it.

    It falls to `team`, whose safeguarding lead decides. What was said is never changed, what was decided is decided
    once, and neither is ever deleted. (trust: threats, deleted concern)
    """

    class Whom(models.TextChoices):
        PERSON = "person", "The person themselves"
        CHILD = "child", "A child"
        ADULT = "adult", "Another adult"

    class CameFrom(models.TextChoices):
        NOTE = "note", "A contact or note"
        REGISTER = "register", "The register of a session"
        OTHER = "other", "Seen or heard otherwise"

    class Outcome(models.TextChoices):
        ADULT_CARE = "adult_care", "Referred to adult social care"
        CHILD_CARE = "child_care", "Referred to children’s social care"
        POLICE = "police", "Reported to the police"
        NO_ACTION = "no_action", "No further action"

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="safeguarding_concerns"
    )
    whom = models.CharField("who may come to harm", max_length=10, choices=Whom.choices)
    came_from = models.CharField(max_length=10, choices=CameFrom.choices)
    note = models.ForeignKey(Note, null=True, on_delete=models.PROTECT, related_name="safeguarding_concerns")
    seen_on = models.DateField()
    text = models.TextField("what was seen or said", max_length=4000)
    done_at_once = models.TextField("what was done at once", max_length=2000, blank=True)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    decision = models.TextField("what was done, or why nothing", max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = SafeguardingConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decision="", decided_by=None, decided_at=None)
                | (~Q(outcome="") & ~Q(decision="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="safeguarding_decided_in_full",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "adult_care", "child_care", "police", "no_action"]),
                name="safeguarding_outcome_known",
            ),
            models.CheckConstraint(
                condition=Q(came_from="note", note__isnull=False) | (~Q(came_from="note") & Q(note=None)),
                name="safeguarding_names_its_note",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="safeguarding_says_something"),
        ]
        indexes = [models.Index(fields=["person", "raised_at"], name="safeguarding_of_person")]

    def __str__(self) -> str:
        return f"safeguarding concern of {self.seen_on}"

    @property
    def effective_on(self):
        return self.seen_on

    @property
    def is_decided(self) -> bool:
        return bool(self.outcome)


_TABLE, _DECIDED = "people_safeguardingconcern", ["outcome", "decision", "decided_by_id", "decided_at"]
_MOVES = ["person_id", "team_id"]  # with a merge, and with whoever holds the person
_KEPT = [str(field.column) for field in SafeguardingConcern._meta.concrete_fields]
_KEPT = [column for column in _KEPT if column not in (*_MOVES, *_DECIDED)]
triggers.register(
    *triggers.append_only(_TABLE, columns=_KEPT),
    triggers.Trigger(
        name=f"{_TABLE}_decided_once",
        table=_TABLE,
        sqlite=f"CREATE TRIGGER {_TABLE}_decided_once BEFORE UPDATE OF {', '.join(_DECIDED)} ON {_TABLE} "
        "WHEN OLD.outcome <> '' BEGIN SELECT RAISE(ABORT, 'a safeguarding concern is decided once'); END",
        head=f"BEFORE UPDATE OF {', '.join(_DECIDED)} ON {_TABLE} FOR EACH ROW WHEN (OLD.outcome <> '')",
        body="BEGIN RAISE EXCEPTION 'a safeguarding concern is decided once' USING ERRCODE = 'check_violation'; END",
    ),
)
