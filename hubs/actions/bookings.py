"""Booking people into a session, and taking a booking back."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.lifecycle import facts
from foundation.lifecycle.transitions import Refused, WrongState, perform
from people.models import Person
from people.rules import says_too_much

from .. import access
from ..models import Booking, Induction, Place, Session
from ..states import AHEAD, BookingState

NEUTRAL = "This booking cannot be made. Choose another session or join the waiting list."


class BookingRefused(Refused):
    """Full, no contact or excluded: one text for all, so that it gives nothing away (domain: No contact)."""

    def __init__(self) -> None:
        super().__init__(NEUTRAL)


class TooManyChosen(Refused):
    """Several were chosen for fewer places. The places left stand on the session's page, so this is no secret."""

    def __init__(self, left: int, chosen: int) -> None:
        places = "1 place is" if left == 1 else f"{left} places are"
        most = "1" if left == 1 else f"{left} or fewer"
        super().__init__(f"Nobody is booked yet: {places} left and you chose {chosen} people. Choose {most}.")


def book(session: Session, person: Person, *, by) -> Booking:
    """Book one person into a session; a live booking they already have is given back. Raises as `book_people`."""
    return book_people(session, [person], by=by)[0]


@transaction.atomic
def book_people(session: Session, people: Sequence[Person], *, by) -> list[Booking]:
    """Book all of these people, or none: the session's row is locked, so that two workers cannot fill one chair.

    Raises WrongState for a session that was recorded or not held, Refused for one that has ended and for a person
    without a place at the hub, BookingRefused when there is no room, TooManyChosen when there is room for some.
    (domain: Booking)
    """
    session = locked(session, by)
    standing = {booking.person_id: booking for booking in live(session) if booking.person_id in _ids(people)}
    new = [person for person in people if person.pk not in standing]
    if new:
        check_open_for_booking(session)
        ask_known_at_hub(session, new)
        ask_not_only_opened(new, by)
        _ask_room(session, len(new))
    made = facts.record([new_booking(session, person) for person in new], by=by, what="booked")
    standing |= {booking.person_id: booking for booking in made}
    return [standing[person.pk] for person in people]


@transaction.atomic
def cancel_booking(booking: Booking, *, by, for_hub: bool = False, reason: str = "") -> Booking:
    """Take a booking back before the session begins: the person cannot come, or the hub withdrew it.

    Raises WrongState once it has begun; then the register says what happened.
    """
    if too_long := says_too_much(reason):
        raise Refused(too_long)
    locked(booking.session, by)
    booking = Booking.objects.select_related("hub", "session").get(pk=booking.pk)
    check_may_be_cancelled(booking)
    return perform(booking, "cancel_for_hub" if for_hub else "cancel_for_person", by=by, words=reason)


def check_may_be_cancelled(booking: Booking) -> None:
    """Raises WrongState for a booking that is cancelled already or whose session has begun."""
    if booking.state != BookingState.BOOKED:
        raise WrongState(f"This booking is {booking.get_state_display().lower()} already.")
    if booking.session.has_begun:
        raise WrongState("The session has begun. Mark the person in the register instead.")


def locked(session: Session, by) -> Session:
    """The session as it stands, its row locked. Raises NotYou for somebody from elsewhere."""
    ask(by, Permission.RUN_SESSIONS)
    session = (
        Session.objects.select_for_update(of=("self",)).select_related("hub", "category").get(pk=session.pk)
    )
    if not access.is_at_hub(by, session):
        raise NotYou(f"Only a worker of {session.hub.name} can do this.")
    return session


def live(session: Session):
    """The session's live bookings."""
    return Booking.objects.live().filter(session=session)


def _ids(people: Sequence[Person]) -> set[int]:
    return {person.pk for person in people}


def new_booking(session: Session, person: Person, *, walk_in: bool = False) -> Booking:
    return Booking(session=session, person=person, hub=session.hub, held_on=session.held_on, walk_in=walk_in)


def check_open_for_booking(session: Session) -> None:
    """Raises WrongState or Refused when nobody can be booked into the session now."""
    if session.state not in AHEAD:
        raise WrongState(
            f"This session is {session.get_state_display().lower()}; nobody can be booked into it now."
        )
    if session.ends_at <= timezone.now():
        raise Refused("This session has ended. Choose one that is still to come.")


def ask_known_at_hub(session: Session, people: Sequence[Person], *, or_known_to=None) -> None:
    """Raises Refused, naming those of the people who have no place and no induction at the hub."""
    here = {"person": OuterRef("pk"), "hub": session.hub}
    known = Exists(Place.objects.open().filter(**here)) | Exists(Induction.objects.filter(**here))
    among = Person.objects.filter(pk__in=_ids(people))
    strangers = _ids(people) - set(among.filter(known).values_list("pk", flat=True))
    if or_known_to is not None:
        strangers -= set(among.known_to(or_known_to).values_list("pk", flat=True))
    if strangers:
        names = ", ".join(str(person) for person in people if person.pk in strangers)
        raise Refused(
            f"{names}: no place at {session.hub.name}. A place is opened when the referral is accepted."
        )


def ask_not_only_opened(people: Sequence[Person], by) -> None:
    """Raises Refused, naming those whose records the user sees by break-glass alone: it lets one read, not write."""
    if by is None:
        return
    opened = Person.objects.filter(pk__in=_ids(people)).opened_by(by)
    if only_read := set(opened.exclude(pk__in=Person.objects.known_to(by).values("pk"))):
        names = ", ".join(str(person) for person in people if person in only_read)
        raise Refused(f"{names}: open to you by break-glass, to read only. Ask somebody who works with them.")


def _ask_room(session: Session, wanted: int) -> None:
    if session.capacity is None:
        return
    left = session.capacity - live(session).taking_a_place().count()
    if wanted <= left:
        return
    if left > 0:
        raise TooManyChosen(left, wanted)
    raise BookingRefused
