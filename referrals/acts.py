"""What a reader can do with a referral now, and why not the rest: for the panel beside it."""

from typing import Any

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import say_weekday
from foundation.lifecycle.transitions import can
from hubs import actions as hubs
from pathways.kinds import kinds_for

from . import access, scope
from .models import Need, Referral
from .states import WITH_HUB_FOR_DECISION
from .states import ReferralState as S


def open_to_reader(referral: Referral, user: User, needs: list[Need]) -> list[dict[str, Any]]:
    """Only what is possible for this user now, the most likely first, each with a line on what it needs or does."""
    found: list[dict[str, Any]] = []
    full = _is_full(referral, user)
    if can(user, "accept", referral) and not full:
        found.append(_act(referral, "referral_accept", "Accept", _accept_needs(referral, needs), get=True))
    if can(user, "take", referral):
        found.append(
            _act(
                referral,
                "referral_take",
                "Take this referral",
                "You decide on it; others see that you have it.",
            )
        )
    if can(user, "start", referral):
        found.append(
            _act(referral, "induction_record", "Record the induction", "Starts the referral.", get=True)
        )
    if can(user, "decline", referral):
        needed = "Needs a reason, an explanation and where to go instead."
        found.append(_act(referral, "referral_decline", "Decline", needed, get=True, outlined=True))
    if can(user, "hand_back", referral):
        found.append(_act(referral, "referral_hand_back", "Hand back to the queue", quiet=True))
    if (
        referral.state == S.STARTED
        and user.may(Permission.RECORD_INDUCTION)
        and access.is_with_hub_of(user, referral)
    ):
        found.append(_act(referral, "induction_record", "Record another induction", get=True, quiet=True))
    return found


def _act(referral: Referral, url_name: str, label: str, needs: str = "", **more: Any) -> dict[str, Any]:
    return {"label": label, "url": reverse(url_name, args=[referral.uuid]), "needs": needs} | more


def _accept_needs(referral: Referral, needs: list[Need]) -> str:
    hub, count = referral.receiving_hub, len(kinds_for(need.kind for need in needs))
    free = hubs.places_free(hub)
    opens = f"Next you name a key worker. Opens a place and {count} pathway{'' if count == 1 else 's'}."
    return f"{opens} {max(free, 0)} of {hub.places} places are free."


def _is_full(referral: Referral, user: User) -> bool:
    """Accepting would be refused to this worker of the hub for want of a place."""
    awaits = referral.state in (*WITH_HUB_FOR_DECISION, S.WAITING)
    decides = user.may(Permission.DECIDE_REFERRAL) and access.is_with_hub_of(user, referral)
    return awaits and decides and scope.is_full_for(user, referral)


def explained(referral: Referral, user: User) -> list[str]:
    """What a worker of the hub cannot do yet, and what has to come first."""
    if not (user.may(Permission.DECIDE_REFERRAL) and access.is_with_hub_of(user, referral)):
        return []
    if _is_full(referral, user):
        return [f"{referral.hub} is full: the hub manager can accept and say why."]
    if referral.state == S.SUBMITTED:
        return ["To accept it, take it first."]
    if referral.state == S.INFORMATION_REQUESTED:
        return ["To accept it, the referrer’s answer is needed first."]
    return []


def whose_turn(referral: Referral) -> str:
    """Said to a reader who can do nothing now."""
    state = referral.state
    if state in WITH_HUB_FOR_DECISION and referral.decision_due_on:
        return f"{referral.hub} decides by {say_weekday(referral.decision_due_on)}. The referrer is told."
    return {
        S.INFORMATION_REQUESTED: "The referrer answers the hub’s question.",
        S.WAITING: f"It is on the waiting list of {referral.hub}, until a place is free.",
        S.ACCEPTED: f"{referral.hub} records the induction, which starts the referral.",
        S.STARTED: f"Support goes on at {referral.hub}.",
        S.ON_HOLD: "It is on hold with the hub.",
        S.DECLINED: "The hub said no. Read why, and where to go instead.",
    }.get(S(state), "Nothing more is done with this referral.")
