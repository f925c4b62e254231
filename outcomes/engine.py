"""Counting: one GROUP BY an indicator gives every part of every place and quarter (outcomes: section 1).

The rollup is this same GROUP BY, kept.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, Count, Q, QuerySet, Sum, Value, When

from foundation.lifecycle.dates import (
    Quarter,
    end_of_london_day,
    london_midnight,
    quarter_end,
    quarter_of,
    quarter_start,
)

from .cells import Parts
from .indicators.declaration import BEFORE_SERIES_BREAK, EVENT, VERIFIED_EVENT, Indicator, Part
from .moments import ReportMoment
from .places import Family

Where = tuple[int | None, int]  # a place of the family, and a quarter
Counts = Counter[Part]


def counts(
    indicator: Indicator,
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> Mapping[Where, Counts]:
    """{(place, quarter): {part: rows}} of the quarters, in one GROUP BY; of these places only, when named.

    Raises LookupError for a row whose code the indicator does not declare.
    """
    if indicator.change:
        return counts_together([indicator], family, at, quarters, places)[indicator.slug]
    rows = placed(indicator, family, at, quarters, places)
    found: dict[Where, Counts] = defaultdict(Counter)
    if indicator.weighs:
        for place, quarter, *numbers in _weighed(indicator, rows, at):
            for code, number in zip(indicator.weighs, numbers, strict=True):
                found[place, quarter][indicator.part_of(code)] += int(number)  # PostgreSQL adds to a decimal
        return found
    for place, quarter, code, is_verified, number in _by_code(indicator, rows, at):
        for part in indicator.counted_as(code):
            found[place, quarter][VERIFIED_EVENT if is_verified and part == EVENT else part] += number
    return found


def counts_together(
    battery: Sequence[Indicator],
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> Mapping[str, Mapping[Where, Counts]]:
    """{slug: counts} of a battery, which is asked of the same rows, in one query: of indicators by change a GROUP BY of
    each question, of those that are counted with the first the counts of that one.

    How many moved by how much comes back, never a row of a person: a few dozen numbers for each place and quarter.
    """
    if not battery[0].change:
        once = counts(battery[0], family, at, quarters, places)
        return {each.slug: once for each in battery}
    found: dict[str, dict[Where, Counts]] = {each.slug: defaultdict(Counter) for each in battery}
    for number, place, quarter, points, pairs in _moved(
        battery, placed(battery[0], family, at, quarters, places), at
    ):
        found[battery[number].slug][place, quarter][battery[number].part_of_change(points)] += pairs
    return found


def stops(
    indicator: Indicator,
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> Mapping[Where, Counter[tuple[int, bool]]]:
    """{(place, quarter): {(day, with the event): people}} of those in the denominator of an indicator by product limit.

    Python multiplies; at most two rows a day come back for each place and quarter, at any size.
    """
    found: dict[Where, Counter[tuple[int, bool]]] = defaultdict(Counter)
    for place, quarter, stop, number in _grouped(followed(indicator, family, at, quarters, places), "stop"):
        found[place, quarter][stop // 2, stop % 2 == 0] += number
    return found


def followed(
    indicator: Indicator,
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> QuerySet:
    """The rows in the denominator of an indicator by product limit, each with its `stop`: twice the day, and one more
    when it stopped without the event. Raises ValueError for an indicator of another kind.
    """
    if indicator.follow_up is None:
        raise ValueError(f"{indicator.slug} has no survival curve")
    codes = [code for code, part in indicator.parts.items() if part.name in ("event", "non_event")]
    rows = placed(indicator, family, at, quarters, places).alias(row_code=code_of(indicator, at))
    return rows.filter(row_code__in=codes).annotate(stop=indicator.follow_up(at))


def placed(
    indicator: Indicator,
    family: Family,
    at: ReportMoment,
    quarters: Collection[int],
    places: Collection[int | None] | None = None,
) -> QuerySet:
    """The index rows of the quarters, with the `place` and `quarter` of each; `index_on` is its day."""
    index, first, last = indicator.index, quarter_start(min(quarters)), quarter_end(max(quarters))
    begins, ends = (london_midnight(first), end_of_london_day(last)) if index.is_moment else (first, last)
    rows = (
        indicator.rows(at)
        .filter(**{f"{index.on}__gte": begins, f"{index.on}__lte": ends})
        .alias(index_on=index.day)
        .annotate(place=family.expression(index, at), quarter=Quarter(index.day))
    )
    return rows if places is None else rows.filter(at_places(places))


def at_places(places: Collection[int | None]) -> Q:
    """Rows whose `place` is one of these; None in it is for those without a place."""
    somewhere = Q(place__in=[place for place in places if place is not None])
    return somewhere | Q(place__isnull=True) if None in places else somewhere


def coded(indicator: Indicator, rows: QuerySet, at: ReportMoment) -> QuerySet:
    """Placed rows, each with its `row_code`. Raises ValueError for an indicator that gives its rows none."""
    return rows.annotate(row_code=code_of(indicator, at))


def code_of(indicator: Indicator, at: ReportMoment) -> Case:
    """The code of a row; in the quarter of a series break, rows from before the break have one of their own."""
    if indicator.code is None:
        raise ValueError(f"{indicator.slug} gives its rows no code")
    code, break_on = indicator.code(at), indicator.series_break
    if break_on is None:
        return code
    quarter_begins = quarter_start(quarter_of(break_on))
    earlier = When(index_on__gte=quarter_begins, index_on__lt=break_on, then=Value(BEFORE_SERIES_BREAK))
    return Case(earlier, default=code)


def parts_of(indicator: Indicator, counted: Counts) -> Parts:
    """The parts of a cell, every declared exclusion named, those with nobody too."""
    by_name: Counter[str] = Counter()
    reasons = dict.fromkeys(indicator.exclusions, 0)
    for part, number in counted.items():
        if part.name == "excluded":
            reasons[part.reason] += number
        else:
            by_name[part.name] += number
    return Parts(by_name["event"], by_name["non_event"], by_name["unknown"], reasons)


def counted_apart(indicator: Indicator, counted: Counts) -> dict[str, int]:
    """What is shown beside the cell and is in none of its parts, by name."""
    return {
        what: sum(number for part, number in counted.items() if part == Part("apart", what))
        for what in indicator.counted_apart
    }


def events(counted: Counts) -> int:
    """How many events the rows of a figure per person stand for."""
    return sum(int(part.reason) * number for part, number in counted.items() if part.name == EVENT.name)


def changes(counted: Counts) -> dict[int, int]:
    """{points: pairs} of a score: how many moved by how much."""
    pairs = {part: number for part, number in counted.items() if part.name in ("event", "non_event")}
    return {int(part.reason): number for part, number in pairs.items()}


def _by_code(indicator: Indicator, rows: QuerySet, at: ReportMoment) -> QuerySet:
    """How many rows of each place and quarter have each code, those that rest on a verified claim apart."""
    verified = indicator.verified(at) if indicator.verified else Value(False)
    told = coded(indicator, rows, at).annotate(row_verified=verified)
    return _grouped(told, "row_code", "row_verified")


def _grouped(rows: QuerySet, *by: str) -> QuerySet:
    return rows.values_list("place", "quarter", *by).annotate(number=Count("pk")).order_by()


def _moved(battery: Sequence[Indicator], rows: QuerySet, at: ReportMoment) -> Iterator[tuple]:
    """How many rows of each place and quarter moved by how much, by the number of the question in the battery.

    Each row is found, placed and paired once, whatever is asked of it. Django has no word for that (WITH).
    """
    moved = {f"moved_{number}": each.change(at) for number, each in enumerate(battery) if each.change}
    rows = rows.annotate(**moved).values_list("place", "quarter", *moved).order_by()
    try:
        paired, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return
    questions = " UNION ALL ".join(
        f"SELECT {name.removeprefix('moved_')}, {by}, count(*) FROM paired GROUP BY {by}"
        for name, by in ((name, f"place, quarter, {name}") for name in moved)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"WITH paired AS ({paired}) {questions}", values)
        yield from cursor.fetchall()


def _weighed(indicator: Indicator, rows: QuerySet, at: ReportMoment) -> QuerySet:
    """Of each place and quarter, how many of each code its rows stand for."""
    weights = {f"weight_{code}": weigh(at) for code, weigh in indicator.weighs.items()}
    sums = {f"sum_{code}": Sum(f"weight_{code}") for code in indicator.weighs}
    return rows.alias(**weights).values_list("place", "quarter").annotate(**sums).order_by()
