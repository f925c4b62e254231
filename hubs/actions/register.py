"""Taking the register: every mark of a session in one save, in a fixed number of queries."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from foundation.lifecycle import events, facts
from foundation.lifecycle.in_turn import perform_in_turn
from foundation.lifecycle.models import Reason
from foundation.lifecycle.transitions import Refused
from people.rules import says_too_much

from .. import notices
from ..bookings.notices import workers_with
from ..models import Booking, Concern, LateEntry, Session
from ..register import entries as register
from ..register import notices as register_notices
from ..register.entries import Entry, Kept, MarksClash, MarksRefused, Problem, Said
from ..register.sent import SentEntry
from ..register.standing import not_coming
from ..states import AHEAD, HELD, Mark, SessionState
from .absences import take_absences_back, tell_absences
from .asked import locked
from .runs import settle_runs_of


class ReasonNeeded(Refused):
    """The change is a correction: it needs a reason."""


class SecondPersonNeeded(Refused):
    """The session was more than three months ago: its register opens when a second person agrees to that."""

    def __init__(self) -> None:
        super().__init__(
            "This session was more than 3 months ago. Ask to take its register late: say why, and somebody else of "
            "the hub has to agree."
        )


def save_register(
    session: Session, entries: Mapping[UUID, Entry], *, by, submit: bool = False, reason: str = ""
) -> Kept:
    """Save what the register says of each person, by booking uuid; `submit` when it is complete.

    The first mark opens the session. The same marks again change nothing and leave no event. After submission a change
    is a correction: it needs a reason, and every version is kept. People hidden from `by` are left out: when the
    register is submitted, those of the hub who see them are told what is lacking, and fill it without a reason. A
    concern goes to those who hold the person at once, an absence when the register is submitted. Answers what was
    changed.

    Raises, having saved nothing: WrongState (not begun, not held), MarksClash (somebody else saved other marks),
    ReasonNeeded, SecondPersonNeeded, NotYou. Raises MarksRefused, having saved all the others, for marks that cannot
    be, and on submission for marks that are lacking: nobody's mark waits for somebody else's. (domain: Register;
    interface: Rules 4)
    """
    with transaction.atomic():
        session = lock_register(session, by)
        rows = rows_of(session, by)
        kept, refused = save_rows(session, rows, entries, by=by, submit=submit, reason=reason)
    if refused:  # raised outside the transaction, which it would undo
        raise refused
    return kept


def lock_register(session: Session, by) -> Session:
    """The session as it stands, its row locked. Raises NotYou, and WrongState when nobody can be marked in it."""
    session = locked(session, by)
    register.refuse_unless_begun(session)
    return session


def rows_of(session: Session, by, only: Collection[UUID] | None = None) -> list[Booking]:
    """The rows of a locked register that `by` may see, or those of these uuids; nobody else changes them meanwhile.

    Without the people: they are fetched for those rows about which something has to be said.
    """
    rows = Booking.objects.visible_to(by).booked().filter(session=session)
    if only is not None:
        rows = rows.filter(uuid__in=only)
    found = list(rows.select_for_update(of=("self",)).with_standing().order_by("pk"))
    for row in found:
        row.session, row.hub = session, session.hub
    return found


def save_rows(
    session: Session, rows: list[Booking], entries: Mapping[UUID, Entry], *, by, submit: bool = False, reason: str = ""
) -> tuple[Kept, MarksRefused | None]:  # fmt: skip
    """Save into a locked register what can be saved; what was, and what stands against the rest."""
    try:
        changed = register.changes(rows, entries, former_of(rows, entries))
    except MarksClash as clash:
        _named(clash.clashes.values())
        raise
    refused = _refused(changed)
    changed = {row: said for row, said in changed.items() if row.uuid not in refused}
    concerns = _new_concerns(rows, entries, by)
    wants_submission = submit and session.state in AHEAD
    unmarked = _unmarked(rows, changed, refused) if wants_submission else []
    submits = wants_submission and not (refused or unmarked)
    kept = Kept(len(changed), len(concerns))
    if any(kept) or submits:
        _write(session, changed, concerns, submits, by, reason)
    if refused or unmarked:
        return kept, MarksRefused(kept, refused=refused, unmarked=unmarked, submits=wants_submission)
    return kept, None


def former_of(
    rows: Iterable[Booking], entries: Mapping[UUID, Entry | SentEntry]
) -> dict[tuple[int, int], Said]:
    """What was said in the versions that stale entries were made from; asked only when there is a stale one."""
    stale = [row.pk for row in rows if row.uuid in entries and entries[row.uuid].seen != row.version]
    if not stale:
        return {}
    copies = Booking.versions.filter(version_of__in=stale)
    return {(copy.version_of_id or 0, copy.version): register.said_of(copy) for copy in copies}


def _write(
    session: Session, changed: Mapping[Booking, Said], concerns: list[Concern], submits: bool, by, reason: str
) -> None:
    fills = _fills(changed)
    words = _why(session, bool(changed) and not (fills and session.state in HELD), reason)
    was_absent = any(row.mark == Mark.DID_NOT_ATTEND for row in changed)
    with events.together():
        _move(session, changed, submits, by, corrects=not fills)
        _mark(changed, by, words)
        _keep(concerns, by)
    if was_absent:
        take_absences_back(session, by=by)
    if session.state in HELD:
        _tell_who_did_not_come(session, submits, by)
    elif was_absent:
        settle_runs_of(session)
    if concerns:
        about = [(concern.person_id, concern.person.uuid) for concern in concerns]
        told = workers_with(session.hub, (person for person, _ in about))
        notices.tell_concerns(session, about, told=told, by=by)


def _tell_who_did_not_come(session: Session, submits: bool, by) -> None:
    """Absences, and on submission the marks that are lacking: of people hidden from the register's taker."""
    found = not_coming(session)
    tell_absences(session, [row for row in found if row.mark and not row.is_told], by=by)
    if submits:
        lacking = [row.person for row in found if not row.mark]
        register_notices.tell_marks_lacking(session, lacking, by=by)
    settle_runs_of(session)


