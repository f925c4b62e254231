"""What a row about a referral says: its state, and whether its columns agree with one another."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from foundation.intake.importers import Row
from foundation.lifecycle.models import Reason

from ..models import Referral
from ..states import ReferralState as S

NOON = datetime.time(
    12
)  # a day of a file enters as its noon, so that no clock change moves it to another day
NO_REASON = "No reason in the import file"
NEEDS_A_REASON = (S.DECLINED, S.ENDED_EARLY, S.WITHDRAWN)
LIST_OF = {S.DECLINED: "decline", S.WITHDRAWN: "withdraw", S.COMPLETED: "end", S.ENDED_EARLY: "end"}
ENDED = (S.COMPLETED.value, S.ENDED_EARLY.value, S.WITHDRAWN.value)


def state_of(row: Row) -> S:
    """The state that a row without contradictions puts its referral into."""
    if row["ended_as"]:
        return S(row["ended_as"])
    if row["decision"] == Referral.Decision.DECLINED:
        return S.DECLINED
    if row["decision"] == Referral.Decision.ACCEPTED:
        return S.STARTED if row["started_on"] else S.ACCEPTED
    return S.WAITING if row["waiting_on"] else S.SUBMITTED


def contradictions(row: Row, reasons: Mapping[tuple[str, str], Reason]) -> Iterator[tuple[str, str]]:
    """(column, what is wrong) wherever the row's columns do not go together."""
    accepted = row["decision"] == Referral.Decision.ACCEPTED
    if bool(row["decision"]) != bool(row["decided_on"]):
        yield _the_empty_one(row, "decision", "decided_on")
    if row["started_on"] and not accepted:
        yield "started_on", "needs the decision accepted"
    if bool(row["ended_as"]) != bool(row["ended_on"]):
        yield _the_empty_one(row, "ended_as", "ended_on")
    if row["ended_as"] in (S.COMPLETED, S.ENDED_EARLY) and not row["started_on"]:
        yield "ended_as", f"{row['ended_as']} needs started_on; what has not started is withdrawn"
    if row["ended_as"] == S.WITHDRAWN and (
        row["started_on"] or row["decision"] == Referral.Decision.DECLINED
    ):
        yield "ended_as", "what has started or was declined cannot be withdrawn"
    if row["end_reason"]:
        name = LIST_OF.get(state_of(row))
        if name is None:
            yield "end_reason", "is for a referral that was declined or has ended"
        elif (name, row["end_reason"]) not in reasons:
            yield "end_reason", f"“{row['end_reason'][:40]}” is not in the list of reasons to {name}"


def _the_empty_one(row: Row, one: str, other: str) -> tuple[str, str]:
    return (other, f"is required with {one}") if row[one] else (one, f"is required with {other}")


def values_of(row: Row, reasons: Mapping[tuple[str, str], Reason]) -> dict[str, Any]:
    """The referral's fields as the row says them."""
    state = state_of(row)
    reason = reasons.get((LIST_OF.get(state, ""), row["end_reason"]))
    return {
        "state": state.value,
        "source": row["source"],
        "submitted_at": noon(row["submitted_on"]),
        "waiting_at": noon(row["waiting_on"]),
        "decided_at": noon(row["decided_on"]),
        "decision": row["decision"],
        "started_on": row["started_on"],
        "ended_on": row["ended_on"],
        "reason_id": reason.pk if reason else None,
        "explanation": NO_REASON if state in NEEDS_A_REASON and not reason else "",
    }


def cells_of(referral: Referral) -> dict[str, Any]:
    """What a row would say of the referral in the columns that a file may lack: `values_of` the other way round."""
    return {
        "waiting_on": day_of(referral.waiting_at),
        "decided_on": day_of(referral.decided_at),
        "decision": referral.decision,
        "started_on": referral.started_on,
        "ended_on": referral.ended_on,
        "ended_as": referral.state if referral.state in ENDED else "",
        "end_reason": referral.reason.reason if referral.reason else "",
    }


def noon(day: datetime.date | None) -> datetime.datetime | None:
    """Noon of a London day."""
    return timezone.make_aware(datetime.datetime.combine(day, NOON)) if day else None


def differing(referral: Referral, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that say something else than the referral; a moment of the day named is no difference."""
    return {name: value for name, value in values.items() if _day(getattr(referral, name)) != _day(value)}


def _day(value: Any) -> Any:
    return timezone.localdate(value) if isinstance(value, datetime.datetime) else value


def day_of(moment: datetime.datetime | None) -> datetime.date | None:
    """The London day of a moment."""
    return timezone.localdate(moment) if moment else None
