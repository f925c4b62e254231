"""Equality first: what is fast must give the same cells as what is slow (speed)."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from benchmarks import by_hand
from outcomes import engine, rollup
from outcomes.indicators import Indicator
from outcomes.indicators.declaration import EVENT, VERIFIED_EVENT
from outcomes.places import AREAS, HUBS
from outcomes.rollup.auditing import everything_kept

from .ways import BATTERIES, YEAR, counted_live, moment

Cells = Mapping[Any, int]


def asked_by_hand() -> by_hand.Asked:
    """What the statements by hand are asked for: the year, as at today."""
    at = moment(live=True)
    return by_hand.Asked(YEAR.starts_on, YEAR.ends_on, at.as_at, at.offences_to or at.as_at)


def cells_that_differ(slug: str) -> dict[Any, tuple[int, int]]:
    """{cell: (by hand, by the engine)} of one statement and its battery, where they differ."""
    mine, engines = cells_by_hand(slug), cells_by_the_engine(slug)
    return {
        where: (mine.get(where, 0), engines.get(where, 0))
        for where in mine.keys() | engines.keys() if mine.get(where) != engines.get(where)
    }  # fmt: skip


def cells_by_the_engine(slug: str) -> Cells:
    return {
        (each, *where): number
        for each, counted in counted_live(slug).items() for where, number in _cells(counted).items()
    }  # fmt: skip


def cells_by_hand(slug: str) -> Cells:
    """Codes by hand as parts of the indicators, or as days with the event or without."""
    first, found = BATTERIES[slug][0], Counter[Any]()
    for (place, quarter, code), number in by_hand.ask(slug, asked_by_hand()).items():
        if first.follow_up:
            found[slug, place, quarter, (int(code) // 2, int(code) % 2 == 0)] += number
            continue
        for each, part in _said(slug, code):
            found[each, place, quarter, part] += number
    return found


def _said(slug: str, code: str) -> list[tuple[str, Any]]:
    """Which parts of which indicators of the battery a code is."""
    battery = {each.slug: each for each in BATTERIES[slug]}
    question, is_change, points = code.partition("=")
    if is_change:
        return [(question, battery[question].part_of_change(int(points) if points else None))]
    return [(each.slug, part) for each in battery.values() for part in _parts(each, code)]


def _parts(of: Indicator, code: str) -> list[Any]:
    part = of.part_of(code.removesuffix("+"))
    parts = [VERIFIED_EVENT if code.endswith("+") and part == EVENT else part]
    if code.startswith("returned"):  # beside the rate, and not verified within it
        parts.append(of.part_of("not_verified"))
    return parts


def _cells(counted: Any) -> dict:
    return {
        (place, quarter, part): number
        for (place, quarter), parts in counted.items() for part, number in parts.items() if number
    }  # fmt: skip


def cells_kept_otherwise() -> int:
    """In how many cells of the year, of hubs and of areas, the rollup says something else than counting again."""
    at, quarters, number = moment(live=False), YEAR.quarters, 0
    for family in (HUBS, AREAS):
        for each in (each for battery in everything_kept() for each in battery):
            kept, live = (_cells(ask(each, family, at, quarters)) for ask in (rollup.counts, engine.counts))
            number += len(dict(kept.items() ^ live.items()))
            if each.follow_up:
                kept, live = (_cells(ask(each, family, at, quarters)) for ask in (rollup.stops, engine.stops))
                number += len(dict(kept.items() ^ live.items()))
    return number
