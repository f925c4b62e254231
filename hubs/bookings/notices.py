"""What those who work with a person are told of their bookings: whoever holds them, and their key worker at the hub.

Neither notice nor mail names anybody, as in `notices`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.notices import Message, tell_each
from foundation.design.dates import say_day

from ..models import Booking, Hub, Session
from ..notices import holders, who_may_know

KeyWorkers = Callable[[Hub, Iterable[int]], Mapping[int, Sequence[User]]]
_key_workers: list[KeyWorkers] = []


def key_workers_by(find: KeyWorkers) -> None:
    """How key workers are found is for the storey above that names them: of a hub and people, by person."""
    if find not in _key_workers:
        _key_workers.append(find)


class _AboutBooking(Message):
    """`line` is the sentence in the product; it may use {session}, {hub} and {day}."""

    line: str

    def __init__(self, booking: Booking, session: Session) -> None:
        words = {"session": session, "hub": session.hub, "day": say_day(session.held_on)}
        super().__init__(
            text=self.line.format(**words)[:300],
            url=reverse("person_detail", args=[booking.person.uuid]),
            reference=f"{session.hub}, {say_day(session.held_on)}",
        )


class PlaceOffered(_AboutBooking):
    """A place is free for somebody who waited: the answer is wanted within 48 hours."""

    kind = "place_offered"
    line = "A place in {session} at {hub} on {day} is offered to somebody you work with. The hub needs an answer."
    mail_subject = "A place in a session is offered to somebody you work with"
    mail_text = "A place is offered: {reference}. It is kept for 48 hours, or until the session begins."


class OfferExpired(_AboutBooking):
    """Nobody answered in time; the place went to the next."""

    kind = "offer_expired"
    line = "The place in {session} at {hub} on {day} that was offered to somebody you work with is gone."
    mail_subject = "An offer of a place in a session has ended"
    mail_text = "Nobody answered in time, so the place goes to the next in turn: {reference}."


class BookingMoved(_AboutBooking):
    """The person comes to another session instead. The notice is about the new one."""

    kind = "booking_moved"
    line = (
        "Somebody you work with is now booked into {session} at {hub} on {day}, moved from another session."
    )
    mail_subject = "A booking was moved to another session"
    mail_text = "Somebody you work with is booked into another session now: {reference}."


class BookingCancelled(_AboutBooking):
    """The hub took it back."""

    kind = "booking_cancelled"
    line = "The hub took back what was booked or waited for in {session} at {hub} on {day} for somebody you work with."
    mail_subject = "The hub cancelled a booking"
    mail_text = "The hub cancelled a booking of somebody you work with: {reference}."


class BookingGivenUp(_AboutBooking):
    """The person said that they cannot come."""

    kind = "booking_given_up"
    line = (
        "Somebody you work with said that they cannot come to {session} at {hub} on {day}. "
        "What they had booked or waited for is cancelled."
    )
    mail_subject = "Somebody you work with cannot come to a session"
    mail_text = "Somebody you work with said that they cannot come: {reference}. The booking is cancelled."


class BookingsTakenBack(Message):
    """Everything to come at a hub went at once, since the person left it or cannot come any more."""

    kind = "bookings_taken_back"
    mail_subject = "What somebody you work with had booked is taken back"
    mail_text = "What somebody you work with had booked or waited for is taken back: {reference}."


class BookingRestored(_AboutBooking):
    """It stands again."""

    kind = "booking_restored"
    line = "Somebody you work with is booked into {session} at {hub} on {day} again."
    mail_subject = "A cancelled booking stands again"
    mail_text = "Somebody you work with is booked again: {reference}."


class SessionNotHeld(_AboutBooking):
    """To those of everybody who is booked, offered a place or waits."""

    kind = "session_not_held"
    line = "{session} at {hub} on {day} is not held. Somebody you work with was booked or waited for a place."
    mail_subject = "A session is not held"
    mail_text = "A session that somebody you work with is booked into or waits for is not held: {reference}."


class SessionOnAgain(_AboutBooking):
    """What was called off takes place after all, and its bookings stand."""

    kind = "session_on_again"
    line = "{session} at {hub} on {day} is on after all, and the booking of somebody you work with stands."
    mail_subject = "A session is on after all"
    mail_text = "A session that was called off is on after all, and its bookings stand: {reference}."


class ThreeInARow(Message):
    """To the key worker: three absences one after the other ask for a word with the person."""

    kind = "three_in_a_row"
    mail_subject = "Somebody you work with did not attend three times in a row"
    mail_text = "Somebody whose key worker you are did not attend three times in a row at {reference}."


class ThreeInARowTakenBack(Message):
    """To the key worker who was told so."""

    kind = "three_in_a_row_taken_back"
    mail_subject = "The three absences that you were told of are corrected"
    mail_text = (
        "You were told of three absences in a row at {reference}. The marks are corrected: it is not so."
    )


def tell_three_in_a_row(hub: Hub, thirds: Sequence[Booking]) -> list[Booking]:
    """One notice for each, also to a key worker who took the register; gives those of which somebody was told."""
    text = f"Somebody whose key worker you are did not attend three times in a row at {hub}."
    return _tell_key_workers(ThreeInARow, hub, thirds, text)


def tell_run_taken_back(hub: Hub, bookings: Sequence[Booking]) -> None:
    text = f"You were told of three absences in a row at {hub}. The marks are corrected: it is not so."
    _tell_key_workers(ThreeInARowTakenBack, hub, bookings, text)


def _tell_key_workers(kind: type[Message], hub: Hub, bookings: Sequence[Booking], text: str) -> list[Booking]:
    workers = key_workers_at(hub, (booking.person_id for booking in bookings)) if bookings else {}
    told = [booking for booking in bookings if workers.get(booking.person_id)]
    tell_each(
        (
            kind(text=text, url=reverse("person_detail", args=[each.person.uuid]), reference=str(hub)),
            workers[each.person_id],
        )
        for each in told
    )
    return told


def key_workers_at(hub: Hub, person_ids: Iterable[int]) -> dict[int, list[User]]:
    """By person, without those from whom the record is hidden."""
    wanted = set(person_ids)
    found: dict[int, list[User]] = {}
    for find in _key_workers:
        for person, users in who_may_know(find(hub, wanted)).items():
            found.setdefault(person, []).extend(users)
    return found


def tell_offered(session: Session, bookings: Sequence[Booking], *, by=None) -> None:
    _tell(PlaceOffered, session, bookings, by)


def tell_expired(session: Session, bookings: Sequence[Booking]) -> None:
    _tell(OfferExpired, session, bookings, None)


def tell_moved(session: Session, bookings: Sequence[Booking], *, by) -> None:
    """session: where they come to now."""
    _tell(BookingMoved, session, bookings, by)


def tell_cancelled(session: Session, bookings: Sequence[Booking], *, by) -> None:
    _tell(BookingCancelled, session, bookings, by)


def tell_given_up(session: Session, bookings: Sequence[Booking], *, by) -> None:
    _tell(BookingGivenUp, session, bookings, by)


def tell_taken_back(bookings: Sequence[Booking], *, by) -> None:
    """bookings: all of one person; one notice for each hub, whatever the number of sessions."""
    of_hub: dict[Hub, list[Booking]] = {}
    for booking in bookings:
        of_hub.setdefault(booking.hub, []).append(booking)
    tell_each(
        (
            (_taken_back(hub, rows), workers_with(hub, [rows[0].person_id]).get(rows[0].person_id, []))
            for hub, rows in of_hub.items()
        ),
        except_for=by,
    )


def _taken_back(hub: Hub, bookings: Sequence[Booking]) -> BookingsTakenBack:
    first = say_day(min(booking.held_on for booking in bookings))
    many = f"a session on {first}" if len(bookings) == 1 else f"{len(bookings)} sessions from {first} on"
    text = f"What somebody you work with had booked or waited for at {hub} is taken back: {many}."
    url = reverse("person_detail", args=[bookings[0].person.uuid])
    return BookingsTakenBack(text=text[:300], url=url, reference=f"{hub}, {many}")


def tell_restored(session: Session, bookings: Sequence[Booking], *, by) -> None:
    _tell(BookingRestored, session, bookings, by)


def tell_not_held(session: Session, bookings: Sequence[Booking], *, by) -> None:
    _tell(SessionNotHeld, session, bookings, by)


def tell_on_again(session: Session, bookings: Sequence[Booking], *, by) -> None:
    _tell(SessionOnAgain, session, bookings, by)


def workers_with(hub: Hub, person_ids: Iterable[int]) -> Mapping[int, list[User]]:
    """Who is told about each person: whoever holds them, and their key worker here. A fixed number of queries."""
    wanted = set(person_ids)
    found = {person: list(users) for person, users in holders(wanted).items()}
    for person, users in key_workers_at(hub, wanted).items():
        found.setdefault(person, []).extend(users)
    return found


def _tell(kind: type[_AboutBooking], session: Session, bookings: Sequence[Booking], by) -> None:
    if not bookings:
        return
    told = workers_with(session.hub, (booking.person_id for booking in bookings))
    tell_each(((kind(each, session), told.get(each.person_id, [])) for each in bookings), except_for=by)
