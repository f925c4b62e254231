"""The parts of a figure by name, and the rows of each: the same codes that the figure is counted by."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.lookups import GreaterThan

from outcomes import engine
from outcomes.beside.flow import FLOW, THROUGH
from outcomes.beside.lateness import ANSWERS, SPELLS
from outcomes.beside.retention import RETENTION
from outcomes.indicators import Indicator
from outcomes.indicators import indicator as indicator_named
from outcomes.indicators.declaration import BEFORE_SERIES_BREAK, UNPAIRED, Part
from outcomes.moments import ReportMoment
from outcomes.pages.words import REASONS
from outcomes.parts.flow import STEPS

NUMERATOR, OTHERS, UNKNOWN = "numerator", "others", "unknown"
_KEYS = {"event": NUMERATOR, "non_event": OTHERS, "unknown": UNKNOWN}
_WORDS = {
    NUMERATOR: "In the numerator",
    OTHERS: "In the denominator, not in the numerator",
    UNKNOWN: "Unknown",
}
_WORDS_PER = _WORDS | {NUMERATOR: "At least one counted", OTHERS: "None counted"}  # of a number per person


# Where a referral was lost, by its last place; who is in none of these has come through.
_LOST = {
    place: f"Lost before “{title}”: {words}" for _, title, ways in STEPS for place, words in ways.items()
} | {THROUGH: "Milestone verified"}
_BESIDE = {each.slug.replace(" ", "-"): each for each in (FLOW, RETENTION, ANSWERS, SPELLS)}


def counted(slug: str) -> Indicator:
    """What an address names: an indicator, or what a report counts beside its table. Raises LookupError."""
    return _BESIDE.get(slug) or indicator_named(slug)


def slug_of(indicator: Indicator) -> str:
    """How addresses name it."""
    return indicator.slug.replace(" ", "-")


@dataclass(frozen=True)
class Named:
    """A part as addresses and pages name it."""

    key: str
    words: str


def named(indicator: Indicator, part: Part) -> Named:
    """The name of a part of an indicator."""
    key, words = _KEYS.get(part.name) or part.reason, _words(indicator)
    if key in words:
        return Named(key, words[key])
    before = "Counted apart" if part.name == "apart" else "Left out"
    return Named(key, f"{before}: {REASONS[key][:1].lower()}{REASONS[key][1:]}")


def parts_named(indicator: Indicator) -> Iterator[Named]:
    """Every part that a row of the indicator can be in, once, in the order of the sum; none where it has only a day."""
    if indicator.says:
        yield from (Named(place, words) for place, words in _LOST.items() if indicator is FLOW)
        return
    yield from (Named(key, words) for key, words in _words(indicator).items())
    yield from (named(indicator, Part("excluded", reason)) for reason in indicator.exclusions)
    yield from (named(indicator, Part("apart", what)) for what in indicator.counted_apart)


def with_part(indicator: Indicator, rows: QuerySet, at: ReportMoment) -> QuerySet:
    """Placed rows, each with what says its part: `moved` of a score, else `row_code`."""
    if indicator.change:
        return rows.annotate(moved=indicator.change(at))
    if indicator.weighs:
        stands_for = [
            When(GreaterThan(weigh(at), 0), then=Value(code)) for code, weigh in indicator.weighs.items()
        ]
        return rows.annotate(row_code=Case(*stands_for))
    return engine.coded(indicator, rows, at)


def part_of(indicator: Indicator, row: Any) -> Named:
    """The part of a row of `with_part`."""
    if indicator.says:
        return _beside(indicator, row.row_code)
    found = indicator.part_of_change(row.moved) if indicator.change else indicator.part_of(row.row_code)
    return named(indicator, found)


def in_part(indicator: Indicator, key: str) -> Q:
    """The rows of `with_part` that are in the part of this name."""
    if indicator.says:
        return Q(row_code__startswith=f"{key}|")
    if indicator.change:
        better, not_better = ("gt", "lte") if indicator.good == "up" else ("lt", "gte")
        asked = {
            NUMERATOR: Q(**{f"moved__{better}": 0}),
            OTHERS: Q(**{f"moved__{not_better}": 0}),
            UNPAIRED: Q(moved=None),
        }
        return asked.get(key, Q(pk__in=[]))
    if indicator.per and key == NUMERATOR:  # its code is how many there were
        return ~Q(row_code__in=[code for code, part in indicator.parts.items() if part.name != "event"])
    codes = [code for code, part in indicator.parts.items() if named(indicator, part).key == key]
    return Q(row_code__in=[*codes, *([key] if key == BEFORE_SERIES_BREAK else [])])


def _words(indicator: Indicator) -> dict[str, str]:
    return _WORDS_PER if indicator.per else _WORDS


def _beside(indicator: Indicator, code: str) -> Named:
    """Of a referral where it was lost, of a fact how many months after its own it came to be known."""
    first, _, second = code.partition("|")
    if indicator is FLOW:
        return Named(first, _LOST[first])
    months = max(int(second) - int(first), 0)
    return Named(str(months), f"Known {months} months later" if months else "Known in the month itself")
