"""Taking the register: every mark of a session in one save, in a fixed number of queries."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from foundation.lifecycle import events, facts
from foundation.lifecycle.models import Reason
from foundation.lifecycle.transitions import Refused, WrongState, perform
from people.models import Person
from people.rules import says_too_much

from .. import notices, register
from ..models import Booking, Concern, Session
from ..register import Entry, Kept, MarksRefused, Problem
from ..states import AHEAD, HELD, Mark, SessionState
from .bookings import ask_known_at_hub, ask_not_only_opened, live, locked, new_booking


class ReasonNeeded(Refused):
    """The change is a correction, or late: it needs a reason."""


def save_register(
    session: Session, entries: Mapping[UUID, Entry], *, by, submit: bool = False, reason: str = ""
) -> Kept:
    """Save what the register says of each person, by booking uuid; `submit` when it is complete.

    The first mark opens the session. The same marks again change nothing and leave no event. After submission a change
    is a correction: it needs a reason, and every version is kept. People hidden from `by` are left out. A concern goes
    to those who hold the person at once, an absence when the register is submitted. Answers what was changed.

    Raises, having saved nothing: WrongState (not begun, not held), MarksClash (somebody else saved other marks),
    ReasonNeeded, NotYou. Raises MarksRefused, having saved all the others, for marks that cannot be, and on
    submission for marks that are lacking: nobody's mark waits for somebody else's. (domain: Register; interface:
    Rules 4)
    """
    kept, refused = _save_what_can_be(session, entries, by, submit, reason)
    if refused:  # raised outside the transaction, which it would undo
        raise refused
    return kept


@transaction.atomic
def _save_what_can_be(
    session: Session, entries: Mapping[UUID, Entry], by, submit: bool, reason: str
) -> tuple[Kept, MarksRefused | None]:
    session = _lock(session, by)
    rows = list(_rows(session, by))
    changed = register.changes(rows, entries, _former(rows, entries))
    refused = _refused(changed)
    changed = {row: said for row, said in changed.items() if row.uuid not in refused}
    concerns = _new_concerns(rows, entries, by)
    wants_submission = submit and session.state in AHEAD
    unmarked = _unmarked(rows, changed, refused) if wants_submission else []
    submits = wants_submission and not (refused or unmarked)
    kept = Kept(len(changed), len(concerns))
    if any(kept) or submits:
        _write(session, rows, changed, concerns, submits, by, reason)
    if refused or unmarked:
        return kept, MarksRefused(kept, refused=refused, unmarked=unmarked, submits=wants_submission)
    return kept, None


def _write(
    session: Session, rows: list[Booking], changed: Mapping[Booking, tuple[str, ...]], concerns: list[Concern],
    submits: bool, by, reason: str,
) -> None:  # fmt: skip
    _ask_reason(session, bool(changed), reason)
    was = session.state
    _move(session, changed, submits, by)
    absent = [] if was in AHEAD else [row for row in changed if row.mark != Mark.DID_NOT_ATTEND]
    _mark(changed, by, reason)
    _keep(concerns, by)
    told = rows if submits else absent
    notices.tell_absences(session, [row for row in told if row.mark == Mark.DID_NOT_ATTEND], by=by)
    notices.tell_concerns(session, concerns, by=by)


@transaction.atomic
def add_walk_in(session: Session, person: Person, *, by) -> Booking:
    """Add somebody who came without a booking to the running register, beyond its capacity if need be.

    They are marked as attended; without an induction or consent by that day they are added unmarked. Raises WrongState
    unless the session has begun and its register is not yet submitted. (domain: Register)
    """
    session = locked(session, by)
    if standing := live(session).filter(person=person).first():
        return standing
    if not session.has_begun or session.state not in AHEAD:
        raise WrongState(
            "A walk-in can be added from the start of the session until its register is submitted."
        )
    ask_not_only_opened([person], by)
    ask_known_at_hub(session, [person], or_known_to=by)
    booking = facts.record([new_booking(session, person, walk_in=True)], by=by, what="walked_in")[0]
    try:
        save_register(session, {booking.uuid: Entry(booking.version, Mark.ATTENDED)}, by=by)
    except Refused:  # flagged on the page; the register cannot be submitted until somebody decides
        return booking
    booking.refresh_from_db()
    return booking


def _lock(session: Session, by) -> Session:
    session = locked(session, by)
    register.refuse_unless_begun(session)
    return session


def _rows(session: Session, by):
    return (
        Booking.objects.visible_to(by).booked().filter(session=session).select_related("hub").by_name()
        .with_standing().with_concerns()
    )  # fmt: skip


def _former(rows: Iterable[Booking], entries: Mapping[UUID, Entry]) -> dict[tuple[int, int], tuple[str, ...]]:
    """What was said in the versions that stale pages were made from; asked only when there is a stale page."""
    stale = [row.pk for row in rows if row.uuid in entries and entries[row.uuid].seen != row.version]
    if not stale:
        return {}
    copies = Booking.versions.filter(version_of__in=stale)
    return {(copy.version_of_id or 0, copy.version): register.said_of(copy) for copy in copies}


def _new_concerns(rows: Iterable[Booking], entries: Mapping[UUID, Entry], by) -> list[Concern]:
    """Concerns typed now; the same text about the same booking is the same concern."""
    typed = ((row, entries[row.uuid].concern) for row in rows if row.uuid in entries)
    return [
        Concern(booking=row, person=row.person, text=text, recorded_by=by)
        for row, text in typed
        if text and text not in {concern.text for concern in row.concerns.all()}
    ]


def _refused(changed: Mapping[Booking, tuple[str, ...]]) -> dict[UUID, Problem]:
    reasons = dict(
        Reason.objects.filter(list="absence", retired_at=None).values_list("reason", "text_required")
    )
    return {
        row.uuid: found for row, said in changed.items() if (found := register.problem(row, said, reasons))
    }


def _unmarked(rows: Iterable[Booking], changed: Mapping[Booking, tuple[str, ...]], refused) -> list[Booking]:
    """Who has no mark; those whose mark is refused are named for that already."""
    return [row for row in rows if row.uuid not in refused and not changed.get(row, register.said_of(row))[0]]


def _ask_reason(session: Session, changes: bool, reason: str) -> None:
    if too_long := says_too_much(reason):
        raise ReasonNeeded(too_long)
    if reason.strip() or not changes:
        return
    if session.state in HELD:
        raise ReasonNeeded("The register is submitted. Say why you change it.")
    if register.is_long_ago(session.held_on, timezone.localdate()):
        raise ReasonNeeded("This session was more than 3 months ago. Say why it is marked only now.")


def _move(session: Session, changed: Mapping, submits: bool, by) -> None:
    if changed and session.state == SessionState.SCHEDULED:
        perform(session, "open", by=by)
    if submits:
        perform(session, "submit_register", by=by)
    elif changed and session.state in HELD:
        perform(session, "correct_register", by=by)


def _mark(changed: Mapping[Booking, tuple[str, ...]], by, reason: str) -> None:
    now = timezone.now()
    stamp = {"marked_by": by, "marked_at": now}
    new = [
        (row, dict(zip(register.SAID, said, strict=True)) | stamp | {"version": row.version + 1})
        for row, said in changed.items()
    ]
    facts.correct(new, by=by, what="marked", words=reason)


def _keep(concerns: list[Concern], by) -> None:
    """The texts stay out of the event log: the concern's own row holds them."""
    made = Concern.objects.bulk_create(concerns)
    events.write(
        [events.entry(concern, "raised", by=by, effective_on=concern.booking.held_on) for concern in made]
    )