def _new_concerns(rows: Iterable[Booking], entries: Mapping[UUID, Entry], by) -> list[Concern]:
    """Concerns typed now; the same text about the same booking is the same concern."""
    typed = {row: text for row in rows if row.uuid in entries and (text := entries[row.uuid].concern)}
    if not typed:
        return []
    known = set(Concern.objects.filter(booking__in=typed).values_list("booking_id", "text"))
    return [
        Concern(booking=row, person=row.person, text=text, recorded_by=by)
        for row, text in zip(_named(typed), typed.values(), strict=True)
        if (row.pk, text) not in known
    ]


def _refused(changed: Mapping[Booking, Said]) -> dict[UUID, Problem]:
    doubtful = {row: said for row, said in changed.items() if register.is_doubtful(row, said)}
    if not doubtful:
        return {}
    reasons = dict(
        Reason.objects.filter(list="absence", retired_at=None).values_list("reason", "text_required")
    )
    _named(doubtful)
    return {
        row.uuid: found for row, said in doubtful.items() if (found := register.problem(row, said, reasons))
    }


def _unmarked(rows: Iterable[Booking], changed: Mapping[Booking, Said], refused) -> list[Booking]:
    """Who has no mark; those whose mark is refused are named for that already."""
    return _named(
        row for row in rows if row.uuid not in refused and not changed.get(row, register.said_of(row))[0]
    )


def _named(rows: Iterable[Booking]) -> list[Booking]:
    """The rows with their people, and with those who marked them."""
    rows = list(rows)
    prefetch_related_objects(rows, "person", "marked_by")
    return rows


def _why(session: Session, changes: bool, reason: str) -> str:
    """The words to keep with the marks: of a correction its reason, of a late entry that of whoever asked for it."""
    if too_long := says_too_much(reason):
        raise ReasonNeeded(too_long)
    if not changes:
        return reason
    if session.state in HELD:
        if not reason.strip():
            raise ReasonNeeded("The register is submitted. Say why you change it.")
        return reason
    if not register.is_long_ago(session.held_on, timezone.localdate()):
        return reason
    if agreed := LateEntry.objects.agreed().filter(session=session).first():
        return reason or agreed.reason
    raise SecondPersonNeeded


def _fills(changed: Mapping[Booking, Said]) -> bool:
    """Only people without a mark are given one: nothing that was said is taken back, so it is no correction."""
    return all(not row.mark and said[0] for row, said in changed.items())


def _move(session: Session, changed: Mapping, submits: bool, by, *, corrects: bool) -> None:
    verbs = {
        "open": changed and session.state == SessionState.SCHEDULED,
        "submit_register": submits,
        "correct_register": changed and corrects and session.state in HELD,
    }
    perform_in_turn(session, [verb for verb, wanted in verbs.items() if wanted], by=by)


def _mark(changed: Mapping[Booking, Said], by, words: str) -> None:
    now = timezone.now()
    stamp = {"marked_by": by, "marked_at": now}
    new = [
        (row, dict(zip(register.SAID, said, strict=True)) | stamp | {"version": row.version + 1})
        for row, said in changed.items()
    ]
    facts.correct(new, by=by, what="marked", words=words)


def _keep(concerns: list[Concern], by) -> None:
    """The texts stay out of the event log: the concern's own row holds them."""
    made = Concern.objects.bulk_create(concerns)
    events.write(
        [events.entry(concern, "raised", by=by, effective_on=concern.booking.held_on) for concern in made]
    )
