"""Which published figures an indicator may be held against in a period (outcomes: Comparisons)."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outcomes.indicators import Indicator
from outcomes.models import Benchmark as Published
from outcomes.periods import Period


@dataclass(frozen=True)
class Benchmark:
    """One published figure, in the indicator's unit, with what it is of and where it was published."""

    name: str
    population: str
    place: str
    starts_on: datetime.date
    ends_on: datetime.date
    figure: float
    source: str


def benchmarks_of(asked: Iterable[tuple[Indicator, Period]]) -> Mapping[str, tuple[Benchmark, ...]]:
    """{slug: figures} of each indicator in a period: the latest figure of each place that matches the indicator's
    definition, on the period's side of a series break.

    Latest: of those whose own period began by the end of this one; where none did, the first there is. One query.
    """
    periods = {each.slug: (each, period) for each, period in asked}
    published: dict[str, list[Benchmark]] = defaultdict(list)
    for each in Published.objects.of(*periods).that_may_be_compared().oldest_first():
        published[each.indicator].append(_plain(each))
    return {slug: _matching(*about, published[slug]) for slug, about in periods.items()}


def _matching(indicator: Indicator, period: Period, published: Iterable[Benchmark]) -> tuple[Benchmark, ...]:
    found: dict[str, Benchmark] = {}
    for figure in published:
        if is_comparable(indicator, figure, period) and (
            figure.place not in found or figure.starts_on <= period.ends_on
        ):
            found[figure.place] = figure
    return tuple(found[place] for place in sorted(found))


def is_comparable(indicator: Indicator, figure: Benchmark, period: Period) -> bool:
    """Whether no series break lies between; the period of the break counts from it on, and a published one must."""
    change = indicator.series_break
    if change is None:
        return True
    is_after = period.ends_on >= change
    return figure.starts_on >= change if is_after else figure.ends_on < change


def _plain(each: Published) -> Benchmark:
    if each.starts_on is None or each.ends_on is None or each.figure is None:
        raise ValueError(
            f"{each} is compared, so it has a figure and a period"
        )  # the database holds it to that
    return Benchmark(
        each.name, each.population, each.place, each.starts_on, each.ends_on, float(each.figure), each.source
    )
