"""`python -m benchmarks.reports [N]`: the annual outcome report of every hub, from the rollup, live, and by hand.

First all three are asked to give the same figures; then they are asked in turn, and after a thousand changes the rollup
is compared again. The growth is that from a tenth of N, in the same run. (speed: Data, rows 1 to 5)
"""

import argparse
import io
import math
import sys
from collections.abc import Callable, Mapping
from functools import partial

from benchmarks.verdicts import Took, Verdicts, in_turn, with_database

CHANGES = 1000
LOADED_IN = 60 / 100_000  # seconds a person
LEAST_LOADED = 5  # seconds, for the sessions, which are there for few people too
ROUNDS, MANY, ROUNDS_OF_MANY = 7, 1_000_000, 3  # of so many people a round of the slow ways takes minutes


def main() -> int:
    """0 when every goal is met."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("people", type=int, nargs="?", default=10_000)
    asked.add_argument("--rounds", type=int, help=f"{ROUNDS}, or {ROUNDS_OF_MANY} from {MANY:,} people on")
    arguments = asked.parse_args()
    rounds = arguments.rounds or (ROUNDS_OF_MANY if arguments.people >= MANY else ROUNDS)
    return with_database(lambda: _measure(arguments.people, rounds))


def _measure(count: int, rounds: int) -> int:
    from django.db import connection

    verdicts, tenth = Verdicts(), max(count // 10, 300)
    few, many = _of_size(tenth, Verdicts(), rounds), _of_size(count, verdicts, rounds)
    for name, goal in (("report", 0.3), ("live", None), ("by hand", None)):
        exponent = math.log(many[name].seconds / few[name].seconds) / math.log(count / tenth)
        verdicts.say("2", f"growth of {name} from a tenth, exponent", exponent, at_most=goal)
    _after_changes(verdicts)
    print(f"{connection.vendor}: missed: {'; '.join(verdicts.missed) or 'nothing'}")  # noqa: T201
    return verdicts.exit_code


def _of_size(count: int, verdicts: Verdicts, rounds: int) -> Mapping[str, Took]:
    """How long each way takes on a nation of that size."""
    from benchmarks import by_hand

    from . import equality, ways

    _gather(count, rounds, verdicts)
    for slug in by_hand.STATEMENTS:
        if differing := equality.cells_that_differ(slug):
            raise RuntimeError(
                f"{slug}: {len(differing)} cells differ, such as {list(differing.items())[:5]}"
            )
    verdicts.say("", "the rollup counts the year for the first time", _seconds(ways.cells_of_the_year), "s")
    verdicts.say("4", "cells in which rollup and live differ", equality.cells_kept_otherwise(), at_most=0)
    asked, slugs = equality.asked_by_hand(), list(by_hand.STATEMENTS)
    took = in_turn(
        {
            "report": ways.cells_of_the_year,
            "rollup": ways.counts_of_the_year,
            "live": lambda: [ways.counted_live(slug) for slug in slugs],
            "by hand": lambda: [by_hand.ask(slug, asked) for slug in slugs],
        },
        rounds,
    )
    _say_ratios(verdicts, took)
    _read(verdicts, rounds)
    for slug in slugs:
        pair: dict[str, Callable[[], object]] = {
            "live": partial(ways.counted_live, slug),
            "by hand": partial(by_hand.ask, slug, asked),
        }
        one = in_turn(pair, 1 if rounds < ROUNDS else 3)
        verdicts.say("5", f"  {slug}: live / by hand", one["live"] / one["by hand"])
    return took


def _say_ratios(verdicts: Verdicts, took: Mapping[str, Took]) -> None:
    verdicts.say(
        "1, 3", "every cell of hubs x quarters, interval and rating", took["report"].seconds, "s", at_most=1
    )
    verdicts.say("", "the same counts live", took["live"].seconds, "s")
    verdicts.say("", "the same counts by hand", took["by hand"].seconds, "s")
    verdicts.say("1", "rollup / by hand", took["rollup"] / took["by hand"], at_most=0.2)
    verdicts.say("1", "report / by hand", took["report"] / took["by hand"], at_most=0.2)
    verdicts.say("5", "live / by hand", took["live"] / took["by hand"], at_most=1.5)
    verdicts.say("5", "live / by hand, in time of the processors", took["live"].busy / took["by hand"].busy)


def _read(verdicts: Verdicts, rounds: int) -> None:
    """Reports as they are read; the first reading, which counts what they need, is told apart."""
    from . import ways

    for name, place in ways.places_to_read().items():
        first = _seconds(partial(ways.whole_reading, place))
        figures = in_turn({name: partial(ways.rated_figures, place)}, rounds)[name]
        whole = in_turn({name: partial(ways.whole_reading, place)}, min(rounds, 3))[name]
        what = f"{name}: figures, intervals, control, ratings"
        verdicts.say("1, 3", what, figures.seconds, "s", at_most=1)
        verdicts.say("", "  with every other part, in words and pictures", whole.seconds, "s")
        verdicts.say("", "  of that the processors were busy", whole.busy, "s")
        verdicts.say("", "  read for the first time", first, "s")


def _gather(count: int, rounds: int, verdicts: Verdicts) -> None:
    """An empty database with the lists and a nation, all figures of which are in doubt."""
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.national import gather_nation
    from foundation.lifecycle import triggers
    from outcomes import rollup

    triggers.remove()  # the append-only rules would refuse to empty the tables
    call_command("flush", interactive=False, verbosity=0)
    triggers.install()
    call_command("load_reference", stdout=io.StringIO())
    verdicts.begin(connection.vendor, f"{count:,} people, medians of {rounds}")
    written: list[int] = []
    load = in_turn({"load": lambda: written.append(sum(gather_nation(count).values()))}, 1)["load"]
    goal = max(LOADED_IN * count, LEAST_LOADED)
    verdicts.say("data", f"load of {written[0]:,} rows", load.seconds, "s", at_most=goal)
    verdicts.say("", "  of that the processors were busy", load.busy, "s")
    rollup.mark_everything()


def _after_changes(verdicts: Verdicts) -> None:
    """What a change costs the next reader; and that however many leave no cell wrong."""
    from . import equality, ways
    from .changes import change_at_random, put_a_mark_right

    put_a_mark_right(ways.YEAR)
    verdicts.say("", "the report after one mark put right", _seconds(ways.cells_of_the_year), "s")
    changed: list[int] = []
    took = _seconds(lambda: changed.append(change_at_random(CHANGES, ways.YEAR)))
    verdicts.say("", f"{changed[0]:,} changes written", took, "s")
    verdicts.say("", "the report after them", _seconds(ways.cells_of_the_year), "s")
    verdicts.say(
        "4", "cells in which they differ after the changes", equality.cells_kept_otherwise(), at_most=0
    )


def _seconds(way: Callable[[], object]) -> float:
    return in_turn({"once": way}, 1)["once"].seconds


if __name__ == "__main__":
    sys.exit(main())
