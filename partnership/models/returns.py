"""What a partner says of itself each quarter, and what it does to improve."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.lifecycle import triggers
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import SAME, moves

from ..access import decides_return, writes_for_partner, writes_return
from ..querysets.returns import ActionQuerySet, ReturnQuerySet
from ..returns.readiness import what_a_return_lacks
from ..rules import a_submitted_return_stands, first_dates_stand, no_red_without_action
from ..states import (
    CLOSED_ACTION,
    DECIDED,
    OPEN_ACTION,
    WITH_PARTNER,
    ActionState,
    Rating,
    ReturnState,
    asks_why,
)
from .partner import Partner
from .plan import Measure, Plan, PlanVersion
from .seen import seen_as


class Return(Stateful):
    """A partner's own assessment of its measures in one quarter (outcomes: section 5). period: its label.

    It is submitted by `due_on`; first_due_on, first_submitted_at: when it was due and came before it was sent back.
    version_of_plan: the plan as it stood when it was submitted, by which it was rated. words: what the partner says of
    the quarter as a whole. because: why it was sent back.
    """

    State = ReturnState

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="returns")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="returns")
    period = models.CharField(max_length=7)
    version_of_plan = models.ForeignKey(PlanVersion, null=True, on_delete=models.PROTECT, related_name="+")
    first_due_on = models.DateField()
    due_on = models.DateField()
    words = models.TextField(blank=True)
    state = StateField(default=ReturnState.OPEN, choices=ReturnState.choices)
    opened_at = models.DateTimeField(default=timezone.now)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True)
    first_submitted_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    because = models.CharField("why it was sent back", max_length=1000, blank=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["-period", "partner__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "period"], name="one_return_of_a_quarter"),
            models.CheckConstraint(condition=Q(state__in=ReturnState.values), name="return_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=[ReturnState.OPEN, ReturnState.WITHDRAWN], submitted_at=None,
                            submitted_by=None, first_submitted_at=None)
                | Q(~Q(state=ReturnState.OPEN), submitted_at__isnull=False, submitted_by__isnull=False,
                    first_submitted_at__isnull=False),
                name="a_return_is_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ReturnState.SUBMITTED, ReturnState.ACCEPTED], version_of_plan__isnull=False)
                | Q(state__in=[*WITH_PARTNER, ReturnState.WITHDRAWN], version_of_plan=None),
                name="a_submitted_return_names_the_plan_it_was_rated_by",
            ),
            models.CheckConstraint(
                condition=Q(first_due_on__lte=F("due_on")), name="a_return_is_due_again_no_earlier"
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_at__isnull=False, decided_by__isnull=False)
                | Q(state__in=[ReturnState.OPEN, ReturnState.SUBMITTED], decided_at=None, decided_by=None),
                name="a_return_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReturnState.RETURNED, because="") & ~Q(state=ReturnState.WITHDRAWN, because=""),
                name="a_return_sent_back_says_why",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.partner}, {self.period}"

    @property
    def seen_as(self) -> str:
        """What a form sends back, to say which words of the partner its writer had before them."""
        return seen_as(self.words)

    @property
    def is_with_partner(self) -> bool:
        """Whether it may be written: it is open, or was sent back."""
        return self.state in WITH_PARTNER

    @moves(WITH_PARTNER, ReturnState.SUBMITTED, permission=Permission.WRITE_RETURN, who="a user of the partner",
           allows=writes_return, missing=what_a_return_lacks,
           needs="every measure rated, with what lies behind it; an action for every red; a reason for every rating "
           "above the computed one; what became of earlier actions")  # fmt: skip
    def submit(self, *, by: Any, version_of_plan: PlanVersion) -> None:
        """Read by the partnership's officers; what it says stands from now on."""
        self.submitted_by, self.submitted_at = by, timezone.now()
        self.first_submitted_at = self.first_submitted_at or self.submitted_at
        self.version_of_plan = version_of_plan
        self.decided_by = self.decided_at = None

    @moves(ReturnState.SUBMITTED, ReturnState.ACCEPTED, permission=Permission.DECIDE_RETURN,
           who="an officer of the partnership", allows=decides_return,
           needs="an action for every red that is open still")  # fmt: skip
    def accept(self, *, by: Any) -> None:
        """It stands as the partner's word of the quarter."""
        self.decided_by, self.decided_at, self.because = by, timezone.now(), ""

    @moves(ReturnState.SUBMITTED, ReturnState.RETURNED, permission=Permission.DECIDE_RETURN,
           who="an officer of the partnership", allows=decides_return, needs="reason")  # fmt: skip
    def send_back(self, *, by: Any, because: str, due_on: Any) -> None:
        """The partner puts it right and submits it again, by another day."""
        self.decided_by, self.decided_at, self.because = by, timezone.now(), because
        self.due_on, self.version_of_plan = due_on, None

    @moves((*WITH_PARTNER, ReturnState.SUBMITTED), ReturnState.WITHDRAWN, permission=Permission.DECIDE_RETURN,
           who="an officer of the partnership", allows=decides_return,
           needs="reason; a plan that names the partner as no owner in the quarter")  # fmt: skip
    def withdraw(self, *, by: Any, because: str) -> None:
        """It should not be there: the partner owed none for this quarter. It is kept; packs tell the reason."""
        self.decided_by, self.decided_at, self.because = by, timezone.now(), because
        self.version_of_plan = None


