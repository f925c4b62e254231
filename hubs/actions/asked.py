"""What is asked before anybody is booked, offered a place or moved: who, when, whether the hub knows them, room.

Every action on bookings starts here, with the session's row locked.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.design.dates import say_day
from foundation.lifecycle.transitions import Refused, WrongState
from people.models import Person
from people.rules import says_too_much

from .. import access
from ..models import Booking, Session
from ..querysets import with_standing
from ..rules import hold
from ..states import AHEAD


class TooManyChosen(Refused):
    """Several were chosen for fewer places than the session's page shows to whoever chose: no secret."""

    def __init__(self, left: int, chosen: int) -> None:
        places = "1 place is" if left == 1 else f"{left} places are"
        most = "1" if left == 1 else f"{left} or fewer"
        super().__init__(f"Nobody is booked yet: {places} left and you chose {chosen} people. Choose {most}.")


def locked(session: Session, by) -> Session:
    """The session as it stands, its row locked. Raises NotYou for somebody from elsewhere."""
    return all_locked([session], by)[0]


def all_locked(sessions: Iterable[Session], by) -> list[Session]:
    """Several, in the order given; locked in one order, so that nobody waits for each other. Raises as `locked`."""
    ask(by, Permission.RUN_SESSIONS)
    found = rows_locked(sessions)
    for session in found:
        if not access.is_at_hub(by, session):
            raise NotYou(f"Only a worker of {session.hub.name} can do this.")
    return found


def rows_locked(sessions: Iterable[Session]) -> list[Session]:
    """As `all_locked`, for what follows by itself: nobody is asked who they are.

    The families of the hubs are held first, so that the rules of the database are judged one after the other.
    """
    sessions = list(sessions)
    hold(*{session.hub_id for session in sessions})
    keys = [session.pk for session in sessions]
    rows = Session.objects.select_for_update(of=("self",), no_key=True).select_related("hub", "category")
    found = {session.pk: session for session in rows.filter(pk__in=keys).order_by("pk")}
    return [found[key] for key in keys]


def as_it_stands(booking: Booking) -> Booking:
    """Read anew, under the lock of its session."""
    return Booking.objects.select_related("hub", "session__category", "person").get(pk=booking.pk)


def live(session: Session):
    """The session's live bookings, with their people."""
    return Booking.objects.live().filter(session=session).select_related("person")


def ids(people: Sequence[Person]) -> set[int]:
    return {person.pk for person in people}


def new_booking(session: Session, person: Person, **more: Any) -> Booking:
    return Booking(session=session, person=person, hub=session.hub, held_on=session.held_on, **more)


def check_open_for_booking(session: Session) -> None:
    """Raises WrongState or Refused when nobody can be booked into the session now."""
    if session.state not in AHEAD:
        raise WrongState(
            f"This session is {session.get_state_display().lower()}; nobody can be booked into it now."
        )
    if session.ends_at <= timezone.now():
        raise Refused("This session has ended. Choose one that is still to come.")


def lacking(session: Session, people: Sequence[Person]) -> dict[int, str]:
    """What keeps people from being booked, in a sentence by their key: no open place at the hub, no live consent."""
    no_place = f"no place at {session.hub.name}. A place is opened when the referral is accepted."
    no_consent = f"no live consent on {say_day(session.held_on)}. Record consent first."
    rows = with_standing(Person.objects.filter(pk__in=ids(people)), session)
    standing = rows.values_list("pk", "placed", "consented")
    return {
        key: no_consent if placed else no_place
        for key, placed, consented in standing
        if not (placed and consented)
    }


def ask_may_come(session: Session, people: Sequence[Person]) -> None:
    """Raises Refused, naming those who have no open place at the hub or no live consent on the day. (decision 59)"""
    why_not = lacking(session, people)
    if why_not:
        why = why_not[next(person.pk for person in people if person.pk in why_not)]
        names = ", ".join(str(person) for person in people if why_not.get(person.pk) == why)
        raise Refused(f"{names}: {why}")


def ask_known_to_walk_in(session: Session, person: Person, by) -> None:
    """Raises Refused for somebody without a place or an induction at the hub whom the user does not know either."""
    known = with_standing(Person.objects.filter(pk=person.pk), session)
    if known.filter(Q(placed=True) | Q(inducted=True)).exists():
        return
    if not Person.objects.known_to(by).filter(pk=person.pk).exists():
        raise Refused(
            f"{person}: no place at {session.hub.name}. A place is opened when the referral is accepted."
        )


def ask_not_only_opened(people: Sequence[Person], by) -> None:
    """Raises Refused, naming those whose records the user sees by break-glass alone: it lets one read, not write."""
    if by is None:
        return
    opened = Person.objects.filter(pk__in=ids(people)).opened_by(by)
    if only_read := set(opened.exclude(pk__in=Person.objects.known_to(by).values("pk"))):
        names = ", ".join(str(person) for person in people if person in only_read)
        raise Refused(f"{names}: open to you by break-glass, to read only. Ask somebody who works with them.")


def ask_room(session: Session, wanted: int, by) -> None:
    """Raises TooManyChosen where the session's page shows fewer places to `by`, but some.

    One person, or a session shown as full, is left to the database: that answer is the same whatever stood against it,
    after the same statements. (domain: No contact; decision 50)
    """
    if wanted == 1 or session.capacity is None:
        return
    left = session.capacity - live(session).taking_a_place().visible_to(by).count()
    if 0 < left < wanted:
        raise TooManyChosen(left, wanted)


def places_left(session: Session) -> int | None:
    """Places neither booked nor offered; None where no number is set."""
    if session.capacity is None:
        return None
    return max(session.capacity - live(session).taking_a_place().count(), 0)


def beyond_capacity(session: Session, wanted: int, reason: str, by) -> dict[str, Any]:
    """What a booking says when its person is let in beyond the capacity; nothing where there is room, or no reason.

    Raises NotYou, full or not, for the reason of somebody who is not the hub manager; Refused for too long a one.
    """
    if not reason:
        return {}
    if not access.may_exceed_capacity(by, session.hub):
        raise NotYou(f"Only the hub manager of {session.hub.name} can let somebody in beyond the capacity.")
    if too_long := says_too_much(reason, 300):
        raise Refused(too_long)
    left = places_left(session)
    return {} if left is None or wanted <= left else {"over_capacity_reason": reason, "allowed_by": by}
