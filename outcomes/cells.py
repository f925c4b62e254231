"""The cell of a report: one indicator, one place, one period, as parts that add up (outcomes: section 3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from outcomes.statistics import poisson_interval, wilson_interval

Maturity = Literal["immature", "provisional", "final"]
Unit = Literal["share", "days", "per_person", "score", "places"]


@dataclass(frozen=True)
class Parts:
    """Everybody in the index rows, each in exactly one part. None means not shown.

    `excluded` names every reason the indicator declares, those with nobody too: which reasons are listed
    must not say who is there.
    """

    events: int | None
    non_events: int | None
    unknown: int | None = 0
    excluded: Mapping[str, int | None] = field(default_factory=dict)

    @property
    def beside(self) -> dict[str, int | None]:
        """The parts outside the denominator, by name: unknown, then each exclusion."""
        return {"unknown": self.unknown, **self.excluded}


@dataclass(frozen=True)
class Cell:
    """What a report holds about one indicator in one place and period.

    `value` is in the indicator's unit; `rate` is the same for a share and None otherwise. `suppressed`
    says that disclosure control hid something; `controlled` that it was applied at all. `per`: of a figure per person,
    the parts whose people share the events; its numerator is events, its denominator those people.
    """

    slug: str
    title: str
    unit: Unit
    parts: Parts
    numerator: int | None
    denominator: int | None
    value: float | None
    rate: float | None
    low: float | None
    high: float | None
    maturity: Maturity
    matures_on: date
    suppressed: bool = False
    controlled: bool = False
    per: tuple[str, ...] = ()


def cell(
    slug: str,
    title: str,
    parts: Parts,
    maturity: Maturity,
    matures_on: date,
    *,
    unit: Unit = "share",
    value: float | None = None,
    low: float | None = None,
    high: float | None = None,
    per: tuple[str, ...] = (),
    events: int = 0,
) -> Cell:
    """The full, uncontrolled cell of these parts; a share's rate and Wilson interval are worked out here, and the
    value of places: all that there were. A figure per person is how many `events` come on those of the parts `per`.

    An **immature** cell has no rate, no interval and no numerator: how many had the event so far is a rate
    in the making. Its denominator is the number of index rows so far, whatever their part, so that a reader
    sees how many people the answer will rest on ("[x] of 125"); nobody at all reads 0 of 0. Raises ValueError
    for a negative or missing part: an uncontrolled cell knows them all.
    """
    counts = [parts.events, parts.non_events, *parts.beside.values()]
    if any(count is None or count < 0 for count in counts):
        raise ValueError("an uncontrolled cell knows every part, and no part is negative")
    if per:
        numerator, denominator = events, sum(_of_part(parts, name) for name in per)
    else:
        numerator, denominator = parts.events or 0, (parts.events or 0) + (parts.non_events or 0)
    if maturity == "immature":
        everybody = sum(count or 0 for count in counts)
        told: tuple[Any, ...] = (None if everybody else 0, everybody, None, None, None, None)
    else:
        is_given = unit in ("days", "score") or value is not None
        figure = (value, low, high) if is_given else _figure(unit, numerator, denominator)
        told = (numerator, denominator, figure[0], figure[0] if unit == "share" else None, *figure[1:])
    numerator, denominator, value, rate, low, high = told
    return Cell(slug, title, unit, parts, numerator, denominator, value, rate, low, high, maturity, matures_on,
                per=per)  # fmt: skip


def _figure(unit: Unit, numerator: int, denominator: int) -> tuple[float | None, float | None, float | None]:
    """What follows from the two numbers, with its interval: of a share, of a number per person, of places."""
    if unit == "share" and denominator:
        return numerator / denominator, *wilson_interval(numerator, denominator)
    if unit == "per_person" and denominator:
        return numerator / denominator, *poisson_interval(numerator, denominator)
    return (float(denominator) if unit == "places" and denominator else None), None, None


def _of_part(parts: Parts, name: str) -> int:
    return (parts.events if name == "event" else parts.non_events) or 0
