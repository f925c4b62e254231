"""`python -m benchmarks.rules`: what the rules of the database cost, and whether a refusal's time tells its cause.

A year of a hub, of people who are each in a no-contact pair, written at once into an empty table. Beside it thirty
bookings with the triggers and without, in turn; and the refusal of a full session, a pair and an exclusion, in turn.
Medians of one run. The one goal: no cause of a refusal takes twice as long as another. (speed; domain: No contact)
"""

import datetime
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

PEOPLE, SESSIONS, EACH = 600, 300, 12
BOOKED, BLOCKS, REPEATS, REFUSALS = 30, 3, 8, 200
MOST_APART = 2.0


def main() -> int:
    """0 when the goal is met."""
    os.environ |= {"THROUGHGATE_MODE": "test", "DJANGO_SETTINGS_MODULE": "config.settings"}
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'measured.sqlite3'}")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        call_command("load_reference", verbosity=0)
        print(connection.vendor)  # noqa: T201
        return _measure()


def _measure() -> int:
    from hubs.models import Hub
    from people.models import NoContact, Person

    hub, today = Hub.objects.filter(parent=None).order_by("pk")[0], datetime.date.today()  # noqa: DTZ011
    born = datetime.date(1990, 1, 1)
    people = Person.objects.bulk_create(
        Person(family_name=f"Measured{n}", given_names="A", date_of_birth=born, sex="male")
        for n in range(PEOPLE)
    )
    NoContact.versions.bulk_create(
        NoContact(first=people[n], second=people[n + PEOPLE // 4], reason="Measured", since=today)
        for n in range(PEOPLE // 4)
    )
    past = [_session(hub, day) for day in range(1, SESSIONS + 1)]
    rows = [
        _row(people[(n * EACH + k) % (PEOPLE // 4)], session)
        for n, session in enumerate(past)
        for k in range(EACH)
    ]
    spent = _timed(partial(_write, rows)) / len(rows)
    print(f"{len(rows):,} bookings at once into an empty table, never analysed: {spent:.2f} ms each")  # noqa: T201
    _cost(hub, people[PEOPLE // 2 : PEOPLE // 2 + BOOKED])
    return _refusals(hub, people, today)


def _session(hub: Any, day: int, **more: Any) -> Any:
    """One of ten to eleven, so many days from now."""
    from django.utils import timezone

    from hubs.models import ActivityCategory, Session

    starts_at = (timezone.now() + datetime.timedelta(days=day)).replace(hour=10, minute=0)
    made = {"hub": hub, "category": ActivityCategory.objects.all()[0], "capacity": 2 * BOOKED} | more
    ends_at = starts_at + datetime.timedelta(hours=1)
    return Session.objects.create(starts_at=starts_at, ends_at=ends_at, held_on=starts_at.date(), **made)


def _row(person: Any, session: Any) -> Any:
    from hubs.models import Booking

    return Booking(person=person, session=session, hub=session.hub, held_on=session.held_on)


def _write(rows: list) -> None:
    from hubs.models import Booking

    Booking.versions.bulk_create(rows)


def _one_by_one(rows: list) -> None:
    from django.db import transaction

    with transaction.atomic():
        for row in rows:
            row.save()


def _cost(hub: Any, people: list) -> None:
    from foundation.lifecycle import triggers
    from hubs.models import Booking

    session = _session(hub, SESSIONS + 30)
    for name, write in (("30 bookings at once", _write), ("30 bookings one by one", _one_by_one)):
        took: dict[bool, list[float]] = {True: [], False: []}
        for _ in range(BLOCKS):
            for on in (True, False):
                triggers.install() if on else triggers.remove()
                _tidy()
                for repeat in range(REPEATS):
                    rows = [_row(person, session) for person in people]
                    spent = _timed(partial(write, rows))
                    took[on] += [spent] if repeat else []
                    Booking.versions.filter(session=session).delete()
        triggers.install()
        ruled, bare = (statistics.median(took[each]) for each in (True, False))
        print(f"{name:26} {ruled:7.1f} ms with triggers {bare:7.1f} ms without   ratio {ruled / bare:.2f}")  # noqa: T201


def _refusals(hub: Any, people: list, today: datetime.date) -> int:
    from django.db import IntegrityError, transaction

    from people.models import LicenceCondition

    near = _session(hub, SESSIONS + 60)
    _write([_row(people[0], near)])
    full = _session(hub, SESSIONS + 61, capacity=0)
    LicenceCondition.versions.create(
        person=people[-1],
        kind="exclusion_hub",
        text="Measured",
        team=hub.team,
        source="Measured",
        since=today,
    )
    kinds = {
        "full": (people[-2], full),
        "no contact": (people[PEOPLE // 4], near),
        "excluded": (people[-1], near),
    }
    took: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(REFUSALS):
        for name, (person, session) in kinds.items():
            began = time.perf_counter()
            try:
                with transaction.atomic():
                    _write([_row(person, session)])
            except IntegrityError:
                took[name].append(1000 * (time.perf_counter() - began))
    if {len(times) for times in took.values()} != {REFUSALS}:
        raise RuntimeError(
            f"not everybody was refused: { {name: len(times) for name, times in took.items()} }"
        )
    medians = {name: statistics.median(times) for name, times in took.items()}
    apart = max(medians.values()) / min(medians.values())
    said = ", ".join(f"{name} {milliseconds:.2f} ms" for name, milliseconds in medians.items())
    met = apart <= MOST_APART
    print(f"refused: {said}; {apart:.2f} times apart  {'met' if met else 'MISSED'}")  # noqa: T201
    return int(not met)


def _timed(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


def _tidy() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE hubs_booking, hubs_session, people_nocontact")
        else:
            cursor.execute("ANALYZE")


if __name__ == "__main__":
    raise SystemExit(main())
