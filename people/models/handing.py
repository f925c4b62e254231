"""Asking to take a person over from another team."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import moves

from .. import access
from ..querysets import TakeOverQuerySet
from ..states import TakeOverState as T

UNANSWERED = Q(state=T.ASKED) | Q(state=T.REFUSED, told_at=None)


class TakeOverRequest(Stateful):
    """A practitioner knows the exact CRN and date of birth of somebody and asks for them (domain: Ask to take over).

    Nothing is looked up when it is asked, so that neither the answer nor its time tells whether such a person exists.
    The side that holds the person finds it by CRN and date of birth; `person` is written when it answers. A refusal
    is told on `answer_on`, when those that found nobody are told the same; `told_at` says when that was.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    state = StateField(default=T.ASKED, choices=T.choices)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    crn = models.CharField("CRN", max_length=7)
    date_of_birth = models.DateField()
    why = models.TextField(max_length=1000)
    asked_on = models.DateField()
    answer_on = models.DateField()
    routed_at = models.DateTimeField(null=True)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    refusal = models.TextField("why not", max_length=1000, blank=True)
    told_at = models.DateTimeField(null=True)
    found_id: int  # there after `with_person_for()`

    objects = TakeOverQuerySet.as_manager()

    class Meta:
        ordering = ["asked_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=T.values), name="take_over_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[T.AGREED, T.REFUSED])
                | Q(person__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="take_over_decided_about_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=T.REFUSED) | ~Q(refusal=""), name="refused_take_over_has_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("asked_by")),
                name="take_over_decided_by_another",
            ),
            models.UniqueConstraint(
                fields=["asked_by", "crn", "date_of_birth"],
                condition=UNANSWERED,
                name="one_standing_take_over",
            ),
        ]
        indexes = [
            models.Index(fields=["crn", "state"], name="take_over_of_crn"),
            models.Index(fields=["asked_by", "state"], name="take_over_of_asker"),
            models.Index(fields=["state", "answer_on"], name="take_over_to_answer"),
        ]

    def __str__(self) -> str:
        return f"request of {self.asked_on}"

    @property
    def exactly(self) -> dict[str, Any]:
        """Whom it asks for: what a lookup of people takes."""
        return {"crn": self.crn, "crn_confirmed": True, "date_of_birth": self.date_of_birth}

    @property
    def is_unanswered(self) -> bool:
        """As the one who asked sees it: a refusal that is not yet told counts as no answer."""
        return self.state == T.ASKED or (self.state == T.REFUSED and self.told_at is None)

    @property
    def said_to_asker(self) -> str:
        """The words for whoever asked: a refusal and nobody found are the same."""
        if self.is_unanswered:
            return "No answer yet"
        in_words = {T.AGREED: "Agreed", T.WITHDRAWN: "Withdrawn"}
        return in_words.get(self.state, "Not agreed, or nobody found")

    @moves(T.ASKED, T.AGREED, permission=Permission.MOVE_CASELOAD, allows=access.answers_take_over,
           who="the team that holds the person, or the data steward of its organisation",
           not_now=access.why_not_taken_over, needs="nothing that hides the record from the one who asked")  # fmt: skip
    def agree(self, *, by, person) -> None:
        """The person goes to the team that asked."""
        self.person, self.decided_by, self.decided_at = person, by, timezone.now()

    @moves(T.ASKED, T.REFUSED, permission=Permission.MOVE_CASELOAD, allows=access.answers_take_over,
           who="the team that holds the person, or the data steward of its organisation", needs="reason")  # fmt: skip
    def refuse(self, *, by, person, because: str) -> None:
        """The holding side keeps the person. The reason is for its own record and is never told."""
        self.person, self.decided_by, self.decided_at, self.refusal = person, by, timezone.now(), because

    @moves([T.ASKED, T.REFUSED], T.WITHDRAWN, permission=Permission.ASK_TO_TAKE_OVER, allows=access.asked_it,
           who="the practitioner who asked", not_now=access.why_not_withdrawn)  # fmt: skip
    def withdraw(self) -> None:
        """No longer wanted. Open after a refusal too, while that is not told, so that it does not give it away."""

    @moves([T.ASKED, T.REFUSED], (T.EXPIRED, T.REFUSED), permission=Permission.ASK_TO_TAKE_OVER,
           allows=access.only_the_system, who="the system, 14 days after it was asked", by_system=True)  # fmt: skip
    def expire(self) -> str:
        """The day of the answer: what nobody agreed to is told as such, refused or not."""
        self.told_at = timezone.now()
        return T.REFUSED if self.state == T.REFUSED else T.EXPIRED
