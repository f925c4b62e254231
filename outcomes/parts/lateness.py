"""The reporting triangle: how late what figures rest on comes to be known (outcomes: section 4, Data quality)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from foundation.lifecycle.dates import month_of
from outcomes.beside.lateness import ANSWERS, DELAYS, MONTHS, SPELLS, last_month
from outcomes.disclosure import RATE_FROM
from outcomes.report import Report, pooled
from outcomes.rounding import rounded

Seen = Mapping[int, Counter[int]]  # {month: {months until known: facts}}


@dataclass(frozen=True)
class MonthKnown:
    """One month of the triangle: its number, and what share of the facts expected in the end was known so many months
    later; None where that may not be shown. The list ends where time does.
    """

    month: int
    known: tuple[float | None, ...]


@dataclass(frozen=True)
class Lateness:
    """The triangle, and by what fraction the latest month usually still grows; None where that cannot be told."""

    months: tuple[MonthKnown, ...]
    grows: float | None


def lateness_of(report: Report, k: int) -> Lateness:
    """The triangle up to the end of the period, or to the as-at date where that is earlier."""
    last = last_month(report.period, report.moment)
    return triangle(_seen(report), last, month_of(report.as_at), k=0 if report.internal else k)


def known_by(report: Report) -> dict[int, list[int]]:
    """{month: [facts known in the month itself, one month later, ...]}, for what judges a publication and no page."""
    seen, last = _seen(report), last_month(report.period, report.moment)
    return {
        month: [_known_by(seen, month, delay) for delay in range(DELAYS + 1)]
        for month in range(last - MONTHS + 1, last + 1)
    }


def triangle(seen: Seen, last: int, now: int, *, k: int) -> Lateness:
    """The triangle of facts seen, months up to `last`, followed up to the month `now` (not over, so counted as seen).

    k: no share is shown that tells of 1 to k-1 facts. What is known after six months is taken for all there will be.
    """
    factors = _factors(seen, last, now)
    months = tuple(
        MonthKnown(month, tuple(_shares(seen.get(month, Counter()), min(now - month, DELAYS), factors, k)))
        for month in range(last - MONTHS + 1, last + 1)
    )
    age, newest = now - last, seen.get(last, Counter())
    known = sum(newest[delay] for delay in range(age + 1))
    if not factors or known < max(k, 1) or any(0 < late < k for _, late in _growing(seen, last, now)[age:]):
        return Lateness(months, None)
    grows = _growth(factors, age) - 1
    return Lateness(months, rounded(grows, 2) if k else grows)


def _factors(seen: Seen, last: int, now: int) -> list[float] | None:
    """By how much a month grows from each delay to the next (chain ladder); None where one has nothing to grow from."""
    growing = _growing(seen, last, now)
    return [1 + late / before for before, late in growing] if all(before for before, _ in growing) else None


def _growing(seen: Seen, last: int, now: int) -> list[tuple[int, int]]:
    """For each delay how many facts were known by then, and how many became known in the month after, over all months
    that were followed so far.
    """
    found = []
    for delay in range(DELAYS):
        followed = [month for month in range(last - MONTHS + 1, last + 1) if now - month > delay]
        before = sum(_known_by(seen, month, delay) for month in followed)
        found.append((before, sum(_known_by(seen, month, delay + 1) for month in followed) - before))
    return found


def _known_by(seen: Seen, month: int, delay: int) -> int:
    return sum(number for later, number in seen.get(month, Counter()).items() if later <= delay)


def _growth(factors: Sequence[float], age: int) -> float:
    growth = 1.0
    for factor in factors[age:]:
        growth *= factor
    return growth


def _shares(known: Counter[int], age: int, factors: Sequence[float] | None, k: int) -> Iterator[float | None]:
    """The share of the final count known at each delay; none is shown that tells of few."""
    so_far = sum(number for delay, number in known.items() if delay <= age)
    final = so_far * _growth(factors, age) if factors else 0
    before = 0
    for delay in range(age + 1):
        number = sum(each for later, each in known.items() if later <= delay)
        few = any(0 < part < k for part in (number, number - before, so_far - number))
        before = number
        hidden = not final or few or (k and final < RATE_FROM)
        yield None if hidden else round(number / final, 2)


def _seen(report: Report) -> Seen:
    """The facts of the place, whatever they are of."""
    seen: dict[int, Counter[int]] = defaultdict(Counter)
    for facts in (ANSWERS, SPELLS):
        counted = pooled(report.beside.facts.counts(facts.slug), report.place.members)
        for part, number in counted.items():
            seen[int(part.of)][max(int(part.reason) - int(part.of), 0)] += number
    return seen
