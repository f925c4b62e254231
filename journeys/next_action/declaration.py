"""What a rule is, what it may look at, and what it finds."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from foundation.design.dates import today
from foundation.lifecycle.clocks import Clock
from foundation.lifecycle.models import RunningClock
from pathways.models import MilestoneClaim, Pathway
from people.models import Consent, Release
from referrals.models import Referral

from ..attendance.summary import Attendance
from ..known.about import About
from ..known.gate import Gate

if TYPE_CHECKING:
    from .sets import Among

A_WEEK = 7


class Words(NamedTuple):
    """The two halves of a sentence: what to do, and why it is due now."""

    to_do: str
    why: str


@dataclass(frozen=True)
class NextAction:
    """One sentence: what to do, and the reason why it is due now.

    whose: in words, who must act. The button is only for somebody who can press it.
    """

    to_do: str
    why: str
    whose: str
    due_on: datetime.date | None = None
    url: str = ""
    label: str = ""

    @property
    def text(self) -> str:
        """Submit the duty-to-refer before 3 June 2026: release is in 42 days and no address is recorded."""
        return f"{self.to_do}: {self.why}."


@dataclass(frozen=True)
class Situation:
    """What the rules may look at: nothing that the page has not fetched.

    lacking: what each draft still needs, in words, by the draft's key. runs: the clocks about the person that this user
    may know of. reached_on: when somebody last spoke or wrote with the person.
    """

    known: About
    consents: Sequence[Consent] = ()
    lacking: dict[int, list[str]] | None = None
    runs: Sequence[RunningClock] = ()
    pathways: Sequence[Pathway] = ()
    claims: Sequence[MilestoneClaim] = ()
    attendance: Attendance | None = None
    reached_on: datetime.date | None = None
    gate: Gate | None = None

    @property
    def holder(self) -> str:
        """The practitioner who holds the person today, or the team."""
        for each in self.known.holdings:
            if each.is_caseload and each.stands:
                return f"{each.practitioner}, {each.team}" if each.practitioner else each.team
        return "the team that holds the person"

    @property
    def has_consent(self) -> bool:
        return any(each.withdrawn_on is None for each in self.consents)

    def lacks(self, draft: Referral) -> list[str] | None:
        """What the draft still needs; None where that is not this user's to know."""
        return (self.lacking or {}).get(draft.pk)

    @property
    def release_ahead(self) -> Release | None:
        """The release to come, from today on."""
        release = self.known.release
        return release if release and not release.released_on and release.day >= today() else None

    def referrals_in(self, *states: str) -> list[Referral]:
        return [each for each in self.known.referrals if each.state in states]

    def runs_of(self, clock: Clock) -> list[RunningClock]:
        return [run for run in self.runs if run.clock == clock.name]


@dataclass(frozen=True)
class Rule:
    """One line of the table. `finds` gives every action that is due by it.

    says: clocks that this rule puts into words, so that no other rule does. among: how work lists ask a rule without a
    clock of everybody at once. may_wait: where it gives no date, what is due in more days than these comes after it.
    """

    name: str
    finds: Callable[[Situation], Iterator[NextAction]]
    says: tuple[Clock, ...] = ()
    among: "Among | None" = None
    may_wait: int = A_WEEK


def in_days(days: int) -> str:
    """today, tomorrow, in 5 days"""
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def until_release(day: datetime.date) -> str:
    """release is in 42 days"""
    return f"release is {in_days((day - today()).days)}"
