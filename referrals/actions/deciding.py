"""What the hub does: takes the referral, decides on it, and starts it by an induction."""

import datetime
from collections.abc import Sequence

from django.db import transaction

from foundation.accounts.models import User
from foundation.accounts.notices import tell
from foundation.lifecycle import running
from foundation.lifecycle.models import Reason
from foundation.lifecycle.transitions import NotReady, check, perform
from hubs import actions as hubs
from hubs.models import Induction, Wellbeing
from hubs.wellbeing.questions import Answers
from pathways import actions as pathways

from .. import notices, readiness, running_clocks
from ..clocks import DECISION
from ..models import Referral
from ..states import ReferralState as S
from .ending import leave


def take(referral: Referral, *, by) -> Referral:
    """The user has it now and decides on it. Raises WrongState, LostRace, NotYou."""
    return _moved(referral, "take", by=by)


def hand_back(referral: Referral, *, by) -> Referral:
    """Back into the hub's queue, for another worker; the decision clock goes on. Raises as `take` does."""
    return _moved(referral, "hand_back", by=by)


def _moved(referral: Referral, verb: str, *, by) -> Referral:
    with transaction.atomic():
        perform(referral, verb, by=by)
        running_clocks.follow(referral)
    return referral


@transaction.atomic
def accept(referral: Referral, *, by, key_worker: User | None, over_capacity_reason: str = "") -> Referral:
    """Open a place at the hub and a pathway for each need that has one, name the key worker, tell the referrer.

    over_capacity_reason: needed when the hub is full, and then only from the hub manager. Raises NotReady without a
    key worker of the hub, HubFull, WrongState, LostRace, NotYou. (domain: Referral, accept)
    """
    needs = list(referral.needs.filter(dropped_at=None).values_list("kind", flat=True))
    perform(referral, "accept", by=by, key_worker=key_worker, told={"key_worker": key_worker, "needs": needs})
    hubs.open_place(referral.person, referral.receiving_hub, by=by, over_capacity_reason=over_capacity_reason)
    pathways.open_pathways(referral.person, needs, by=by)
    running_clocks.follow(referral)
    tell(notices.ReferralAccepted(referral), notices.referring_side(referral), except_for=by)
    tell(notices.KeyWorkerNamed(referral), notices.who_may_see(referral, [key_worker]), except_for=by)
    return referral


@transaction.atomic
def decline(referral: Referral, *, by, reason: Reason | None, explanation: str, signposting: str) -> Referral:
    """Say no, why, and where to go instead; tell the referrer; what only this referral held open ends.

    Raises NotReady when one of the three is missing, WrongState, LostRace, NotYou. (domain: Referral, decline)
    """
    stood_still = running.resume(referral, DECISION)
    due_on = stood_still.due_on if stood_still else None
    perform(
        referral, "decline", by=by, grounds=reason, explanation=explanation, signposting=signposting, due_on=due_on,
        reason=str(reason or ""), told={"due_on": due_on},
    )  # fmt: skip
    leave(referral, by=by)
    tell(notices.ReferralDeclined(referral), notices.referring_side(referral), except_for=by)
    return referral


@transaction.atomic
def record_induction(
    referral: Referral,
    *,
    by,
    inducted_on: datetime.date,
    covered: Sequence[str],
    note: str = "",
    wellbeing: Answers | None = None,
) -> Induction:
    """Record the induction at the referral's hub; the first one starts the referral, a later one is only kept.

    wellbeing: what was answered when the four questions were asked; None where nobody asked. Raises Refused for a day
    to come and an answer off the scale, NotReady for one before consent or before the decision, WrongState unless the
    referral is accepted or started, LostRace, NotYou. (domain: Hub, Induction; Referral, start)
    """
    if referral.state != S.STARTED:
        check(referral, "start", by=by)
    if not_yet := readiness.too_early_to_induct(referral, inducted_on):
        raise NotReady(not_yet)
    induction = hubs.record_induction(
        referral.person, referral.receiving_hub, by=by, inducted_on=inducted_on, covered=covered, note=note
    )
    if wellbeing is not None:
        hubs.record_wellbeing(
            referral.person, referral.receiving_hub, by=by, occasion=Wellbeing.Occasion.INDUCTION,
            asked_on=inducted_on, answers=wellbeing,
        )  # fmt: skip
    if referral.state == S.ACCEPTED:
        told = {"induction": induction}
        perform(referral, "start", by=by, started_on=inducted_on, effective_on=inducted_on, told=told)
        running_clocks.follow(referral)
        tell(notices.ReferralStarted(referral), notices.referring_side(referral), except_for=by)
    return induction
