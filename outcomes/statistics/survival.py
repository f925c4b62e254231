"""How long until the event: product-limit curves and their comparison (outcomes: section 2)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import erfc, exp, log, sqrt

from outcomes.statistics.intervals import Interval, normal_quantile

Stops = Mapping[tuple[int, bool], int]


@dataclass(frozen=True)
class Step:
    """One day of a survival curve: who was still followed when it began, and what the day brought."""

    day: int
    at_risk: int
    events: int
    censored: int
    survival: float
    low: float
    high: float


@dataclass(frozen=True)
class Curve:
    """A product-limit curve: day 0, then every day on which somebody's follow-up stopped."""

    steps: tuple[Step, ...]

    @property
    def event_steps(self) -> tuple[Step, ...]:
        """Day 0 and every day with an event: the days between carry the last value forward."""
        return tuple(step for step in self.steps if step.events or step.day == 0)


@dataclass(frozen=True)
class Comparison:
    """A test statistic and its two-sided p-value."""

    chi_square: float
    p_value: float


def stop_counts(durations: Iterable[int], observed: Iterable[bool]) -> Counter[tuple[int, bool]]:
    """How many people's follow-up stopped on each day: True with the event, False without it.

    Raises ValueError when the two lists differ in length.
    """
    return Counter((day, bool(event)) for day, event in zip(durations, observed, strict=True))


def kaplan_meier(durations: Iterable[int], observed: Iterable[bool], level: float = 0.95) -> Curve:
    """The product-limit curve of people followed for these days; `observed` says who had the event."""
    return product_limit(stop_counts(durations, observed), level)


def product_limit(stops: Stops, level: float = 0.95) -> Curve:
    """The Kaplan-Meier curve from {(day, observed): people}, with Greenwood's log-log interval.

    On one day an event comes before an end of follow-up. Nobody gives a curve without steps. Before the
    first event, and when nobody is left, the limits are the value itself: the log-log interval has none.
    Raises ValueError for a negative day or count.
    """
    if any(day < 0 or people < 0 for (day, _), people in stops.items()):
        raise ValueError("days of follow-up and numbers of people are 0 or more")
    quantile, at_risk = normal_quantile(level), sum(stops.values())
    steps: list[Step] = []
    survival, variance = 1.0, 0.0
    for day in sorted({0} | {day for day, _ in stops}) if at_risk else ():
        events, censored = stops.get((day, True), 0), stops.get((day, False), 0)
        if events:
            survival *= 1 - events / at_risk
            variance += events / (at_risk * (at_risk - events)) if at_risk > events else 0.0
        low, high = _log_log_limits(survival, variance, quantile)
        steps.append(Step(day, at_risk, events, censored, survival, low, high))
        at_risk -= events + censored
    return Curve(tuple(steps))


def _log_log_limits(survival: float, variance: float, quantile: float) -> Interval:
    if not 0 < survival < 1:
        return Interval(survival, survival)
    width = quantile * sqrt(variance) / abs(log(survival))
    return Interval(survival ** exp(width), survival ** exp(-width))


def reached_by(curve: Curve, share: float) -> int | None:
    """The first day by which at least this share had had the event; None while the curve has not come so far.

    0.5 is the median, 0.25 and 0.75 are the quartiles.
    """
    free = 1 - share + 1e-12
    return next((step.day for step in curve.steps if step.survival <= free), None)


def survival_at(curve: Curve, day: int) -> Step:
    """The curve on any day: the last value carried forward, and how many were still followed.

    Raises ValueError before day 0 and for a curve of nobody.
    """
    passed = [step for step in curve.steps if step.day <= day]
    if not passed:
        raise ValueError(f"the curve has no value on day {day}")
    last = passed[-1]
    if last.day == day:
        return last
    at_risk = last.at_risk - last.events - last.censored
    return Step(day, at_risk, 0, 0, last.survival, last.low, last.high)


def logrank_test(first: Stops, second: Stops) -> Comparison:
    """Whether two groups' curves differ, from their {(day, observed): people}: one degree of freedom.

    Raises ValueError when no event can be compared: nobody had one, or one group was never at risk.
    """
    groups = (first, second)
    at_risk = [sum(stops.values()) for stops in groups]
    surplus = variance = 0.0
    for day in sorted({day for stops in groups for day, _ in stops}):
        events = [stops.get((day, True), 0) for stops in groups]
        everyone, happened = sum(at_risk), sum(events)
        if happened:
            share = at_risk[0] / everyone
            surplus += events[0] - happened * share
        if happened and everyone > 1:
            variance += happened * share * (1 - share) * (everyone - happened) / (everyone - 1)
        for group, stops in enumerate(groups):
            at_risk[group] -= events[group] + stops.get((day, False), 0)
    if not variance:
        raise ValueError("two curves can be compared only where both groups were followed up to an event")
    chi_square = surplus**2 / variance
    return Comparison(chi_square, erfc(sqrt(chi_square / 2)))
