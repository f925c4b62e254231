"""What is under way in a hub's sessions, done by its staff: women's hours, a closure, who waits, who may not meet."""

import datetime
from collections.abc import Callable, Sequence

from django.utils import timezone

from foundation.accounts.models import User
from hubs import actions as hubs
from hubs.actions.closing import close, touched
from hubs.actions.describing import set_women_only_times
from hubs.directory.opening import Span
from hubs.models import Booking, Hub, Place, Session
from hubs.models.directory import Weekday
from hubs.timetable import single
from people import actions as people_actions
from people.models import Caseload, Person
from people.querysets import PersonQuerySet

from .lives import DAY
from .world import World

WAIT = 3  # people on a waiting list
FULL = "One of its two leads is away, so that fewer people can take part."


def women_only_times(world: World) -> None:
    """Tuesday afternoons are for women alone."""
    if hub := _chatham():
        afternoon = Span(datetime.time(14), datetime.time(16))
        set_women_only_times(hub, {Weekday.TUESDAY: [afternoon]}, by=_helen(world), from_on=world.today)


def closure(world: World) -> None:
    """The hub closes for two days in a month, and calls their sessions off."""
    if hub := _chatham():
        first_on, last_on = world.today + 28 * DAY, world.today + 29 * DAY
        shown = [session.uuid for session in touched(hub, first_on, last_on)]
        close(
            hub, by=_helen(world), first_on=first_on, last_on=last_on, reason="Staff training", shown=shown,
            call_off=True,
        )  # fmt: skip


def full_session(world: World) -> None:
    """One session is full, and people wait for it."""
    for session in _to_come(1):
        _fill_and_queue(world, session)


def offered_place(world: World) -> None:
    """Another was full; somebody cannot come, so that the first who waited has an offer to answer."""
    for session in _to_come(2)[1:]:
        booked = _fill_and_queue(world, session)
        hubs.cancel_booking(booked[0], by=_marcus(world), reason="Has a job interview that day.")


def clash(world: World) -> None:
    """Two of Dana's people are booked together, and then it is recorded that they may not meet."""
    dana = world.staff["Dana Whitlock"]
    for session in _to_come(3)[2:]:
        pair = _of_caseload(dana, _placed(session))[:2]
        if len(pair) == 2:
            hubs.book_group([session], pair, by=_marcus(world))
            people_actions.record_pair(
                pair[0], by=dana, crn=pair[1].crn, since=world.today,
                reason="Co-defendants. The court ordered that they have no contact.",
            )  # fmt: skip


def _fill_and_queue(world: World, session: Session) -> list[Booking]:
    """Lets in no more than are booked, and puts more people on the waiting list; gives who is booked."""
    booked = _booked(session)
    wanted = single.Wanted(session.starts_at, session.ends_at, session.room, session.lead, len(booked))
    single.change_session(session, wanted, by=_helen(world), seen=session.version, reason=FULL)
    hubs.join_waiting_list(session, _others(session, _marcus(world)), by=_marcus(world))
    return booked


def _to_come(most: int) -> Sequence[Session]:
    """The next sessions of Chatham into which people are booked, from the day after tomorrow on."""
    soon = timezone.localdate() + 2 * DAY
    ahead = Session.objects.filter(hub__name="Chatham", rule__isnull=False).after(soon).open_for_booking()
    used = ahead.filter(pk__in=Booking.objects.booked().values("session"))
    return list(used.select_related("hub__team", "category", "room", "lead")[:most])


def _booked(session: Session) -> list[Booking]:
    return list(Booking.objects.booked().filter(session=session).by_name())


def _placed(session: Session) -> PersonQuerySet:
    """People with a place at the session's hub."""
    placed = Place.objects.open().filter(hub=session.hub).values("person")
    return Person.objects.filter(pk__in=placed, died_on=None).order_by("pk")


def _others(session: Session, user: User) -> list[Person]:
    """The first of those who are not in the session, as far as the user knows of them."""
    there = Booking.objects.live().filter(session=session).values("person")
    return list(_placed(session).visible_to(user).exclude(pk__in=there)[:WAIT])


def _of_caseload(user: User, people: PersonQuerySet) -> list[Person]:
    held = Caseload.objects.filter(practitioner=user, until=None).values("person")
    return list(people.visible_to(user).filter(pk__in=held, crn_confirmed=True).exclude(crn=""))


def _chatham() -> Hub | None:
    return Hub.objects.filter(name="Chatham").select_related("team").first()


def _helen(world: World) -> User:
    return world.staff["Helen Ashworthy"]


def _marcus(world: World) -> User:
    return world.staff["Marcus Oyelaran"]


SCENES: tuple[Callable[[World], None], ...] = (
    women_only_times, closure, full_session, offered_place, clash,
)  # fmt: skip
