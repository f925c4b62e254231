"""What a page of this app may fetch: every question starts from the user's scope. Outside it is 404."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from foundation.accounts.models import User
from foundation.lifecycle.models import Reason
from people.models import Person
from people.querysets import PersonQuerySet

from .models import Booking, Hub, LateEntry, Session
from .querysets import (
    BookingQuerySet,
    HubQuerySet,
    SessionQuerySet,
    named_like,
    not_booked,
    people_known,
    people_placed,
)
from .states import BookingState

DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(days=7)
MOST_SHOWN = 50  # people on one page; a name finds the others
MOST_WALKED_IN = 10  # of one name


def hubs(user: User) -> HubQuerySet:
    return Hub.objects.worked_at_by(user)


def colleagues(user: User):
    """Those who may lead a session: the users of the hubs' teams."""
    return User.objects.in_teams(*hubs(user).values_list("team_id", flat=True))


def sessions(user: User) -> SessionQuerySet:
    """With numbers, by time."""
    return Session.objects.visible_to(user).with_numbers(user)


def registers_missing(user: User) -> SessionQuerySet:
    """Sessions of earlier days without a submitted register, the oldest first."""
    return sessions(user).register_missing().before(timezone.localdate())


def of_the_day(user: User, day: datetime.date, *, most_missing: int) -> dict[str, list[Session]]:
    """What the home page tells of sessions, by one query.

    `today`: those of the day; `missing`: the oldest of earlier days without a submitted register; `second`: those of
    long ago whose register waits for the user as the second person; `offering`: those of the day and to come in which
    an offer waits for an answer (`offered`: how many).
    """
    missing = Session.objects.visible_to(user).register_missing().before(day).values("pk")[:most_missing]
    offering = (
        Booking.objects.visible_to(user).offered().order_by().filter(held_on__gte=day).values("session")
    )
    second = LateEntry.objects.visible_to(user).undecided().exclude(asked_by=user).values("session")
    wanted = Q(held_on=day) | Q(pk__in=missing) | Q(pk__in=offering) | Q(pk__in=second)
    found = list(sessions(user).with_offers(user).awaiting_one_of(second).filter(wanted))
    return {
        "today": [each for each in found if each.held_on == day],
        "missing": [each for each in found if each.held_on < day and not each.awaits_second],
        "second": [each for each in found if each.awaits_second],
        "offering": [each for each in found if each.held_on >= day and each.offered],
    }


def session(user: User, uuid: UUID) -> Session:
    """Raises Http404 outside the user's hubs."""
    return get_object_or_404(sessions(user), uuid=uuid)


def is_for_women(of: Session) -> bool:
    """It is for women only: it says so, or a women-only time of its hub falls into it. (domain: Hub)"""
    if of.women_only:
        return True
    begins, ends = (timezone.localtime(moment).time() for moment in (of.starts_at, of.ends_at))
    times = of.hub.women_only_times.filter(starts_at__lt=ends, ends_at__gt=begins)
    return any(each.holds_on(of.held_on) for each in times)


def bookings(user: User, of: Session) -> BookingQuerySet:
    """Every booking of a session, cancelled ones too, by name; without people hidden from the user."""
    return Booking.objects.visible_to(user).filter(session=of).by_name()


def register(user: User, of: Session) -> list[Booking]:
    """The rows of a register: who is booked, whether they are inducted and consented, what was said of them."""
    rows = list(bookings(user, of).booked().select_related("hub").with_standing().with_concerns())
    for row in rows:
        row.session = of
    return rows


def booked_as(user: User, of: Session, uuid: UUID) -> list[Booking]:
    """The booking of a session by its uuid, as a list: empty outside the user's sight."""
    return list(Booking.objects.visible_to(user).filter(session=of, uuid=uuid))


def off_the_register(user: User, of: Session, hexes: Iterable[str]) -> list[Booking]:
    """Those of these bookings, by uuid, that are no rows of the register any more; of nobody hidden from the user."""
    uuids = [UUID(each) for each in hexes if _is_hex(each)]
    return list(bookings(user, of).exclude(state=BookingState.BOOKED).filter(uuid__in=uuids))


def _is_hex(text: str) -> bool:
    return len(text) == 32 and set(text) <= set("0123456789abcdef")


def booking(user: User, uuid: UUID) -> Booking:
    """Raises Http404 outside the user's hubs and for people hidden from the user."""
    found = Booking.objects.visible_to(user).select_related("person", "session__hub", "session__category")
    return get_object_or_404(found, uuid=uuid)


def people_to_book(user: User, into: Session, name: str = "") -> PersonQuerySet:
    """People of the hub without a live booking in the session: first those who started."""
    return named_like(not_booked(people_placed(user, into), into), name)


def chosen(user: User, into: Session, uuids: list[UUID]) -> list[Person]:
    """People known to the user by their uuids, whom the actions may refuse. Raises Http404 out of scope."""
    known = people_known(user, into)
    found = list(known.filter(uuid__in=uuids).order_by("family_name", "given_names", "pk"))
    if len(found) < len(set(uuids)):
        raise Http404
    return found


def one_chosen(user: User, into: Session, uuid: str) -> Person:
    """One person known to the user. Raises Http404 out of scope, and for what is no uuid."""
    try:
        return chosen(user, into, [UUID(uuid)])[0]
    except ValueError:
        raise Http404 from None


def walk_ins(user: User, into: Session, name: str) -> list[Person]:
    """People known to the user whose name was typed and who are not on the register: also those only referred yet."""
    found = named_like(not_booked(people_known(user, into), into), name)
    return list(found[:MOST_WALKED_IN]) if name.strip() else []


def person_known(user: User, uuid: UUID) -> Person:
    """Somebody whom the user works with. Raises Http404, also for a record open by break-glass alone."""
    return get_object_or_404(Person.objects.visible_to(user).known_to(user), uuid=uuid)


def absence_reasons() -> list[str]:
    return list(Reason.objects.filter(list="absence", retired_at=None).values_list("reason", flat=True))
