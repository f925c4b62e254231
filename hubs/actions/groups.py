"""Booking a group into one or several sessions at once, and saying exactly who is booked and who is not."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from foundation.lifecycle.transitions import Refused
from people.models import Person

from ..models import Booking, Session
from ..rules import BookingRefused
from ..states import BookingState
from .asked import all_locked, ask_not_only_opened, check_open_for_booking, ids, lacking, live, places_left
from .bookings import record_booked

MOST_AT_ONCE = 12  # sessions of a series
ALREADY = "Booked already."
WAITS = "On the waiting list, or offered a place, already."


@dataclass(frozen=True)
class NotBooked:
    """Somebody who is not booked by this action, and why in a sentence."""

    person: Person
    why: str
    may_wait: bool = False


@dataclass
class GroupBooking:
    """What came of one session: who was booked now, and who was not."""

    session: Session
    booked: list[Booking] = field(default_factory=list)
    not_booked: list[NotBooked] = field(default_factory=list)
    refused: str = ""

    @property
    def reasons(self) -> list[tuple[str, list[Person]]]:
        """Each sentence once, in the order in which they came up, with those of whom it is said."""
        found: dict[str, list[Person]] = {}
        for each in self.not_booked:
            found.setdefault(each.why, []).append(each.person)
        return list(found.items())

    @property
    def may_wait(self) -> list[Person]:
        """Those whom one press puts on the waiting list."""
        return [each.person for each in self.not_booked if each.may_wait]


@transaction.atomic
def book_group(sessions: Sequence[Session], people: Sequence[Person], *, by) -> list[GroupBooking]:
    """Book everybody who can be into each of the sessions, in the order given, until it is full.

    A session that cannot be booked says so in `refused`, and the others go on. Raises Refused for more than 12
    sessions, and for people whose records are only open to read; NotYou. (domain: Booking; interface: Bulk actions)
    """
    if len(sessions) > MOST_AT_ONCE:
        raise Refused(f"Choose {MOST_AT_ONCE} sessions at most.")
    ask_not_only_opened(people, by)
    return [_book_into(session, people, by) for session in all_locked(sessions, by)]


def _book_into(session: Session, people: Sequence[Person], by) -> GroupBooking:
    done = GroupBooking(session)
    standing = {booking.person_id: booking for booking in live(session).filter(person__in=ids(people))}
    new = []
    for person in people:
        if booking := standing.get(person.pk):
            is_booked = booking.state == BookingState.BOOKED
            done.not_booked.append(NotBooked(person, ALREADY if is_booked else WAITS))
        else:
            new.append(person)
    if not new:
        return done
    try:
        check_open_for_booking(session)
    except Refused as refused:
        done.refused = str(refused)
        return done
    why_not = lacking(session, new)
    done.not_booked += [NotBooked(each, _sentence(why_not[each.pk])) for each in new if each.pk in why_not]
    new = [person for person in new if person.pk not in why_not]
    left = places_left(session)
    _book_those_let_in(done, new, len(new) if left is None else left, by)
    return done


def _book_those_let_in(done: GroupBooking, people: Sequence[Person], left: int, by) -> None:
    """All that fit at once; where the rules refuse somebody among them, one by one."""
    try:
        done.booked += record_booked(done.session, people[:left], by)
    except BookingRefused:
        pass
    else:
        done.not_booked += [_refused(person) for person in people[left:]]
        return
    for person in people:
        try:
            if len(done.booked) >= left:
                raise BookingRefused
            done.booked += record_booked(done.session, [person], by)
        except BookingRefused:
            done.not_booked.append(_refused(person))


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]


def _refused(person: Person) -> NotBooked:
    return NotBooked(person, str(BookingRefused()), may_wait=True)
