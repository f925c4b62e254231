"""How a referral ends, and how what ended is opened again or was a mistake."""

import datetime
from collections.abc import Mapping

from django.db import transaction

from foundation.accounts.notices import tell
from foundation.lifecycle import events, facts
from foundation.lifecycle.models import Reason
from foundation.lifecycle.transitions import perform
from hubs import actions as hubs
from pathways import actions as pathways
from people import actions as people_actions

from .. import notices, running_clocks
from ..models import Need, Referral, Transfer
from ..states import CLOSED, LIVE
from .drafting import INVOLVED_FOR
from .reasoning import one_open_at_a_hub, perform_because


@transaction.atomic
def complete(
    referral: Referral, *, by, outcomes: Mapping[str, str], what_next: str, ended_on: datetime.date | None
) -> Referral:
    """Support ended as planned: what became of each need, by its kind, and what happens next.

    Raises NotReady with everything that is missing, WrongState, LostRace, NotYou. (domain: Referral, complete)
    """
    told = {"outcomes": dict(outcomes)}
    perform(referral, "complete", by=by, outcomes=outcomes, what_next=what_next, ended_on=ended_on,
            effective_on=ended_on, told=told)  # fmt: skip
    needs = Need.objects.filter(referral=referral, dropped_at=None)
    facts.correct([(need, {"outcome": outcomes[need.kind]}) for need in needs], by=by, what="summed_up")
    leave(referral, by=by, on=ended_on)
    tell(notices.ReferralCompleted(referral), notices.told_of_the_summary(referral, by=by), except_for=by)
    return referral


@transaction.atomic
def end_early(
    referral: Referral, *, by, reason: Reason | None, ended_on: datetime.date | None, explanation: str = "",
    recorded_by=None,
) -> Referral:  # fmt: skip
    """Support ended before completion. Raises as `complete`. (domain: Referral, end_early)

    by: None for the system; then recorded_by is who recorded what it follows from, and is not told of it.
    """
    _close(referral, "end_early", by=by, reason=reason, ended_on=ended_on, explanation=explanation)
    tell(notices.ReferralEnded(referral), notices.both_sides(referral), except_for=by or recorded_by)
    return referral


@transaction.atomic
def withdraw(
    referral: Referral, *, by, reason: Reason | None, ended_on: datetime.date | None, explanation: str = "",
    recorded_by=None,
) -> Referral:  # fmt: skip
    """The referrer or the person said no more, before it started; by and recorded_by as in `end_early`.

    Raises as `complete`. (domain: Referral, withdraw)
    """
    _close(referral, "withdraw", by=by, reason=reason, ended_on=ended_on, explanation=explanation)
    tell(notices.ReferralWithdrawn(referral), notices.both_sides(referral), except_for=by or recorded_by)
    return referral


def _close(referral: Referral, verb: str, *, by, reason, ended_on, explanation: str) -> None:
    perform(referral, verb, by=by, grounds=reason, explanation=explanation, ended_on=ended_on,
            effective_on=ended_on, reason=str(reason or ""))  # fmt: skip
    leave(referral, by=by, on=ended_on, met=False)


@transaction.atomic
def reopen(referral: Referral, *, by, because: str) -> Referral:
    """Support goes on after all: a place, the hub's involvement and the pathways open again.

    Raises HubFull without a free place, NotReady, WrongState, LostRace, NotYou, AlreadyOpen. (domain: Referral, reopen)
    """
    ended = events.of(referral).filter(to_state__in=CLOSED).last()
    with one_open_at_a_hub(referral):
        perform_because(referral, "reopen", by=by, words=because, because=because)
    hub = referral.receiving_hub
    people_actions.involve(referral.person, hub.team, purpose=INVOLVED_FOR, by=by)
    hubs.open_place(referral.person, hub, by=by)
    kinds = Need.objects.filter(referral=referral, dropped_at=None).values_list("kind", flat=True)
    ended_at = ended.recorded_at if ended else None  # of an imported one the log knows no end
    pathways.reopen_pathways(referral.person, kinds, by=by, ended_at=ended_at)
    running_clocks.follow(referral)
    tell(notices.ReferralReopened(referral), notices.both_sides(referral), except_for=by)
    return referral


@transaction.atomic
def void(referral: Referral, *, by, because: str) -> Referral:
    """It was a duplicate or mistake: hidden from lists and counts, kept in the trail.

    Raises WrongState naming what rests on it, NotReady without a reason, LostRace, NotYou. (domain: Referral, void)
    """
    told = notices.both_sides(referral)  # asked first: afterwards nobody sees it
    perform_because(referral, "void", by=by, words=because, because=because)
    leave(referral, by=by, met=False)
    tell(notices.ReferralVoid(referral), told, except_for=by)
    return referral


def leave(referral: Referral, *, by, on: datetime.date | None = None, met: bool = True) -> None:
    """What ends with it, however it ended: its clocks, a transfer asked for, and what no other open referral holds.

    That is the place and the hub's sight, and with the person's last open referral the pathways and the plan.
    """
    running_clocks.follow(referral, met=met)
    take_back_transfers(referral, by=by)
    others = Referral.objects.filter(person=referral.person_id, state__in=LIVE)
    hub, person = referral.receiving_hub, referral.person
    if not others.filter(hub=hub).exists():
        hubs.leave(person, hub, by=by, on=on)
        people_actions.end_involvement(person, hub.team, purpose=INVOLVED_FOR, by=by, until=on)
    if not others.exists():
        pathways.close_pathways(person, by=by, on=on)


def take_back_transfers(referral: Referral, *, by) -> None:
    """What was asked of another hub is asked no more, since the referral has ended; the hub sees the person no more."""
    for transfer in Transfer.objects.standing().filter(referral=referral):
        take_back(transfer, by=None, told_by=by)


def take_back(transfer: Transfer, *, by, told_by) -> None:
    """Cancel it, by a user or the system; the hub that was asked is told and sees the person no more.

    told_by: who did what it follows from. Raises WrongState, LostRace, NotYou.
    """
    # Asked first: afterwards they see the referral no more.
    told = notices.managers_of(transfer.to_hub, transfer.referral)
    perform(transfer, "cancel", by=by)
    leave_sight(transfer, by=told_by)
    tell(notices.TransferCancelled(transfer), told, except_for=told_by)


def leave_sight(transfer: Transfer, *, by) -> None:
    """The hub that was asked sees the person no more for this purpose."""
    people_actions.end_involvement(transfer.person, transfer.to_hub.team, purpose=OFFERED_FOR, by=by)


OFFERED_FOR = "transfer offered"  # the purpose for which the hub that was asked may see the person
