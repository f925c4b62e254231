"""The register as typed against the register as it stands: what changes, what clashes, what is lacking.

Nothing here writes. `actions.save_register` does, under the session's lock. (domain: Register)
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from foundation.lifecycle.transitions import Refused, WrongState

from ..models import Booking, Session
from ..states import ABSENT, CAME, Mark, SessionState

MONTHS_BACK = 3  # older marks need a reason and a second person (domain: Register)
SAID = ("mark", "absence_reason", "acceptable", "did", "strength", "note")  # what a register says of a person
Said = tuple[Any, ...]  # as SAID


@dataclass(frozen=True)
class Entry:
    """What somebody typed for one person. `seen` is the version of the booking that their page was made from."""

    seen: int
    mark: str = ""
    absence_reason: str = ""
    acceptable: bool | None = None
    did: str = ""
    strength: str = ""
    note: str = ""
    concern: str = ""

    @property
    def said(self) -> Said:
        """As SAID; a reason, and whether it is acceptable, stay only beside an absence."""
        beside = (self.absence_reason, self.acceptable) if self.mark in ABSENT else ("", None)
        return self.mark, *beside, self.did, self.strength, self.note


class MarksClash(Refused):
    """Somebody else has saved other marks since this page was opened. `clashes`: uuid to the booking as it stands."""

    def __init__(self, clashes: Mapping[UUID, Booking]) -> None:
        self.clashes = dict(clashes)
        super().__init__(
            "Somebody else has saved different marks since you opened this register. Nothing of yours is saved yet: "
            "choose which mark is right, then save again."
        )


class Problem(NamedTuple):
    """What stands against a row, and at which of its fields it is put right."""

    text: str
    field: str = "mark"


class Kept(NamedTuple):
    """What a save changed: how many people's marks, and how many new concerns."""

    marks: int = 0
    concerns: int = 0

    def __str__(self) -> str:
        """A sentence."""
        if not any(self):
            return "Nothing is saved yet."
        parts = [f"{number} {word}{'s' * (number != 1)}"
                 for number, word in zip(self, ("mark", "concern"), strict=True) if number]  # fmt: skip
        return f"{' and '.join(parts)} {'is' if sum(self) == 1 else 'are'} saved."


class MarksRefused(Refused):
    """Some marks cannot be saved as they are, or are lacking; all the others are `kept`.

    `problems`: booking uuid to what is needed, for both.
    """

    def __init__(
        self, kept: Kept, *, refused: Mapping[UUID, Problem], unmarked: Iterable[Booking], submits: bool
    ) -> None:
        self.kept = kept
        unmarked = list(unmarked)
        lacking = {row.uuid: Problem(f"Choose a mark for {row.person}.") for row in unmarked}
        self.problems = {**lacking, **refused}
        words = [str(kept)] if refused or any(kept) else []
        if refused:
            number = "1 is not" if len(refused) == 1 else f"{len(refused)} are not"
            words.append(f"{number}: {' '.join(problem.text for problem in refused.values())}")
        if submits:
            words.append("The register is not submitted yet.")
        if unmarked:
            words.append(f"Without a mark: {', '.join(str(row.person) for row in unmarked)}.")
        super().__init__(" ".join(words))


def refuse_unless_begun(session: Session) -> None:
    """Raises WrongState for a session that was not held or has not begun: nobody can be marked in it."""
    if session.state == SessionState.NOT_HELD:
        raise WrongState("This session was not held, so nobody can be marked.")
    if not session.has_begun:
        raise WrongState("The register opens when the session begins. Nobody can be marked before.")


def said_of(booking: Booking) -> Said:
    """What the register says of a person now, as SAID."""
    return tuple(getattr(booking, name) for name in SAID)


def changes(
    bookings: Iterable[Booking],
    entries: Mapping[UUID, Entry],
    former: Mapping[tuple[int, int], Said],
) -> dict[Booking, Said]:
    """What the entries change: each booking with what is now said of it.

    former: what was said of (booking id, version), for pages made from an older version. A row that its typist left
    alone keeps what somebody else saved. Raises MarksClash where both changed it, differently.
    """
    wanted, clashes = {}, {}
    for booking in bookings:
        entry = entries.get(booking.uuid)
        if entry is None or entry.said == said_of(booking):
            continue
        if entry.seen == booking.version:
            wanted[booking] = entry.said
        elif entry.said != former.get((booking.pk, entry.seen)):
            clashes[booking.uuid] = booking
    if clashes:
        raise MarksClash(clashes)
    return wanted


def is_doubtful(booking: Booking, said: Said) -> bool:
    """Whether `problem` may stand against it; False for most marks, so that nothing more is fetched for them."""
    _, reason, acceptable, *_ = said
    return not (booking.inducted and booking.consented) or bool(reason) or acceptable is not None


def problem(booking: Booking, said: Said, reasons: Mapping[str, bool]) -> Problem | None:
    """Why the person cannot be marked so, or nothing. The booking comes from `with_standing()`, with its session.

    reasons: the absence reasons in use, each with whether it needs a note.
    """
    mark, reason, acceptable, _, _, note = said
    name, day = booking.person, f"{booking.held_on.day} {booking.held_on:%B %Y}"
    if mark in CAME and not booking.inducted:
        return Problem(
            f"{name} had no induction at {booking.hub} by {day}. Record the induction first, then the mark."
        )
    if mark and mark != Mark.NOT_EXPECTED and not booking.consented:
        return Problem(f"{name} had not given consent by {day}, so only “not expected” can be marked.")
    if reason and reason != booking.absence_reason and reason not in reasons:
        return Problem(f"Choose a reason of the list for {name}.", "absence_reason")
    if reasons.get(reason) and not note:
        return Problem(f"“{reason}” needs a note: say what happened with {name}.", "note")
    if acceptable is not None and not booking.session.requirement:
        return Problem(
            "Whether an absence is acceptable is asked only where a session is part of a licence or rehabilitation "
            f"requirement. {booking.session} is not.",
            "acceptable",
        )
    return None


def is_long_ago(day: datetime.date, today: datetime.date) -> bool:
    """More than three months back."""
    months = today.year * 12 + today.month - 1 - MONTHS_BACK
    return (day.year * 12 + day.month - 1, day.day) < (months, today.day)


def counted(marks: Iterable[str]) -> dict[str, Any]:
    """`marked`, `total` and `parts`: pairs of a mark's label and its number, those that occur."""
    marks = list(marks)
    parts = [(mark.label, marks.count(mark)) for mark in Mark if mark in marks]
    return {"marked": sum(number for _, number in parts), "total": len(marks), "parts": parts}
