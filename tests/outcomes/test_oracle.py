"""The engine gives what a slow reading of the rules gives, in worlds made to be nasty."""

import datetime
import itertools
import statistics

import pytest

from foundation.lifecycle.dates import LONDON, quarter_of
from outcomes import engine
from outcomes.indicators import CATALOGUE, indicator
from outcomes.moments import report_moment
from outcomes.periods import period
from outcomes.places import AREAS, HUBS, place_named
from outcomes.report import outcome_report
from outcomes.statistics import product_limit
from tests.outcomes.oracle import Oracle
from tests.outcomes.places import make_places
from tests.outcomes.worlds import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.whole]

PLACES = [("area", "Medway"), ("area", "Elsewhere"), ("hub", "Chatham"), ("hub", "Sheerness"), ("hub", "Leeds"),
          ("contract_area", "South"), ("england", "")]  # fmt: skip
PERIODS = ("2023-Q1", "2023-Q2", "2023-Q4", "2024-Q2", "2024-Q3", "2023/24", "2024/25")
QUARTERS = range(quarter_of(datetime.date(2022, 10, 1)), quarter_of(datetime.date(2025, 3, 31)) + 1)
MOMENTS = [
    (datetime.date(2025, 6, 30), None),
    (datetime.date(2024, 6, 30), None),
    (datetime.date(2024, 5, 10), None),
    (datetime.date(2025, 6, 30), datetime.datetime(2025, 1, 31, 23, 59, tzinfo=LONDON)),
    (datetime.date(2024, 3, 31), datetime.datetime(2024, 7, 15, 0, 0, tzinfo=LONDON)),
    (datetime.date(2025, 3, 1), datetime.datetime(2023, 12, 31, 12, 0, tzinfo=LONDON)),
]


def by_name(counted):
    return {f"{part.name}:{part.reason}" if part.reason else part.name: n for part, n in counted.items() if n}


def declared_name(part):
    """event and non_event of a score carry by how much it moved; the declaration does not."""
    name = part.partition(":")[0]
    return name if name in ("event", "non_event") else part


def pooled(found, place, term):
    """The counts of a place and period, out of one query for all of them."""
    return sum(
        (counted for (where, number), counted in found.items()
         if where in place.members and number in term.quarters),
        engine.Counter(),
    )  # fmt: skip


def all_places_and_periods():
    return [(place_named(kind, name), period(label)) for kind, name in PLACES for label in PERIODS]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_part_of_every_cell_is_what_the_rules_say(seed):
    World(seed, make_places()).fill(220)
    seen = set()
    for as_at, known_at in MOMENTS:
        at, oracle = report_moment(as_at, known_at), Oracle(as_at, known_at)
        for each in CATALOGUE:
            found = {family: engine.counts(each, family, at, QUARTERS) for family in (AREAS, HUBS)}
            for place, term in all_places_and_periods():
                expected = oracle.parts(
                    each.slug, place.members, place.family.name, term.starts_on, term.ends_on
                )
                told = by_name(pooled(found[place.family], place, term))
                assert told == expected, (each.slug, place, term, as_at, known_at)
                seen |= {(each.slug, declared_name(part)) for part in expected}
    declared = {
        (each.slug, name) for each in CATALOGUE for name in by_name(dict.fromkeys(each.parts.values(), 1))
    }
    assert declared <= seen, "a world that never meets a part proves nothing about it"


@pytest.mark.parametrize("seed", [4, 5])
def test_the_curve_rests_on_everyones_own_follow_up(seed):
    World(seed, make_places()).fill(150)
    time_to_reoffence = indicator("time-to-reoffence")
    for as_at, known_at in MOMENTS:
        at, oracle = report_moment(as_at, known_at), Oracle(as_at, known_at)
        found = {family: engine.stops(time_to_reoffence, family, at, QUARTERS) for family in (AREAS, HUBS)}
        for place, term in all_places_and_periods():
            expected = oracle.stops(place.members, place.family.name, term.starts_on, term.ends_on)
            assert pooled(found[place.family], place, term) == expected, (place, term, as_at, known_at)


@pytest.mark.parametrize("seed", [4, 5])
def test_waits_rest_on_every_referrals_own_wait(seed):
    World(seed, make_places()).fill(150)
    wait = indicator("wait-to-first-attendance")
    for as_at, known_at in MOMENTS:
        at, oracle = report_moment(as_at, known_at), Oracle(as_at, known_at)
        found = {family: engine.stops(wait, family, at, QUARTERS) for family in (AREAS, HUBS)}
        for place, term in all_places_and_periods():
            expected = oracle.waits(place.members, place.family.name, term.starts_on, term.ends_on)
            assert pooled(found[place.family], place, term) == expected, (place, term, as_at, known_at)


def test_a_report_counts_what_the_rules_say_and_its_parts_add_up():
    World(6, make_places()).fill(150)
    for as_at, known_at in (MOMENTS[0], MOMENTS[3]):
        oracle = Oracle(as_at, known_at)
        for (kind, name), label in zip(PLACES, itertools.cycle(("2023-Q2", "2023/24")), strict=False):
            place, term = place_named(kind, name), period(label)
            report = outcome_report(place, term, as_at, known_at, internal=True)
            about = (place.members, place.family.name, term.starts_on, term.ends_on)
            for line in report.lines:
                told = parts_told(line)
                told.pop("apart:referred_later", None)  # no part of a figure: test_referred_later counts them
                assert told == without_change(oracle.parts(line.indicator.slug, *about))
                assert (
                    line.cell.value is None
                    or line.indicator.unit != "score"
                    or is_mean_of(line, oracle, about)
                )
            mature = report.line("time-to-reoffence").cell.maturity != "immature"
            assert report.survival == (product_limit(oracle.stops(*about)).event_steps if mature else ())


def parts_told(line):
    parts = line.cell.parts
    told = {"event": parts.events, "non_event": parts.non_events, "unknown": parts.unknown}
    told |= {f"excluded:{reason}": n for reason, n in parts.excluded.items()}
    told |= {f"apart:{what}": n for what, n in line.apart.items()}
    return {part: n for part, n in told.items() if n}


def without_change(expected):
    """The parts with the pairs of a score added up."""
    found = engine.Counter()
    for part, number in expected.items():
        found[declared_name(part)] += number
    return found


def is_mean_of(line, oracle, about):
    """Whether the value is the mean of every pair's change, each written out."""
    parts = oracle.parts(line.indicator.slug, *about)
    changes = [int(part.partition(":")[2]) for part in parts.elements() if not part.startswith("excluded")]
    return line.cell.value == pytest.approx(statistics.fmean(changes))
