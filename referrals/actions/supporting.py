"""While a referral is open at its hub: waiting list, reviews, hold and resume, reconsideration."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from foundation.accounts.notices import tell
from foundation.design.dates import today
from foundation.lifecycle import running
from foundation.lifecycle.models import Reason
from foundation.lifecycle.transitions import check, perform
from hubs import actions as hubs
from hubs.models import Wellbeing
from hubs.wellbeing.questions import Answers
from people import actions as people_actions

from .. import notices, running_clocks
from ..clocks import DECISION
from ..models import Referral, Review
from .drafting import INVOLVED_FOR
from .reasoning import one_open_at_a_hub, perform_because


@transaction.atomic
def wait_list(referral: Referral, *, by, because: str, expected_on: datetime.date | None) -> Referral:
    """Suitable, and no place yet: say why and when one is expected, and tell the referrer. The decision clock stops.

    Raises NotReady, WrongState, LostRace, NotYou. (domain: Referral, wait_list)
    """
    perform(referral, "wait_list", by=by, because=because, expected_on=expected_on,
            told={"expected_on": expected_on})  # fmt: skip
    running_clocks.follow(referral)
    tell(notices.ReferralWaits(referral), notices.referring_side(referral), except_for=by)
    return referral


@transaction.atomic
def reconsider(referral: Referral, *, by, because: str) -> Referral:
    """Look again at a refusal, once; a new decision clock starts, and the first decision is kept for the figures.

    Raises NotReady, WrongState (twice, too late, another one open), LostRace, NotYou. (domain: Referral, reconsider)
    """
    due_on = DECISION.due_on(today())
    told = {"due_on": due_on}
    with one_open_at_a_hub(referral):
        perform_because(
            referral, "reconsider", by=by, words=because, because=because, due_on=due_on, told=told
        )
    people_actions.involve(referral.person, referral.receiving_hub.team, purpose=INVOLVED_FOR, by=by)
    running.start(DECISION, referral, due_on=due_on, **running_clocks.falls_to(referral, DECISION))
    running_clocks.follow(referral)
    tell(notices.ReferralReconsidered(referral), notices.referring_side(referral), except_for=by)
    return referral


@transaction.atomic
def review(referral: Referral, *, by, said: str, wellbeing: Answers | None = None) -> Review:
    """Say what was looked at again; the review clock starts anew. The same words twice on a day are one review.

    wellbeing: what was answered when the four questions were asked; None where nobody asked. Raises NotReady,
    WrongState, LostRace, NotYou, Refused for an answer off the scale.
    """
    check(referral, "review", by=by)
    if wellbeing is not None:
        hubs.record_wellbeing(
            referral.person, referral.receiving_hub, by=by, occasion=Wellbeing.Occasion.REVIEW,
            asked_on=today(), answers=wellbeing,
        )  # fmt: skip
    same = referral.reviews.filter(said=said.strip(), state=referral.state, reviewed_by=by).first()
    if same and timezone.localdate(same.reviewed_at) == today():
        return same
    perform(referral, "review", by=by, said=said)
    running_clocks.restart_review(referral)
    return Review.objects.create(
        referral=referral, person=referral.person, said=said.strip(), state=referral.state, reviewed_by=by,
        reviewed_at=timezone.now(),
    )  # fmt: skip


@transaction.atomic
def hold(
    referral: Referral, *, by, reason: Reason | None, explanation: str = "", recorded_by=None
) -> Referral:
    """Put it on hold; the place is held for the person. Raises NotReady, WrongState, LostRace, NotYou.

    by: None for the system; then recorded_by is who recorded what it follows from, and is not told of it.
    """
    facts: dict[str, Any] = {"grounds": reason, "explanation": explanation, "reason": str(reason or "")}
    if explanation.strip():
        perform_because(referral, "hold", by=by, words=explanation, **facts)
    else:
        perform(referral, "hold", by=by, **facts)
    hubs.hold_place(referral.person, referral.receiving_hub, by=by)
    running_clocks.follow(referral)
    tell(notices.ReferralOnHold(referral), notices.both_sides(referral), except_for=by or recorded_by)
    return referral


@transaction.atomic
def resume(referral: Referral, *, by, because: str) -> Referral:
    """Back to the state it was held from. Raises NotReady, WrongState, LostRace, NotYou. (domain: Referral, resume)"""
    perform_because(referral, "resume", by=by, words=because, because=because)
    hubs.resume_place(referral.person, referral.receiving_hub, by=by)
    running_clocks.follow(referral)
    tell(notices.ReferralResumed(referral), notices.both_sides(referral), except_for=by)
    return referral
