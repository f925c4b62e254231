"""A dated question about a person, and its answer."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.design.dates import today
from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact

from ..querysets import CheckQuerySet


class Check(Fact):
    """A dated question: it stands before its answer, and is asked from its day on. Unknown is never counted as no.

    An answer of "" is none yet. `reason` says what was tried (unknown), or why it is not asked (out of scope).
    `by_rule` is an answer that follows from a recall or a death on record, and goes with it. (domain: Checks)
    """

    class Name(models.TextChoices):
        RELEASE_NIGHT = "release_night", "Housed on release night"
        DAY_21 = "day_21", "In treatment at 21 days"
        WEEK_6 = "week_6", "Employed at 6 weeks"
        WEEK_12 = "week_12", "In treatment at 12 weeks"
        WEEK_26 = "week_26", "Still employed at 26 weeks"
        MONTH_3 = "month_3", "Settled at 3 months"
        MONTH_6 = "month_6", "Employed at 6 months"

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        UNKNOWN = "unknown", "Unknown"
        OUT_OF_SCOPE = "out_of_scope", "Out of scope"

    # Of the reasons why a check is not asked (check_scope in reasons.csv), the one that figures count by itself.
    UNAVAILABLE_FOR_WORK = "Unavailable for work"

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="checks")
    name = models.CharField(max_length=20, choices=Name.choices)
    point_on = models.DateField()
    answer = models.CharField(max_length=20, choices=Answer.choices, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    by_rule = models.BooleanField(default=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    objects = CurrentManager.from_queryset(CheckQuerySet)()

    class Meta:
        ordering = ["point_on", "id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["uuid"], condition=CURRENT, name="one_check_of_a_uuid"),
            models.UniqueConstraint(
                fields=["person", "name", "point_on"], condition=CURRENT, name="one_check_of_a_point"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", "yes", "no", "unknown", "out_of_scope"]),
                name="check_answer_known",
            ),
            models.CheckConstraint(
                condition=~Q(answer="") | Q(answered_by=None, reason="", by_rule=False),
                name="an_unanswered_check_says_nothing",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_at=None)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="answered_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(by_rule=False) | Q(answer="out_of_scope", answered_by=None),
                name="a_rule_only_takes_a_check_out_of_scope",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "name", "point_on", "superseded_at"], name="check_of_person")
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()}, {self.point_on}"

    @property
    def effective_on(self):
        return self.point_on

    @property
    def is_answered(self) -> bool:
        return bool(self.answer)

    @property
    def has_come(self) -> bool:
        """The day it is about has come: before that nobody can know."""
        return self.point_on <= today()

    @property
    def in_words(self) -> str:
        """Yes, Waits for an answer, or Not yet: what a line about it says."""
        if self.answer:
            return str(self.get_answer_display())
        return "Waits for an answer" if self.has_come else "Not yet"
