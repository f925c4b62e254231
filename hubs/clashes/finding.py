"""Finding clashes: by one statement that reads the rules as the triggers do, then only what the reader may see."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from foundation.accounts.models import User
from people.models import LicenceCondition, NoContact, Person

from ..models import Booking
from ..rules.sql import BOOKINGS, CONDITIONS, HELD, HUBS, PAIRS, SESSIONS, in_force, later_day, together
from ..states import ABSENT

MOST_OF_THE_PAST = 200
Found = tuple[datetime.date, int, int | None]  # since when it is forbidden, and the bookings


@dataclass(frozen=True)
class Clash:
    """Two bookings of people who may not meet; or one, at a hub that the person must keep away from."""

    since: datetime.date
    bookings: tuple[Booking, ...]

    @property
    def person_ids(self) -> set[int]:
        return {booking.person_id for booking in self.bookings}

    @property
    def why(self) -> str:
        return "May not meet" if len(self.bookings) == 2 else "Must keep away from this hub"

    @property
    def starts_at(self) -> datetime.datetime:
        """From when on it is so."""
        return max(booking.session.starts_at for booking in self.bookings)


def _held(booking: str, session: str) -> str:
    """A place that somebody has, and its session and hub; who was marked as absent did not come."""
    absent = ", ".join(f"'{mark}'" for mark in ABSENT)
    return (
        f"JOIN {SESSIONS} {session} ON {session}.id = {booking}.session_id "
        f"AND {booking}.superseded_at IS NULL AND {booking}.state IN {HELD} AND {booking}.mark NOT IN ({absent}) "
        f"JOIN {HUBS} h{session} ON h{session}.id = {session}.hub_id"
    )


def _of_pairs(meet: str) -> str:
    return f"""SELECT n.since, x.id, y.id, a.held_on FROM {PAIRS} n
  JOIN {BOOKINGS} x ON x.person_id = n.first_id {_held("x", "a")}
  JOIN {BOOKINGS} y ON y.person_id = n.second_id {_held("y", "b")}
  WHERE {meet}"""


_MEET = f"{in_force('n', later_day('a', 'b'))} AND {together('a', 'b')}"
_OF_PAIRS = _of_pairs(_MEET)
# Asked in the transaction that may have written every session. As a subquery it is asked of the two people's bookings
# only: PostgreSQL, which knows nothing of the tables yet, would try every session against every other.
_OF_ONE_PAIR = _of_pairs(f"(SELECT {_MEET})")
_OF_EXCLUSIONS = f"""SELECT c.since, x.id, NULL, a.held_on FROM {CONDITIONS} c
  JOIN {BOOKINGS} x ON x.person_id = c.person_id {_held("x", "a")}
  WHERE c.kind = 'exclusion_hub' AND c.team_id = ha.team_id AND {in_force("c", "a.held_on")}
    AND a.state <> 'not_held'"""


def at_hubs_of(user: User, *, past: bool = False) -> list[Clash]:
    """Clashes at the hubs the user works at, still to be settled, the soonest first; or past, the latest first.

    Only where the user may see everybody in it: half a clash would tell of the other half.
    """
    teams = sorted(user.team_ids)
    if not teams:
        return []
    marks = ", ".join(["%s"] * len(teams))
    here = [(f"(ha.team_id IN ({marks}) OR hb.team_id IN ({marks}))", [*teams, *teams]),
            (f"ha.team_id IN ({marks})", teams)]  # fmt: skip
    found = [*_found(_OF_PAIRS, *here[0], past=past), *_found(_OF_EXCLUSIONS, *here[1], past=past)]
    return sorted(seen_by(user, _with_bookings(found)), key=lambda each: each.starts_at, reverse=past)


def brought_by(condition: Any) -> list[Clash]:
    """What a condition that was just recorded stands against, still to be settled; asked in its transaction."""
    if isinstance(condition, NoContact):
        found = _found(_OF_ONE_PAIR, "n.id = %s", [condition.pk], past=False)
    elif isinstance(condition, LicenceCondition) and condition.team_id:
        found = _found(_OF_EXCLUSIONS, "c.id = %s", [condition.pk], past=False)
    else:
        found = []
    return _with_bookings(found)


def seen_by(user: User, clashes: Sequence[Clash]) -> list[Clash]:
    """Those in which the user may see everybody: as a booking of their hub, or as a person of theirs."""
    if not clashes:
        return []
    bookings = [booking.pk for clash in clashes for booking in clash.bookings]
    people = {person for clash in clashes for person in clash.person_ids}
    here = set(Booking.objects.visible_to(user).filter(pk__in=bookings).values_list("pk", flat=True))
    known = set(Person.objects.visible_to(user).filter(pk__in=people).values_list("pk", flat=True))
    return [
        clash
        for clash in clashes
        if all(booking.pk in here or booking.person_id in known for booking in clash.bookings)
    ]


def _found(clashes: str, where: str, values: Iterable[Any], *, past: bool) -> list[Found]:
    """Past: a session of it is over. Ahead is asked by day first, since that is what the index knows."""
    now, today = timezone.now(), timezone.localdate()
    over = ["a.ends_at"] + ([] if clashes is _OF_EXCLUSIONS else ["b.ends_at"])
    moment = connection.ops.adapt_datetimefield_value(now)
    if past:
        when = " OR ".join(f"{ends} <= %s" for ends in over)
        ask = f"{clashes} AND {where} AND ({when}) ORDER BY 4 DESC, 2 DESC LIMIT {MOST_OF_THE_PAST}"
        told = [*values, *[moment] * len(over)]
    else:
        when = " AND ".join(f"{ends} > %s" for ends in over)
        ask = f"{clashes} AND {where} AND x.held_on >= %s AND {when}"
        yesterday = connection.ops.adapt_datefield_value(today - datetime.timedelta(days=1))
        told = [*values, yesterday, *[moment] * len(over)]
    with connection.cursor() as cursor:
        cursor.execute(ask, told)
        return [(_day(since), one, other) for since, one, other, _ in cursor.fetchall()]


def _day(value: datetime.date | str) -> datetime.date:
    """SQLite gives a day as text."""
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value


def _with_bookings(found: Sequence[Found]) -> list[Clash]:
    keys = {key for _, one, other in found for key in (one, other) if key}
    rows = Booking.objects.select_related("person", "hub", "session__hub", "session__category")
    bookings = rows.in_bulk(keys) if keys else {}
    return [Clash(since, tuple(bookings[key] for key in (one, other) if key)) for since, one, other in found]
