"""`python -m benchmarks.register`: a register of 30 saved, eight writers at once, and the page of a full day.

Ratios are of ways to do the same in turn in one run, each the median of several; first all are asked to leave the same
rows behind. What each way does is said in `register_ways`. `.ci/with-postgres` commits without waiting for the disk;
DURABLE=1 before it waits, as production does. (issue: Speed; speed: rows 6, 7 and 12)
"""

import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

PEOPLE, ROUNDS, WARM_UP = 30, 15, 4
WRITERS, MARKS_OF_EACH = 8, 25
PACE = 0.5  # seconds from mark to mark of somebody quick; a register is wanted at 30 people in a minute
SESSIONS, BOOKED = 40, 15


def main() -> int:
    """0 when every goal of the engine is met."""
    os.environ |= {"THROUGHGATE_MODE": "test", "DJANGO_SETTINGS_MODULE": "config.settings"}
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'measured.sqlite3'}")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        return _measure()


def _measure() -> int:
    from django.db import connection

    from foundation.lifecycle import planner

    from . import register_ways as ways

    print(connection.vendor)  # noqa: T201
    hub = ways.open_hub()
    first, *others = [way(hub) for way in ways.WAYS]
    if different := [name for name in first for other in others if repr(other[name]) != repr(first[name])]:
        raise RuntimeError(f"the ways to save a register leave different rows: {different}")
    for way in ways.WAYS * WARM_UP:
        way(hub)
    planner.count_rows()
    took: dict[str, list[float]] = {way.__name__: [] for way in ways.WAYS}
    for _ in range(ROUNDS):
        for way in ways.WAYS:
            took[way.__name__].append(ways.timed(way, hub))
    by_way = {name: 1000 * statistics.median(times) for name, times in took.items()}
    for name, milliseconds in by_way.items():
        print(f"{name:24} {milliseconds:8.1f} ms for {PEOPLE} marks")  # noqa: T201
    on_postgres = connection.vendor == "postgresql"
    verdicts = [
        _say("product / raw rows", by_way["product"] / by_way["raw_rows"], at_most=3, binds=on_postgres),
        _say(
            "loop of saves / product",
            by_way["loop_of_saves"] / by_way["product"],
            at_least=10,
            binds=on_postgres,
        ),
    ]
    for how, pace in (("without a pause", 0.0), ("at a quick pace", PACE)):
        slowest, errors = _writers_at_once(ways.mark_one_by_one(hub, WRITERS, MARKS_OF_EACH), pace)
        verdicts.append(_say(f"{WRITERS} writers {how}: errors", errors, at_most=0))
        verdicts.append(_say(f"{WRITERS} writers {how}: p95 ms", slowest, at_most=100, binds=not on_postgres))
    milliseconds, queries = ways.page_of_the_day(hub, SESSIONS, BOOKED)
    verdicts.append(_say("page of a day: queries", queries, at_most=15))
    verdicts.append(_say("page of a day: ms", milliseconds, at_most=200))
    return int(not all(verdicts))


def _writers_at_once(jobs: list[list[Callable[[], object]]], pace: float) -> tuple[float, int]:
    """How long nineteen marks in twenty took at most, in milliseconds, and how many failed.

    Threads of one process, as behind the web server. pace: seconds that each writer takes from mark to mark.
    """
    from django.db import connections

    took: list[float] = []
    errors: list[Exception] = []
    start = threading.Barrier(len(jobs))

    def write(own: list[Callable[[], object]], late: float) -> None:
        start.wait()
        time.sleep(late)
        for job in own:
            began = time.perf_counter()
            try:
                job()
            except Exception as error:
                errors.append(error)
            spent = time.perf_counter() - began
            took.append(1000 * spent)
            time.sleep(max(pace - spent, 0))
        connections.close_all()

    threads = [
        threading.Thread(target=write, args=[own, number * pace / len(jobs)])
        for number, own in enumerate(jobs)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for error in errors[:3]:
        print(f"{type(error).__name__}: {error}")  # noqa: T201
    return statistics.quantiles(took, n=20)[-1], len(errors)


def _say(
    what: str,
    measured: float,
    *,
    at_most: float | None = None,
    at_least: float | None = None,
    binds: bool = True,
) -> bool:
    """Print a line of the table; whether the goal is met, or does not bind on this engine."""
    good = measured <= at_most if at_most is not None else measured >= (at_least or 0)
    goal = f"at most {at_most}" if at_most is not None else f"at least {at_least}"
    verdict = "met" if good else "MISSED" if binds else "missed, and asked on the other engine only"
    print(f"{what:36} {goal:>14} {measured:>9.1f}  {verdict}")  # noqa: T201
    return good or not binds


if __name__ == "__main__":
    sys.exit(main())
