"""What has happened to a referral, said from its events."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.urls import reverse

from foundation.design.dates import say_day, say_moment
from foundation.lifecycle import events
from foundation.lifecycle.models import Event

from .models import Referral, Transfer
from .states import ReferralState as S
from .states import TransferState as T

_TITLES = {
    "drafted": "Draft started",
    "submit": "Submitted",
    "take": "Taken for review",
    "hand_back": "Handed back to the queue",
    "request_information": "Questions asked",
    "provide_information": "Questions answered",
    "wait_list": "Put on the waiting list",
    "reconsider": "Reconsidered",
    "review": "Reviewed",
    "hold": "Put on hold",
    "resume": "Resumed",
    "transfer": "Moved to another hub",
    "reopen": "Reopened",
    "followed_the_caseload": "Followed the person to another practitioner",
    "accept": "Accepted",
    "decline": "Declined",
    "start": "Started: inducted at the hub",
    "complete": "Completed",
    "end_early": "Ended early",
    "withdraw": "Withdrawn",
    "imported": "Referral imported",
    "recorded": "Referral recorded",
    "amended": "What it says was changed",
    "assigned": "Given to a worker",
    "given": "Given to a colleague",
    "corrected": "Referral corrected",
}
# Every saved part of a draft; the answers themselves stand on the page.
_LEFT_OUT = {"filled", "removal_announced"}


def happened(referral: Referral, transfers: Iterable[Transfer] = ()) -> list[dict[str, Any]]:
    """The timeline, newest first: title, moment, who, and one line of detail; with hubs asked to take it over."""
    told = [event for event in events.of(referral) if event.what not in _LEFT_OUT]
    words = dict(referral.reasonings.values_list("pk", "words"))
    lines = [
        {
            "title": _title(event),
            "at": event.recorded_at,
            "by": event.by,
            "line": _line(event, referral, words),
        }
        for event in reversed(told)
    ]
    lines += [line for transfer in transfers for line in _asked_and_answered(transfer)]
    return sorted(lines, key=lambda line: line["at"], reverse=True)


def _asked_and_answered(transfer: Transfer) -> Iterator[dict[str, Any]]:
    """Its refusal or cancelling, and its request. That it was agreed, the referral's own event says."""
    if transfer.state in (T.REFUSED, T.CANCELLED):
        yield {
            "title": f"{transfer.to_hub}: transfer {transfer.get_state_display().lower()}",
            "at": transfer.answered_at,
            "by": transfer.answered_by,
            "line": transfer.refusal,
        }
    yield {
        "title": f"{transfer.to_hub} was asked to take it over",
        "at": transfer.requested_at,
        "by": transfer.requested_by,
        "line": transfer.reason,
    }


def _title(event: Event) -> str:
    return _TITLES.get(event.what, event.what.replace("_", " ").capitalize())


def _line(event: Event, referral: Referral, words: Mapping[int, str]) -> str:
    if event.what == "submit" and referral.decision_due_on:
        return f"to be decided by {say_day(referral.decision_due_on)}"
    if event.what == "accept" and referral.key_worker:
        return f"key worker {referral.key_worker}"
    if event.what == "start":
        return f"on {say_day(event.effective_on)}"
    said = words.get(event.facts.get("reasoning", 0), "")
    return ": ".join(part for part in (event.why, said) if part)


def how_it_stands(referral: Referral) -> list[tuple[str, str]]:
    """State, and the last thing that happened: for somebody whose own change came too late."""
    rows = [("State", str(S(referral.state).label))]
    if last := events.of(referral).order_by("-id").first():
        who = f" by {last.by}" if last.by else ""
        rows.append(("Last", f"{_title(last)}{who}, {say_moment(last.recorded_at)}"))
    return rows


def of_transfer(transfer: Transfer) -> list[tuple[str, str]]:
    """Who asked and what came of it; nothing of the person, nor why it was asked."""
    asked = f"{say_moment(transfer.requested_at)} by {transfer.requested_by}, {transfer.from_hub}"
    rows = [("Hub asked", str(transfer.to_hub)), ("Asked", asked)]
    if transfer.answered_at:
        by = f" by {transfer.answered_by}" if transfer.answered_by else ", since the referral ended"
        rows.append((transfer.get_state_display(), f"{say_moment(transfer.answered_at)}{by}"))
    return [*rows, ("Why not", transfer.refusal)] if transfer.refusal else rows


def page_of(referral: Referral) -> str:
    """Where it is read now: the task list of a draft, else its own page."""
    name = "referral_tasks" if referral.state == S.DRAFT else "referral_detail"
    return reverse(name, args=[referral.uuid])