def _needs_no_reason() -> Q:
    """Every pair of ratings that stands without a reason; a computed one is kept when the return is submitted."""
    pairs = Q(computed_rating="") | Q(own_rating="")
    for own in Rating:
        for computed in Rating:
            if not asks_why(own, computed):
                pairs |= Q(own_rating=own, computed_rating=computed)
    return pairs


class ReturnLine(models.Model):
    """One measure in a return: the partner's own rating, what lies behind it, and the computed rating beside it.

    computed_rating, computed: kept when the return is submitted, as they stood then; `computed` is the figure in words.
    """

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="lines")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="return_lines")
    own_rating = models.CharField(max_length=20, choices=Rating.choices, blank=True)
    behind = models.TextField("what lies behind it", blank=True)
    why_above = models.CharField("why the rating is above the computed one", max_length=1000, blank=True)
    computed_rating = models.CharField(max_length=20, choices=Rating.choices, blank=True)
    computed = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["of", "measure__priority__position", "measure__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["of", "measure"], name="one_line_of_a_measure"),
            models.CheckConstraint(
                condition=Q(own_rating="") | Q(own_rating__in=Rating.values), name="own_rating_known"
            ),
            models.CheckConstraint(
                condition=Q(computed_rating="") | Q(computed_rating__in=Rating.values),
                name="computed_rating_known",
            ),
            models.CheckConstraint(
                condition=_needs_no_reason() | ~Q(why_above=""),
                name="a_rating_above_the_computed_one_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} in {self.of_id}"

    @property
    def seen_as(self) -> str:
        """What a form sends back, to say which version of the line its writer had before them."""
        return seen_as(self.own_rating, self.behind, self.why_above)

    @property
    def is_written(self) -> bool:
        """Whether the partner has said anything in it."""
        return bool(self.own_rating or self.behind.strip())


class ImprovementAction(Stateful):
    """What a partner does so that a measure improves: whose it is, by when, with what, and what it should change.

    owner: the post that answers for it. expected_effect: on the measure, in words. outcome: what became of it.
    """

    State = ActionState

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="actions")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="actions")
    raised_in = models.ForeignKey(Return, null=True, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(max_length=500)
    owner = models.CharField("the post that answers for it", max_length=120)
    due_on = models.DateField()
    resource = models.CharField("what it takes", max_length=300)
    expected_effect = models.CharField("what it should change", max_length=500)
    state = StateField(default=ActionState.PLANNED, choices=ActionState.choices)
    added_on = models.DateField()
    closed_on = models.DateField(null=True)
    outcome = models.CharField("what became of it", max_length=1000, blank=True)
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="predecessors")

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ActionState.values), name="action_state_known"),
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(owner="") & ~Q(resource="") & ~Q(expected_effect=""),
                name="an_action_has_owner_resource_and_effect",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_ACTION, closed_on=None, outcome="")
                | (Q(state__in=CLOSED_ACTION, closed_on__isnull=False) & ~Q(outcome="")),
                name="a_closed_action_says_what_became_of_it",
            ),
            models.CheckConstraint(
                condition=Q(state=ActionState.SUPERSEDED, successor__isnull=False)
                | Q(~Q(state=ActionState.SUPERSEDED), successor=None),
                name="a_superseded_action_names_the_other",
            ),
        ]
        indexes = [models.Index(fields=["partner", "state", "due_on"], name="action_of_partner")]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_ACTION

    @moves(ActionState.PLANNED, ActionState.UNDER_WAY, permission=Permission.WRITE_RETURN,
           who="a user of the partner", allows=writes_for_partner)  # fmt: skip
    def begin(self) -> None:
        """Somebody works on it."""

    @moves(OPEN_ACTION, SAME, permission=Permission.WRITE_RETURN, who="a user of the partner",
           allows=writes_for_partner, needs="what was done")  # fmt: skip
    def report(self) -> None:
        """How far it is, told in words."""

    @moves(OPEN_ACTION, (ActionState.DONE, ActionState.PARTLY_DONE, ActionState.NOT_DONE, ActionState.SUPERSEDED),
           permission=Permission.WRITE_RETURN, who="a user of the partner", allows=writes_for_partner,
           needs="what became of it")  # fmt: skip
    def close(self, *, as_: str, outcome: str, on: Any, successor: "ImprovementAction | None" = None) -> str:
        """It has ended, one way or another."""
        self.outcome, self.closed_on, self.successor = outcome, on, successor
        return as_


class ActionProgress(models.Model):
    """One report of how far an action is, never changed. evidence: where it can be checked."""

    action = models.ForeignKey(ImprovementAction, on_delete=models.PROTECT, related_name="progress")
    words = models.CharField(max_length=1000)
    evidence = models.CharField(max_length=300, blank=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "progress"
        ordering = ["-reported_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="progress_says_something")]

    def __str__(self) -> str:
        return self.words


triggers.register(
    *triggers.append_only("partnership_actionprogress"),
    *no_red_without_action(),
    *a_submitted_return_stands(),
    *first_dates_stand(),
)
