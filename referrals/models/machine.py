"""The machine of a referral: thirteen states, every transition with its owner and its needs (domain: Referral).

A method sets its own row and nothing else; what follows from a move is in `actions`.
"""

from typing import Any

from django.db import models
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.lifecycle.fields import Stateful
from foundation.lifecycle.transitions import REMOVED, SAME, moves

from .. import access, readiness
from ..states import HOLDABLE, REVIEWED
from ..states import ReferralState as S


class ReferralMachine(Stateful):
    """The transitions; the fields they set are those of `Referral`."""

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    submitted_at: Any
    decision_due_on: Any
    waiting_at: Any
    decided_at: Any
    decision: Any
    reconsidered_at: Any

    class Meta:
        abstract = True

    @moves(S.DRAFT, S.SUBMITTED, permission=Permission.WRITE_REFERRAL, who="the referrer or their team",
           allows=access.is_referrer, missing=readiness.missing_to_submit,
           needs="person, source, consent, supervision or release, risk information or “not yet available”, "
                 "at least one need, hub")  # fmt: skip
    def submit(self, *, due_on) -> None:
        """Into the hub's queue; the decision clock starts."""
        self.submitted_at, self.decision_due_on = timezone.now(), due_on

    @moves(S.DRAFT, REMOVED, permission=Permission.WRITE_REFERRAL, who="the referrer or their team",
           allows=access.is_referrer, by_system=True)  # fmt: skip
    def discard(self) -> None:
        """The draft is removed; its trail is kept."""

    @moves(S.SUBMITTED, S.IN_REVIEW, permission=Permission.DECIDE_REFERRAL, who="a worker of the hub",
           allows=access.is_with_hub_of)  # fmt: skip
    def take(self, *, by) -> None:
        """A hub worker has it."""
        self.taken_by = by

    @moves(S.IN_REVIEW, S.SUBMITTED, permission=Permission.DECIDE_REFERRAL, who="a worker of the hub",
           allows=access.is_with_hub_of)  # fmt: skip
    def hand_back(self) -> None:
        """Back into the hub's queue."""
        self.taken_by = None

    @moves(S.IN_REVIEW, S.INFORMATION_REQUESTED, permission=Permission.DECIDE_REFERRAL, who="a worker of the hub",
           allows=access.is_with_hub_of, missing=readiness.missing_to_ask, needs="the questions")  # fmt: skip
    def request_information(self, *, questions) -> None:
        """The referrer owes an answer; the decision clock stands still."""
        self.decision_due_on = None

    @moves(S.INFORMATION_REQUESTED, S.IN_REVIEW, permission=Permission.WRITE_REFERRAL, who="the referrer or their team",
           allows=access.is_referrer, missing=readiness.missing_to_answer,
           needs="an answer to each question")  # fmt: skip
    def provide_information(self, *, due_on) -> None:
        """Answered; the decision clock goes on."""
        self.decision_due_on = due_on

    @moves(S.IN_REVIEW, S.WAITING, permission=Permission.DECIDE_REFERRAL, who="a worker of the hub",
           allows=access.is_with_hub_of, missing=readiness.missing_to_wait, needs="why, expected date")  # fmt: skip
    def wait_list(self, *, because: str, expected_on) -> None:
        """Suitable, and no place yet."""
        self.waiting_at = self.waiting_at or timezone.now()
        self.waiting_because, self.place_expected_on = because, expected_on

    @moves((S.IN_REVIEW, S.WAITING), S.ACCEPTED, permission=Permission.DECIDE_REFERRAL, who="a worker of the hub",
           allows=access.is_with_hub_of, missing=readiness.missing_to_accept,
           needs="key worker; over capacity: the hub manager with a reason")  # fmt: skip
    def accept(self, *, by, key_worker) -> None:
        """A place opens and a key worker is named."""
        self.decided_by, self.decided_at, self.decision = by, timezone.now(), self.Decision.ACCEPTED
        self.key_worker = key_worker

    @moves((S.SUBMITTED, S.IN_REVIEW, S.INFORMATION_REQUESTED, S.WAITING), S.DECLINED,
           permission=Permission.DECIDE_REFERRAL, who="a worker of the hub", allows=access.is_with_hub_of,
           missing=readiness.missing_to_decline, needs="reason, explanation, where to go instead")  # fmt: skip
    def decline(self, *, by, grounds, explanation: str, signposting: str, due_on=None) -> None:
        """The hub says no, says why, and says where to go instead. due_on: of a clock that stood still."""
        self.decided_by, self.decided_at, self.decision = by, timezone.now(), self.Decision.DECLINED
        self.reason, self.explanation, self.signposting = grounds, explanation, signposting
        self.decision_due_on = self.decision_due_on or due_on

    @moves(S.DECLINED, S.IN_REVIEW, permission=Permission.MANAGE_REFERRAL, who="the hub manager, once",
           allows=access.is_with_hub_of, missing=readiness.missing_to_open_again, not_now=readiness.why_not_reconsider,
           needs="reason, live consent; within 20 working days; no other open referral to the hub")  # fmt: skip
    def reconsider(self, *, by, because: str, due_on) -> None:
        """The hub looks again; the first decision is kept for the figures."""
        self.first_decided_at, self.first_due_on = self.decided_at, self.decision_due_on
        self.reconsidered_at, self.taken_by, self.decision_due_on = timezone.now(), by, due_on
        self.decided_at, self.decided_by, self.decision = None, None, ""
        self._forget_reason()

    @moves(S.ACCEPTED, S.STARTED, permission=Permission.RECORD_INDUCTION, who="set by the first induction, not by hand",
           allows=access.is_with_hub_of, missing=readiness.missing_to_start, needs="induction record")  # fmt: skip
    def start(self, *, started_on) -> None:
        """Inducted at the hub."""
        self.started_on = started_on

    @moves(REVIEWED, SAME, permission=Permission.DECIDE_REFERRAL, who="a worker of the hub",
           allows=access.is_with_hub_of, missing=readiness.missing_to_review, needs="what was reviewed")  # fmt: skip
    def review(self, *, said: str) -> None:
        """Looked at again; the review clock starts anew."""

    @moves(HOLDABLE, S.ON_HOLD, permission=Permission.DECIDE_REFERRAL, who="a worker of the hub",
           allows=access.is_with_hub_of, missing=readiness.missing_to_hold, needs="reason", by_system=True)  # fmt: skip
    def hold(self, *, grounds, explanation: str = "") -> None:
        """Recalled, ill, or the release moved: the place is held."""
        self.held_from, self.reason, self.explanation = self.state, grounds, explanation

    @moves(S.ON_HOLD, HOLDABLE, permission=Permission.DECIDE_REFERRAL, who="a worker of the hub",
           allows=access.is_with_hub_of, missing=readiness.missing_reason, needs="reason")  # fmt: skip
    def resume(self, *, because: str) -> str:
        """Back to the state it was held from."""
        held_from, self.held_from = self.held_from, ""
        self._forget_reason()
        return held_from

    @moves((*HOLDABLE, S.ON_HOLD), SAME, permission=Permission.MANAGE_REFERRAL, who="hub managers of both sides",
           allows=access.agrees_to_transfer, not_now=readiness.why_not_transfer,
           needs="a transfer that the other hub agreed to")  # fmt: skip
    def transfer(self, *, to_hub, key_worker=None) -> None:
        """Another hub has it from now on."""
        self.hub, self.key_worker = to_hub, key_worker

    @moves(S.STARTED, S.COMPLETED, permission=Permission.DECIDE_REFERRAL, who="the key worker",
           allows=access.is_key_worker, missing=readiness.missing_to_complete,
           needs="for each need: achieved, partly or not; what happens next")  # fmt: skip
    def complete(self, *, outcomes, what_next: str, ended_on) -> None:
        """Support ended as planned."""
        self.what_next, self.ended_on = what_next, ended_on

    @moves((S.STARTED, S.ON_HOLD), S.ENDED_EARLY, permission=Permission.DECIDE_REFERRAL, who="the key worker",
           allows=access.is_key_worker, missing=readiness.missing_to_end_early, not_now=readiness.why_not_end_early,
           needs="reason; if on hold, held from started", by_system=True)  # fmt: skip
    def end_early(self, *, grounds, ended_on, explanation: str = "") -> None:
        """Ended before completion."""
        self._close(grounds, explanation, ended_on)

    @moves((S.COMPLETED, S.ENDED_EARLY), S.STARTED, permission=Permission.MANAGE_REFERRAL, who="the hub manager",
           allows=access.is_with_hub_of, missing=readiness.missing_to_open_again, not_now=readiness.why_not_reopen,
           needs="reason, live consent; within 30 days; a free place; no other open referral to the hub")  # fmt: skip
    def reopen(self, *, because: str) -> None:
        """Support goes on after all."""
        self.ended_on, self.what_next = None, ""
        self._forget_reason()

    @moves((S.SUBMITTED, S.IN_REVIEW, S.INFORMATION_REQUESTED, S.WAITING, S.ACCEPTED, S.ON_HOLD), S.WITHDRAWN,
           permission=Permission.WITHDRAW_REFERRAL, who="the referrer or a worker of the hub",
           allows=access.is_on_either_side, missing=readiness.missing_to_withdraw, not_now=readiness.why_not_withdraw,
           needs="reason; if on hold, held from waiting or accepted", by_system=True)  # fmt: skip
    def withdraw(self, *, grounds, ended_on, explanation: str = "") -> None:
        """The referrer or the person said no more."""
        self._close(grounds, explanation, ended_on)

    @moves(tuple(state for state in S if state not in (S.DRAFT, S.ENTERED_IN_ERROR)), S.ENTERED_IN_ERROR,
           permission=Permission.MANAGE_REFERRAL, who="the hub manager", allows=access.is_with_hub_of,
           missing=readiness.missing_reason, not_now=readiness.why_not_void,
           needs="reason; no induction, attendance, spell or verified milestone rests on it")  # fmt: skip
    def void(self, *, because: str) -> None:
        """A duplicate or mistake: out of lists and counts, kept in the trail."""
        self.held_from, self.explanation = "", because

    def _close(self, grounds, explanation: str, ended_on) -> None:
        self.reason, self.explanation, self.ended_on, self.held_from = grounds, explanation, ended_on, ""

    def _forget_reason(self) -> None:
        """What was refused, held or ended is so no more; the former version keeps why it was."""
        self.reason, self.explanation, self.signposting = None, "", ""
