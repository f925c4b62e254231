"""The reporting triangle: how late what figures rest on comes to be known (outcomes: section 4, Data quality).

Counted are the answers of checks, on the day they are about, and the spells of work, home and treatment, on the day
they began. Each is known from the first record that says so: a later correction does not make it late.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from foundation.lifecycle.dates import LondonDay, Month, month_of, month_start, quarter_of
from foundation.lifecycle.facts import Fact
from outcomes.disclosure import RATE_FROM
from outcomes.engine import placed
from outcomes.indicators.declaration import Index, Indicator
from outcomes.indicators.known import NOT_KNOWN
from outcomes.moments import ReportMoment
from outcomes.places import hub_on_release
from outcomes.report import Report
from pathways.models import Check, Spell

MONTHS, DELAYS = 9, 6  # months of events shown, and months later to which they are followed
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
    """The triangle up to the end of the period, or to the as-at date where that is earlier; in two queries."""
    at = report.moment
    last = min(month_of(report.period.ends_on), month_of(at.as_at))
    seen = _seen(report, at, last)
    return triangle(seen, last, month_of(at.as_at), k=0 if report.internal else k)


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
    told = factors and known >= max(k, 1)
    return Lateness(months, _growth(factors, age) - 1 if factors and told else None)


def _factors(seen: Seen, last: int, now: int) -> list[float] | None:
    """By how much a month grows from each delay to the next, over all months that were followed so far (chain ladder);
    None where a delay has nothing to grow from.
    """
    factors = []
    for delay in range(DELAYS):
        followed = [month for month in range(last - MONTHS + 1, last + 1) if now - month > delay]
        before = sum(_known_by(seen, month, delay) for month in followed)
        after = sum(_known_by(seen, month, delay + 1) for month in followed)
        if not before:
            return None
        factors.append(after / before)
    return factors


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


def _seen(report: Report, at: ReportMoment, last: int) -> Seen:
    seen: dict[int, Counter[int]] = defaultdict(Counter)
    quarters = range(quarter_of(month_start(last - MONTHS + 1)), quarter_of(month_start(last)) + 1)
    for facts in (ANSWERS, SPELLS):
        rows = (
            placed(facts, report.place.family, at, quarters, report.place.only)
            .annotate(month=Month(facts.index.day), told=Month(LondonDay("known_from")))
            .values_list("month", "told")
            .annotate(number=Count("pk"))
            .order_by()
        )
        for month, told, number in rows:
            seen[month][max(told - month, 0)] += number
    return seen


def _answers(at: ReportMoment) -> QuerySet:
    """The checks that have an answer."""
    answered = ~Q(answer__in=NOT_KNOWN)
    return (
        at.known(Check)
        .filter(answered, point_on__lte=at.as_at)
        .alias(known_from=_known_from(Check, answered))
    )


def _spells(at: ReportMoment) -> QuerySet:
    return at.known(Spell).filter(started_on__lte=at.as_at).alias(known_from=_known_from(Spell, Q()))


def _known_from(model: type[Fact], says: Q) -> Coalesce:
    """When it was first recorded, by the earliest of its versions that says so."""
    versions: Any = model.versions  # of an abstract model: its lookups cannot be checked
    earlier = versions.filter(says, version_of=Coalesce(OuterRef("version_of_id"), OuterRef("pk")))
    return Coalesce(Subquery(earlier.order_by("recorded_at").values("recorded_at")[:1]), F("recorded_at"))


def _facts(model: type[Fact], on: str, rows: Callable[[ReportMoment], QuerySet]) -> Indicator:
    """Facts as the engine places them: at the area, or the hub, that the person had on their day."""
    index = Index(on, model, on, F(on), hub_on_release)
    return Indicator(
        slug=on, id="", title="", why="", index_date="", denominator="", numerator="", notes="", parts={},
        index=index, rows=rows,
    )  # fmt: skip


ANSWERS, SPELLS = _facts(Check, "point_on", _answers), _facts(Spell, "started_on", _spells)
