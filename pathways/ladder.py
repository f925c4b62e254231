"""A pathway as a ladder: each milestone with where its claims stand, in words. No query is asked here."""

from collections.abc import Sequence

from foundation.design.dates import say_day_short
from foundation.lifecycle.models import Event

from .kinds import Milestone
from .models import MilestoneClaim, Pathway
from .states import ClaimState as C

REACHED = {C.CLAIMED: "claimed", C.VERIFIED: "done"}


def next_milestone(pathway: Pathway, claims: Sequence[MilestoneClaim]) -> Milestone | None:
    """The one to work for now: what a job, home or treatment shows and nobody has claimed, or else the first in
    usual order after the furthest that is claimed or verified.

    None when the last is reached or the pathway is not under way.
    """
    if not pathway.is_under_way:
        return None
    if shown := shown_unclaimed(pathway, claims):
        return shown
    reached = _reached(claims)
    milestones = pathway.declaration.milestones
    furthest = max((place for place, each in enumerate(milestones) if each.slug in reached), default=-1)
    return next(iter(milestones[furthest + 1 :]), None)


def shown_unclaimed(pathway: Pathway, claims: Sequence[MilestoneClaim]) -> Milestone | None:
    """The milestone that rests on what has achieved the pathway, while it is not claimed: facts may run ahead."""
    if not pathway.is_achieved:
        return None
    reached, milestones = _reached(claims), pathway.declaration.milestones
    return next((each for each in milestones if each.rests_on and each.slug not in reached), None)


def is_complete(pathway: Pathway, claims: Sequence[MilestoneClaim]) -> bool:
    """Every milestone is claimed or verified."""
    return {each.slug for each in pathway.declaration.milestones} <= _reached(claims)


def _reached(claims: Sequence[MilestoneClaim]) -> set[str]:
    return {claim.milestone for claim in claims if claim.state in REACHED}


def steps_of(pathway: Pathway, claims: Sequence[MilestoneClaim], setbacks: Sequence[Event]) -> list[dict]:
    """The ladder's steps in usual order, what set the person back after what it undid."""
    upcoming = next_milestone(pathway, claims)
    steps = []
    for milestone in pathway.declaration.milestones:
        mine = [claim for claim in claims if claim.milestone == milestone.slug]
        steps.append(_step(milestone, mine, is_next=milestone == upcoming))
    return steps + [_setback(number, event) for number, event in enumerate(setbacks, start=1)]


def _step(milestone: Milestone, claims: list[MilestoneClaim], *, is_next: bool) -> dict:
    if not claims:
        return {
            "label": milestone.title,
            "kind": "next" if is_next else "open",
            "note": "Next" if is_next else "",
        }
    latest = claims[-1]
    kind = REACHED.get(C(latest.state), "next" if is_next else "open")
    date = say_day_short(latest.reached_on) if latest.state in REACHED else ""
    return {
        "label": milestone.title,
        "kind": kind,
        "date": date,
        "note": " ".join(_notes(latest, len(claims))),
    }


def _notes(claim: MilestoneClaim, times: int) -> list[str]:
    said = {
        C.CLAIMED: f"Claimed by {claim.claimed_by}, not yet verified.",
        C.VERIFIED: f"Verified by {claim.verified_by}.",
        C.RETURNED: f"Returned to {claim.claimed_by}: {claim.returned_reason.lower()}.",
        C.REVOKED: "Verified once, then revoked.",
    }
    value = [f"{claim.value_in_words[2:]}."] if claim.value else []
    return [*value, said[C(claim.state)], *([f"{times} times."] if times > 1 else [])]


def _setback(number: int, event: Event) -> dict:
    """Why it was, as far as it was fetched with the event: what a worker typed stands beside the log."""
    is_typed = Event.because.is_cached(event)
    return {
        "label": f"Setback {number}",
        "kind": "setback",
        "date": say_day_short(event.effective_on),
        "note": event.why if is_typed else event.reason,
    }
