"""What of this app goes with a person when two records are merged (see merging/following.py)."""

from typing import Any

from .merging.following import Follows, Values, declare, leave
from .models import NoContact, RiskInformation

_Level = RiskInformation.Level
_LEVELS = [_Level.NOT_YET_AVAILABLE, _Level.LOW, _Level.MEDIUM, _Level.HIGH, _Level.VERY_HIGH]


def _higher(theirs: RiskInformation, ours: RiskInformation) -> bool:
    """The higher level stands until somebody assesses again: a merge must not make anybody look safer."""
    return _LEVELS.index(_Level(theirs.level)) > _LEVELS.index(_Level(ours.level))


def _later(theirs: Any, ours: Any) -> bool:
    return theirs.assessed_on > ours.assessed_on


def _in_order(row: NoContact, field: str, kept: int) -> Values:
    """The pair with the kept record in it, the lower key first as its constraint wants."""
    other = row.second_id if field == "first" else row.first_id
    return {"first_id": min(kept, other), "second_id": max(kept, other)}


FOLLOWERS = (
    Follows("people.Person", "merged_into"),  # what was merged into the merged record goes along
    Follows("people.Caseload", ends=("since", "until")),
    Follows("people.Involvement", ends=("since", "until")),
    Follows("people.PersonArea"),
    Follows("people.Supervision"),
    Follows("people.Release"),
    Follows("people.Consent"),
    Follows("people.RiskInformation", says_more=_higher),
    Follows("people.ActivityAdvice", says_more=_later),
    Follows("people.CohortLabel"),
    Follows("people.LicenceCondition"),
    Follows("people.NoContact", "first", values=_in_order),
    Follows("people.NoContact", "second", values=_in_order),
    Follows("people.Note"),
    Follows("people.SafeguardingConcern"),
    Follows("people.PendingPair"),
    Follows("people.Document"),
    Follows("people.Offence"),
    Follows("people.ExpectedReoffending"),
    Follows("people.LocalSignal"),
    Follows("people.TakeOverRequest"),
    Follows("people.BreakGlass"),
)

# About the records themselves, and limits of access, of which the stricter ones are kept (actions/merging.py).
LEFT = (
    ("people.DuplicatePair", "first"),
    ("people.DuplicatePair", "second"),
    ("people.Merge", "kept"),
    ("people.Merge", "merged"),
    ("people.LimitedAccess", "person"),
)


def register() -> None:
    declare(*FOLLOWERS)
    leave(*LEFT)
