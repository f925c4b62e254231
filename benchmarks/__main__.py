"""`python -m benchmarks [N]`: the pages people wait for, measured on a crowd of N (default 100,000); one table.

Server time is that of Django's test client: the whole of middleware, view, queries and template, without network.
Each figure is the median of seven; the second column repeats it with a hundredth of the crowd, in the same run.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

Measured = tuple[float, int]  # milliseconds, queries


def main() -> int:
    """0 when every goal is met."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("people", type=int, nargs="?", default=100_000)
    count = asked.parse_args().people
    os.environ |= {"THROUGHGATE_MODE": "test", "DJANGO_SETTINGS_MODULE": "config.settings"}
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'measured.sqlite3'}")
        import django

        django.setup()
        return _measure(count)


def _measure(count: int) -> int:
    from django.core.management import call_command
    from django.db import connection

    from foundation.lifecycle import triggers

    from . import crowd, pages

    call_command("migrate", verbosity=0)
    few: dict[str, Measured] = {}
    many: dict[str, Measured] = {}
    for size, found in ((max(count // 100, 100), few), (count, many)):
        triggers.remove()  # the append-only rules would refuse to empty the tables
        call_command("flush", interactive=False, verbosity=0)
        triggers.install()
        began = time.perf_counter()
        there = crowd.gather(size)
        print(f"{connection.vendor}: {size:,} people in {time.perf_counter() - began:.0f} s")  # noqa: T201
        for goal in pages.GOALS:
            found[goal.name] = _median(goal.prepare(there))
    return _table(pages.GOALS, few, many)


def _median(ask: Callable[[], int]) -> Measured:
    """The median of seven after one to warm up."""
    queries = ask()
    times = []
    for _ in range(7):
        began = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times), queries


def _table(goals, few, many) -> int:
    failed = 0
    print(f"{'what':40} {'goal':>8} {'measured':>10} {'at 1/100':>10} {'ratio':>6} {'queries':>8}  verdict")  # noqa: T201
    for goal in goals:
        (took, queries), (small, before) = many[goal.name], few[goal.name]
        good = took <= goal.milliseconds and queries <= goal.queries
        failed += not good
        print(  # noqa: T201
            f"{goal.name:40} {goal.milliseconds:>6} ms {took:>7.1f} ms {small:>7.1f} ms {took / small:>6.1f}"
            f" {before:>3}/{queries:<4}  {'met' if good else 'MISSED'}"
        )
    return int(failed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
