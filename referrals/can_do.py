"""What a reader can do with a referral now, and why not the rest: for the panel beside it."""

from typing import Any

from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import say_weekday
from foundation.lifecycle.transitions import Refused, can
from hubs import actions as hubs
from pathways.kinds import kinds_for

from . import access, scope
from .gate.checklist import is_under_way
from .models import Need, Referral
from .states import WITH_HUB_FOR_DECISION
from .states import ReferralState as S
from .verbs import BY_NAME


def open_to_reader(referral: Referral, user: User, needs: list[Need]) -> list[dict[str, Any]]:
    """Only what is possible for this user now, the most likely first, each with a line on what it needs or does."""
    found: list[dict[str, Any]] = []
    if can(user, "accept", referral) and not _is_full(referral, user):
        found.append(_act(referral, "referral_accept", "Accept", _accept_needs(referral, needs), get=True))
    if can(user, "take", referral):
        does = "You decide on it; others see that you have it."
        found.append(_act(referral, "referral_take", "Take this referral", does))
    if can(user, "start", referral):
        found.append(
            _act(referral, "induction_record", "Record the induction", "Starts the referral.", get=True)
        )
    found += _transfer_acts(referral, user)
    found += [_of_verb(referral, name, how) for name, how in MAIN.items() if _is_open(user, name, referral)]
    if can(user, "decline", referral):
        needed = "Needs a reason, an explanation and where to go instead."
        found.append(_act(referral, "referral_decline", "Decline", needed, get=True, outlined=True))
    if can(user, "hand_back", referral):
        found.append(_act(referral, "referral_hand_back", "Hand back to the queue", quiet=True))
    if referral.state == S.STARTED and _inducts(referral, user):
        found.append(_act(referral, "induction_record", "Record another induction", get=True, quiet=True))
    found += [_of_verb(referral, name, how) for name, how in LESS.items() if _is_open(user, name, referral)]
    return found


# How each verb of the table is offered, in this order: what is done most is a button, what ends things a link.
MAIN = {
    "provide_information": {},
    "resume": {},
    "request_information": {"outlined": True},
    "wait_list": {"outlined": True},
    "review": {"outlined": True},
    "complete": {"outlined": True},
    "reconsider": {"outlined": True},
    "reopen": {"outlined": True},
}
LESS = {name: {"quiet": True} for name in ("assign", "hold", "transfer", "end_early", "withdraw", "void")}


def _is_open(user: User, name: str, referral: Referral) -> bool:
    """A transfer is asked for by one hub and moved by the other, so the question is who may ask; likewise assigning."""
    may_begin = BY_NAME[name].may_begin
    if may_begin is None:
        return can(user, name, referral)
    try:
        may_begin(referral, by=user)
    except (Refused, NotYou):
        return False
    return True


def _of_verb(referral: Referral, name: str, how: dict[str, Any]) -> dict[str, Any]:
    verb = BY_NAME[name]
    needs = "" if how.get("quiet") else verb.lead
    return _act(referral, f"referral_{name}", verb.asks, needs, get=True, **how)


def _transfer_acts(referral: Referral, user: User) -> list[dict[str, Any]]:
    transfer = scope.standing_transfer(referral)
    if transfer is None:
        return []
    agree = {"label": f"Take over from {transfer.from_hub}", "url": reverse("transfer_agree", args=[transfer.uuid]),
             "needs": transfer.reason, "get": True}  # fmt: skip
    refuse = {"label": "Refuse the transfer", "url": reverse("transfer_refuse", args=[transfer.uuid]),
              "needs": "Needs a reason.", "get": True, "outlined": True}  # fmt: skip
    cancel = {"label": f"Cancel the request to {transfer.to_hub}",
              "url": reverse("transfer_cancel", args=[transfer.uuid]), "needs": "", "quiet": True}  # fmt: skip
    offered = {"agree": agree, "refuse": refuse, "cancel": cancel}
    return [act for verb, act in offered.items() if can(user, verb, transfer)]


def gate_url(referral: Referral) -> str:
    """The way through the gate, from acceptance on; "" before."""
    return reverse("referral_gate", args=[referral.uuid]) if is_under_way(referral) else ""


def amend_url(referral: Referral, user: User) -> str:
    """Where this user can change what it says; "" when they cannot."""
    if user.may(Permission.AMEND_REFERRAL) and access.can_amend(user, referral):
        return reverse("referral_amend", args=[referral.uuid])
    return ""


def _inducts(referral: Referral, user: User) -> bool:
    return user.may(Permission.RECORD_INDUCTION) and access.is_with_hub_of(user, referral)


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
    return awaits and decides(referral, user) and scope.is_full_for(user, referral)


def decides(referral: Referral, user: User) -> bool:
    """Whether this reader is one of those who decide on it at its hub."""
    return user.may(Permission.DECIDE_REFERRAL) and access.is_with_hub_of(user, referral)


def explained(referral: Referral, user: User) -> list[str]:
    """What a worker of the hub cannot do yet, and what has to come first."""
    if not decides(referral, user):
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
        S.INFORMATION_REQUESTED: "The referrer answers the hub’s questions; until then the hub’s clock stands still.",
        S.WAITING: f"It is on the waiting list of {referral.hub}. {_expected(referral)}".strip(),
        S.ACCEPTED: f"{referral.hub} records the induction, which starts the referral.",
        S.STARTED: f"Support goes on at {referral.hub}.",
        S.ON_HOLD: "It is on hold with the hub.",
        S.DECLINED: "The hub said no. Read why, and where to go instead.",
    }.get(S(state), "Nothing more is done with this referral.")


def _expected(referral: Referral) -> str:
    expected = referral.place_expected_on
    return (
        f"A place is expected on {say_weekday(expected)}." if expected else "It waits until a place is free."
    )
