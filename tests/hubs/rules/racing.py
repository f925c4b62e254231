"""Two transactions that start together, each of which alone is allowed: what may race, and what is broken after it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from django.db.models import Count, F, Q
from django.utils import timezone

from foundation.lifecycle import facts
from hubs.actions.asked import new_booking
from hubs.clashes import finding
from hubs.models import Booking, Hub, Session
from hubs.states import LIVE, TAKES_A_PLACE
from people.models import LicenceCondition, NoContact, Person
from tests.factories.hubs import BookingFactory, HubFactory, SessionFactory
from tests.factories.people import NoContactFactory, PersonFactory

from .written import HOUR, change, tomorrow_at

Act = Callable[[], object]


@dataclass
class Day:
    """A hub, its satellite and a hub elsewhere; makes people, pairs and sessions."""

    hub: Hub = field(default_factory=lambda: HubFactory(name="Chatham"))
    elsewhere: Hub = field(default_factory=lambda: HubFactory(name="Dover"))
    known: set[tuple] = field(default_factory=set)  # clashes that a late condition has listed so far

    def __post_init__(self) -> None:
        self.satellite = HubFactory(kind="satellite", parent=self.hub, name="Strood")

    def at(self, hour: float = 10, where: Hub | None = None, **more) -> Session:
        starts_at = tomorrow_at(hour)
        return SessionFactory(hub=where or self.hub, starts_at=starts_at, ends_at=starts_at + HOUR, **more)

    def pair(self) -> tuple[Person, Person]:
        one, other = PersonFactory(), PersonFactory()
        NoContactFactory(first=one, second=other)
        return one, other


def book(session: Session, person: Person, **more) -> None:
    facts.record([new_booking(session, person, **more)], by=None, what="booked")


# --- A pair is brought together by whatever p does, while q is booked -----------------------------------------------


def _books(day: Day, p: Person) -> Act:
    return partial(book, day.at(), p)


def _books_at_the_satellite(day: Day, p: Person) -> Act:
    return partial(book, day.at(10.5, day.satellite), p)


def _is_restored(day: Day, p: Person) -> Act:
    return partial(
        change, BookingFactory(session=day.at(), person=p, state="cancelled_by_hub"), state="booked"
    )


def _is_offered(day: Day, p: Person) -> Act:
    waiting = BookingFactory(session=day.at(), person=p, state="waiting_list")
    return partial(change, waiting, state="offered", offered_at=timezone.now())


def _is_moved(day: Day, p: Person) -> Act:
    return partial(change, BookingFactory(session=day.at(15), person=p), session=day.at())


def _is_merged(day: Day, p: Person) -> Act:
    return partial(change, BookingFactory(session=day.at()), person=p)


def _is_re_timed(day: Day, p: Person, hour: float = 15) -> Act:
    session = day.at(hour)
    BookingFactory(session=session, person=p)
    return partial(change, session, starts_at=tomorrow_at(10.5), ends_at=tomorrow_at(11.5))


def _changes_hub(day: Day, p: Person) -> Act:
    session = day.at(where=day.elsewhere)
    BookingFactory(session=session, person=p)
    return partial(change, session, hub=day.hub)


def _hub_joins_the_family(day: Day, p: Person) -> Act:
    joining = HubFactory()
    BookingFactory(session=day.at(where=joining), person=p)
    return partial(change, joining, kind="satellite", parent=day.hub)


def _is_on_again(day: Day, p: Person) -> Act:
    session = day.at(state="not_held")
    BookingFactory(session=session, person=p)
    return partial(change, session, state="scheduled")


_APART = (_books, _books_at_the_satellite, _is_restored, _is_offered, _is_moved, _is_merged, _is_re_timed, _changes_hub,
          _hub_joins_the_family, _is_on_again)  # fmt: skip


def _while_the_other_books(does: Callable[[Day, Person], Act], day: Day) -> tuple[Act, Act]:
    p, q = day.pair()
    return does(day, p), partial(book, day.at(), q)


def _both_are_re_timed(day: Day) -> tuple[Act, Act]:
    p, q = day.pair()
    return _is_re_timed(day, p), _is_re_timed(day, q, hour=18)


# --- A condition comes while somebody is booked: what it brings is listed, or the booking is refused ----------------


def _late_pair(day: Day) -> tuple[Act, Act]:
    p, q = PersonFactory(), PersonFactory()
    BookingFactory(session=day.at(), person=p)

    def kept_apart() -> list[finding.Clash]:
        pair = NoContact(first=p, second=q, reason="Convicted together", since=timezone.localdate())
        return finding.brought_by(facts.record([pair], by=None)[0])

    return kept_apart, partial(book, day.at(), q)


def _pair_that_holds_longer(day: Day) -> tuple[Act, Act]:
    p, q = PersonFactory(), PersonFactory()
    pair = NoContactFactory(first=p, second=q, until=timezone.localdate())
    BookingFactory(session=day.at(), person=p)

    def kept_apart() -> list[finding.Clash]:
        standing = NoContact.objects.get(pk=pair.pk)
        facts.correct([(standing, {"until": None})], by=None)
        return finding.brought_by(standing)

    return kept_apart, partial(book, day.at(), q)


def _late_exclusion(day: Day) -> tuple[Act, Act]:
    p = PersonFactory()

    def kept_away() -> list[finding.Clash]:
        condition = LicenceCondition(person=p, kind="exclusion_hub", text="Not to go there", source="Licence",
                                     team=day.hub.team, since=timezone.localdate())  # fmt: skip
        return finding.brought_by(facts.record([condition], by=None)[0])

    return kept_away, partial(book, day.at(), p)


# --- The last place -------------------------------------------------------------------------------------------------


def _new(day: Day, last: Session) -> Act:
    return partial(book, last, PersonFactory())


def _offered(day: Day, last: Session) -> Act:
    waiting = BookingFactory(session=last, state="waiting_list")
    return partial(change, waiting, state="offered", offered_at=timezone.now())


def _restored(day: Day, last: Session) -> Act:
    return partial(change, BookingFactory(session=last, state="cancelled_by_person"), state="booked")


def _moved_in(day: Day, last: Session) -> Act:
    return partial(change, BookingFactory(session=day.at(15)), session=last)


def _lowered(day: Day, last: Session) -> Act:
    return partial(change, last, capacity=0)


_LAST = (
    (_new, _new),
    (_new, _offered),
    (_offered, _offered),
    (_restored, _new),
    (_moved_in, _new),
    (_lowered, _new),
)


def _last_place(one, other, day: Day) -> tuple[Act, Act]:
    session = day.at(capacity=1)
    return one(day, session), other(day, session)


def _one_person_twice(day: Day) -> tuple[Act, Act]:
    session, person = day.at(), PersonFactory()
    waits = {"state": "waiting_list", "queued_at": timezone.now()}
    return partial(book, session, person), partial(book, session, person, **waits)


def kinds() -> dict[str, dict[str, Callable[[Day], tuple[Act, Act]]]]:
    """Every race by its name, in groups."""
    pair = {does.__name__: partial(_while_the_other_books, does) for does in _APART}
    last = {f"{one.__name__}{other.__name__}": partial(_last_place, one, other) for one, other in _LAST}
    late = {each.__name__: each for each in (_late_pair, _pair_that_holds_longer, _late_exclusion)}
    return {
        "a pair": pair | {"_both_are_re_timed": _both_are_re_timed},
        "the last place": last,
        "late": late,
        "one person twice": {"_one_person_twice": _one_person_twice},
    }


# --- What is broken -------------------------------------------------------------------------------------------------


def broken() -> set[tuple]:
    """Clashes, sessions over their capacity and people booked twice, as they stand in the database now."""
    everywhere = ("TRUE", [])
    clashes = [row for rule in (finding._OF_PAIRS, finding._OF_EXCLUSIONS)
               for row in finding._found(rule, *everywhere, past=False)]  # fmt: skip
    held = Q(bookings__state__in=TAKES_A_PLACE, bookings__superseded_at=None)
    over = Session.objects.annotate(taken=Count("bookings", held)).filter(taken__gt=F("capacity"))
    twice = (
        Booking.objects.filter(state__in=LIVE).values_list("session", "person").annotate(times=Count("pk"))
    )
    return {*((one, other) for _, one, other in clashes), *over.values_list("pk"), *twice.filter(times__gt=1)}


def listed(answers: list) -> Iterator[tuple]:
    """The clashes that a late condition has listed, as `broken` names them."""
    for answer in answers:
        for clash in answer if isinstance(answer, list) else ():
            keys = [booking.pk for booking in clash.bookings]
            yield (*keys, None)[:2]
