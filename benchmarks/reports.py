"""`python -m benchmarks.reports [N]`: the annual outcome report of every hub, from the rollup, live, and by hand.

First all three are asked to give the same figures; then they are asked in turn, and after a thousand changes once more.
The growth is that from a tenth of N, in the same run. (speed: Data, rows 1 to 5)
"""

import argparse
import io
import math
import sys
import time
from functools import partial
from typing import Any

from .verdicts import Verdicts, in_turn, with_database

YEAR = 2024  # the financial year: mature in every indicator but those that wait longest for a conviction
CHANGES = 1000
LOADED_IN, LEAST_LOADED = (
    60 / 100_000,
    5,
)  # seconds a person; and for the sessions, which are there for few too
TARGET, FLOOR = 0.7, 0.5


def main() -> int:
    """0 when every goal is met."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("people", type=int, nargs="?", default=10_000)
    count = asked.parse_args().people
    return with_database(lambda: _measure(count))


def _measure(count: int) -> int:
    from django.db import connection

    verdicts = Verdicts()
    few = _of_size(max(count // 10, 300), Verdicts(), rounds=7)
    many = _of_size(count, verdicts, rounds=7 if count <= 10_000 else 3)
    for name, row, goal in (("report", "2", 0.3), ("live", "2", None), ("by hand", "2", None)):
        exponent = math.log(many[name] / few[name]) / math.log(count / max(count // 10, 300))
        verdicts.say(row, f"growth of {name} from a tenth, exponent", exponent, at_most=goal)
    _after_changes(verdicts)
    print(f"{connection.vendor}: missed: {'; '.join(verdicts.missed) or 'nothing'}")  # noqa: T201
    return verdicts.exit_code


def _of_size(count: int, verdicts: Verdicts, rounds: int) -> dict[str, float]:
    """How long each way takes on a nation of that size."""
    from . import by_hand

    _gather(count, verdicts)
    asked, slugs = _hand_equals_live(), list(by_hand.STATEMENTS)
    began = time.perf_counter()
    _report(live=False)
    verdicts.say("", "the rollup counts the year for the first time", time.perf_counter() - began, "s")
    verdicts.say("", "cells in which rollup and live differ", _differing(), at_most=0)
    took = in_turn(
        {
            "report": lambda: _report(live=False),
            "rollup": lambda: _read_together(slugs),
            "live": lambda: [_counted(slug, live=True) for slug in slugs],
            "by hand": lambda: [by_hand.ask(slug, asked) for slug in slugs],
        },
        rounds,
    )
    together = f"{len(slugs)} indicators together"
    verdicts.say("1, 3", "annual report of every hub from the rollup", took["report"], "s", at_most=1)
    verdicts.say("1", f"{together}: rollup / by hand", took["rollup"] / took["by hand"], at_most=0.2)
    verdicts.say("5", f"{together}: live / by hand", took["live"] / took["by hand"], at_most=1.5)
    verdicts.say("", f"{together}: by hand", took["by hand"], "s")
    for slug in slugs:
        ways = {"live": partial(_counted, slug, live=True), "by hand": partial(by_hand.ask, slug, asked)}
        one = in_turn(ways, 3)
        verdicts.say("5", f"  {slug}: live / by hand", one["live"] / one["by hand"])
    return took


def _gather(count: int, verdicts: Verdicts) -> None:
    """An empty database with the lists and a nation, all figures of which are in doubt."""
    from django.core.management import call_command
    from django.db import connection

    from foundation.lifecycle import triggers
    from outcomes import rollup

    from .national import gather_nation

    triggers.remove()  # the append-only rules would refuse to empty the tables
    call_command("flush", interactive=False, verbosity=0)
    triggers.install()
    call_command("load_reference", stdout=io.StringIO())
    verdicts.begin(connection.vendor, f"{count:,} people")
    began = time.perf_counter()
    rows, took = sum(gather_nation(count).values()), time.perf_counter() - began
    verdicts.say("data", f"load of {rows:,} rows", took, "s", at_most=max(LOADED_IN * count, LEAST_LOADED))
    rollup.mark_everything()


# --- The three ways ---------------------------------------------------------------------------------


def _at(live: bool) -> Any:
    from django.utils import timezone

    from outcomes.moments import report_moment

    return report_moment(timezone.localdate(), live=live)


def _counted(slug: str, *, live: bool) -> Any:
    """What the product counts of one indicator for all hubs and quarters of the year: parts, or when waits stopped."""
    from outcomes import rollup
    from outcomes.indicators import indicator
    from outcomes.periods import financial_year
    from outcomes.places import HUBS

    of = indicator(slug)
    ask = rollup.stops if of.follow_up else rollup.counts
    return ask(of, HUBS, _at(live), financial_year(YEAR).quarters)


def _read_together(slugs: list[str]) -> None:
    """The same of some indicators, out of the rollup as a report reads it: everything at once."""
    from outcomes import rollup
    from outcomes.indicators import indicator
    from outcomes.periods import financial_year
    from outcomes.places import HUBS

    asked = [indicator(slug) for slug in slugs]
    quarters = financial_year(YEAR).quarters
    (found,) = rollup.read(_at(live=False), rollup.Asked([[each] for each in asked], HUBS, quarters))
    for each in asked:
        found.stops(each) if each.follow_up else found.counts(each.slug)


def _report(*, live: bool) -> int:
    """Every indicator of every hub and quarter: its cell with interval or quartiles, and its rating; how many cells."""
    from outcomes import rollup
    from outcomes.indicators import batteries
    from outcomes.parts.ratings import rated_line
    from outcomes.periods import Period, financial_year
    from outcomes.places import HUBS
    from outcomes.report import Line
    from outcomes.working_out import cell_of

    at, quarters, made = _at(live), financial_year(YEAR).quarters, 0
    periods = {number: Period(f"{number // 4}-Q{number % 4 + 1}", (number,)) for number in quarters}
    (found,) = rollup.read(at, rollup.Asked(batteries(), HUBS, quarters))
    for each in (each for battery in batteries() for each in battery):
        waits = found.stops(each) if each.waits else {}
        for (place, quarter), parts in found.counts(each.slug).items():
            worked_out = cell_of(each, periods[quarter], parts, at, waits.get((place, quarter)))
            rated_line(Line(each, worked_out, {}), TARGET, FLOOR, "measured")
            made += 1
    return made


# --- Equality first ---------------------------------------------------------------------------------


def _hand_equals_live() -> Any:
    """What the statements by hand are asked for. Raises RuntimeError where they count otherwise than the engine."""
    from django.utils import timezone

    from outcomes.periods import financial_year

    from . import by_hand

    year = financial_year(YEAR)
    asked = by_hand.Asked(year.starts_on, year.ends_on, timezone.localdate())
    for slug in by_hand.STATEMENTS:
        mine, engines = _as_cells(slug, by_hand.ask(slug, asked)), _cells(_counted(slug, live=True))
        if mine != engines:
            differing = {where for where in mine | engines if mine.get(where) != engines.get(where)}
            told = [(where, mine.get(where), engines.get(where)) for where in sorted(differing, key=str)[:5]]
            raise RuntimeError(f"{slug}: {len(differing)} of {len(engines)} cells differ, such as {told}")
    return asked


def _as_cells(slug: str, rows: Any) -> dict:
    """Codes by hand as the parts of the indicator, or as days with the event or without."""
    from outcomes.indicators import indicator
    from outcomes.indicators.declaration import EVENT, VERIFIED_EVENT

    of = indicator(slug)
    found: dict[Any, int] = {}
    for (place, quarter, code), number in rows.items():
        if of.waits:
            said: Any = [(int(code) // 2, int(code) % 2 == 0)]
        else:
            part = of.part_of(code.removesuffix("+"))
            said = [VERIFIED_EVENT if code.endswith("+") and part == EVENT else part]
            if code.startswith("returned"):  # beside the rate, and not verified within it
                said.append(of.part_of("not_verified"))
        for each in said:
            found[place, quarter, each] = found.get((place, quarter, each), 0) + number
    return found


def _cells(counted: Any) -> dict:
    return {
        (place, quarter, part): number
        for (place, quarter), parts in counted.items() for part, number in parts.items() if number
    }  # fmt: skip


def _differing() -> int:
    """In how many cells of the year, of hubs and of areas, the rollup says something else than counting again."""
    from outcomes import engine, rollup
    from outcomes.periods import financial_year
    from outcomes.places import AREAS, HUBS
    from outcomes.rollup.auditing import everything_kept

    at, quarters, number = _at(live=False), financial_year(YEAR).quarters, 0
    for family in (HUBS, AREAS):
        for each in (each for battery in everything_kept() for each in battery):
            kept, live = (_cells(ask(each, family, at, quarters)) for ask in (rollup.counts, engine.counts))
            number += len(dict(kept.items() ^ live.items()))
    return number


def _after_changes(verdicts: Verdicts) -> None:
    from .changes import change_at_random

    before = time.perf_counter()
    changed = change_at_random(CHANGES, YEAR)
    verdicts.say("", f"{changed:,} changes written", time.perf_counter() - before, "s")
    before = time.perf_counter()
    _report(live=False)
    verdicts.say("", "the report after them", time.perf_counter() - before, "s")
    verdicts.say("4", "cells in which rollup and live differ after them", _differing(), at_most=0)


if __name__ == "__main__":
    sys.exit(main())
