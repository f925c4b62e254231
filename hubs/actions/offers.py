"""Places that become free go to those waiting, in their order; an offer stands for 48 hours. (domain: Booking)"""

from django.db import transaction
from django.utils import timezone

from foundation.lifecycle.transitions import Refused, WrongState, check, perform
from people.rules import says_nothing, says_too_much

from ..bookings import notices
from ..models import Booking, Session
from ..rules import BookingRefused, as_the_rules_let
from ..states import AHEAD, Answerer, BookingState
from .asked import as_it_stands, ask_may_come, locked, places_left, rows_locked


def offer_places(session: Session, *, by=None) -> list[Booking]:
    """Offer what is free to those waiting, in their order. Whom the rules refuse keeps their turn, unseen; so does
    whoever has no place at the hub or no live consent.

    The caller has locked the session's row, so that nobody new sits down in between. Nothing is offered once the
    session has begun, or while it is called off. by: whoever freed the place; they are not told.
    """
    if session.state not in AHEAD or session.has_begun:
        return []
    left = places_left(session)
    offered: list[Booking] = []
    waiting = Booking.objects.in_turn().of_whom_may_come().filter(session=session)
    for booking in waiting.select_related("person", "hub"):
        if left is not None and len(offered) >= left:
            break
        if _offer(booking):
            offered.append(booking)
    notices.tell_offered(session, offered, by=by)
    return offered


def _offer(booking: Booking) -> bool:
    try:
        with as_the_rules_let():
            perform(booking, "offer", by=None)
    except BookingRefused:
        return False
    return True


@transaction.atomic
def offer_what_is_free(session: Session, *, by=None) -> list[Booking]:
    """As `offer_places`, after more places were made: for a session whose row nobody has locked yet."""
    return offer_places(rows_locked([session])[0], by=by)


@transaction.atomic
def accept_offer(booking: Booking, *, by, answered_by: str) -> Booking:
    """The person takes the place; accepted twice it is accepted once.

    Raises Refused without saying who answered, WrongState after 48 hours or once the session has begun, NotYou;
    BookingRefused when a rule stands against it by now.
    """
    _ask_who_answered(answered_by)
    locked(booking.session, by)
    booking = as_it_stands(booking)
    if booking.state == BookingState.BOOKED and booking.offered_at:
        return booking
    check_may_be_answered(booking, by=by)
    ask_may_come(booking.session, [booking.person])
    with as_the_rules_let():  # somebody they may not meet may have been booked, or named, since the offer
        return perform(booking, "accept_offer", by=by, told={"answered_by": answered_by})


@transaction.atomic
def decline_offer(booking: Booking, *, by, answered_by: str, reason: str) -> Booking:
    """The person does not want the place, and why; it goes to the next. Raises as `accept_offer`."""
    _ask_who_answered(answered_by)
    if says_nothing(reason):
        raise Refused("Say why the place was declined.")
    if too_long := says_too_much(reason):
        raise Refused(too_long)
    session = locked(booking.session, by)
    booking = as_it_stands(booking)
    if booking.state == BookingState.DECLINED:
        return booking
    check_may_be_answered(booking, by=by)
    perform(booking, "decline_offer", by=by, words=reason, told={"answered_by": answered_by})
    offer_places(session, by=by)
    return booking


def expire_offers() -> int:
    """End every offer whose time is over and offer its place to the next; how many ended. Twice ends none twice.

    Whoever still waits for a session that has begun waits no more; of that nobody is told.
    """
    now = timezone.now()
    over = Booking.objects.offers_over_at(now), Booking.objects.turns_over_at(now)
    sessions = {
        booking.session_id: booking.session for due in over for booking in due.select_related("session")
    }
    return sum(_expire_in(session) for session in sessions.values())


@transaction.atomic
def _expire_in(session: Session) -> int:
    session = rows_locked([session])[0]
    over = list(
        Booking.objects.offers_over_at(timezone.now()).filter(session=session)
        .select_related("person", "hub", "session__category").order_by("queued_at", "pk")
    )  # fmt: skip
    for booking in over:
        perform(booking, "expire_offer", by=None)
    notices.tell_expired(session, over)
    offer_places(session)
    for booking in (
        Booking.objects.turns_over_at(timezone.now()).filter(session=session).select_related("hub")
    ):
        perform(booking, "cancel_for_hub", by=None)
    return len(over)


def _ask_who_answered(answered_by: str) -> None:
    if answered_by not in Answerer.values:
        raise Refused("Say who answered.")


def check_may_be_answered(booking: Booking, *, by) -> None:
    """Raise WrongState or NotYou when this user cannot record an answer now: what a page asks before its form."""
    if booking.state != BookingState.OFFERED:
        raise WrongState(f"No offer stands here any more: {booking.get_state_display().lower()}.")
    check(booking, "accept_offer", by=by)
