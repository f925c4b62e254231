"""Working a plan off: the sessions move, come and go, and their bookings with them."""

from typing import Any

from foundation.lifecycle import facts
from foundation.lifecycle.transitions import perform

from ..actions.offers import offer_what_is_free
from ..actions.reminders import tell_of_time
from ..actions.sessions import mark_not_held
from ..bookings import notices as booking_notices
from ..models import Booking, Session, TimetableRule
from ..rules import SessionChangeRefused, as_the_rules_let
from ..states import BookingState
from . import clashes, notices
from .occurrences import Slot
from .planning import SAID_BY_RULE, Move, Plan
from .recurrence import RuleRefused


def work_off(plan: Plan, *, by, reason: str) -> None:
    """Move, change, make and take away what the plan says, and tell those who work with the people booked.

    The caller holds the hub and has locked the sessions. Raises RuleRefused, naming the session and nothing more, where
    the rules of the database stand against its new time.
    """
    moves = [*plan.moved, *plan.altered]
    more = [move.session for move in moves if _takes_more(move.session, plan.rule)]
    _move(plan.rule, moves, by)
    kept = [move.session for move in plan.kept]
    for session, slot in plan.kept:  # which occurrence it is; what was changed by hand stays
        session.rule_starts_at = slot.starts_at
    Session.objects.bulk_update(kept, ["rule_starts_at"])
    make(plan.rule, plan.added, by=by)
    _take_away(plan.removed, by=by, reason=reason)
    notices.tell_retimed([move.session for move in plan.moved], plan.bookings, by=by)
    tell_of_time([move.session for move in plan.moved])
    for session in more:
        offer_what_is_free(session, by=by)


def _take_away(sessions: list[Session], *, by, reason: str) -> None:
    """A session with bookings that `by` may know of is called off; any other goes.

    What becomes of one tells nothing of somebody hidden: their booking is cancelled, and those who work with them are
    told. (domain: Restricted records)
    """
    bookings = Booking.objects.filter(session__in=sessions)
    known = set(bookings.visible_to(by).values_list("session_id", flat=True))
    going = [each for each in sessions if each.pk not in known]
    for session in sessions:
        if session.pk in known:
            mark_not_held(session, by=by, reason=reason)
    for booking in bookings.live().filter(session__in=going).by_name():
        perform(booking, "cancel_for_hub", by=by, words=reason)
        booking_notices.tell_cancelled(booking.session, [booking], by=by)
    facts.set_all_aside(going, by=by, what="removed")


def _move(rule: TimetableRule, moves: list[Move], by) -> None:
    """All at once; if the rules of the database refuse that, one by one, to name the session and nothing more."""
    try:
        with as_the_rules_let():
            _correct(rule, moves, by)
    except SessionChangeRefused:
        for pk, slot in [(move.session.pk, move.to) for move in moves]:
            session = Session.objects.select_related("hub", "category", "room", "lead", "rule").get(pk=pk)
            when = clashes.say_slot(Slot(session.starts_at, session.ends_at))
            try:
                with as_the_rules_let():
                    _correct(rule, [Move(session, slot)], by)
            except SessionChangeRefused as refused:
                raise RuleRefused("", f"{session}, {when}: {refused}") from None
        raise


def _correct(rule: TimetableRule, moves: list[Move], by) -> None:
    said = {name: getattr(rule, name) for name in SAID_BY_RULE}
    facts.correct(
        (
            (session, said | times_of(slot) | {"rule_starts_at": slot.starts_at, "version": session.version + 1})
            for session, slot in moves
        ),
        by=by, what="re_timed",
    )  # fmt: skip
    restamp([session for session, _ in moves], by)


def times_of(slot: Slot) -> dict[str, Any]:
    """What a session says of its time."""
    return {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "held_on": slot.day}


def restamp(sessions: list[Session], by) -> None:
    """The day of a session stands on its bookings too, for the reports."""
    day_of = {session.pk: session.held_on for session in sessions}
    bookings = Booking.objects.filter(session__in=sessions)
    facts.correct(
        (
            (booking, {"held_on": day_of[booking.session_id], "version": booking.version + 1})
            for booking in bookings
            if booking.held_on != day_of[booking.session_id]
        ),
        by=by, what="re_timed",
    )  # fmt: skip


def _takes_more(session: Session, rule: TimetableRule) -> bool:
    """Asked before the move: whether places come free for those waiting."""
    grows = session.capacity is not None and session.capacity < rule.capacity
    return grows and Booking.objects.filter(session=session, state=BookingState.WAITING_LIST).exists()


def make(rule: TimetableRule, slots: list[Slot], *, by) -> list[Session]:
    """The sessions of these occurrences, as facts; two queries."""
    said = {name: getattr(rule, name) for name in SAID_BY_RULE}
    new = [
        Session(hub=rule.hub, rule=rule, rule_starts_at=slot.starts_at, **times_of(slot), **said)
        for slot in slots
    ]
    return facts.record(new, by=by, what="made")
