"""Dividing the change of a rate between two reports of one place (outcomes: section 4, Snapshot).

In this order, so that the parts add up exactly: (1) late and corrected data: the first figure by its own definition, as
known when the second was made; (2) definition: the same by the second's; (3) case mix and (4) performance: Kitagawa's
mid-point split of what is left, by each of the declared strata by itself. Taken all together, groups would be of a few
people each, and nearly every change would look like case mix (decision 98).

A controlled change is one more number told of the same people. It is divided only where both figures are shown, in
whole percentage points, where every part that the data or the definition moved has moved by nobody or by k people or
more, and by groups of k or more: smaller ones are taken together.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.conf import settings

from foundation.design.dates import say_day
from outcomes.cells import Cell
from outcomes.comparing.a_year_earlier import is_one_series
from outcomes.indicators import Indicator
from outcomes.indicators import indicator as indicator_named
from outcomes.moments import ReportMoment
from outcomes.pages.words import say_period
from outcomes.report import line_of
from outcomes.statistics import kitagawa
from outcomes.strata import AGE_BAND, CUSTODY_LENGTH, NEED, SEX, can_be_divided, counts_by_each

from .change import Moved, Standing, shown

DIVIDED_BY = (SEX, AGE_BAND, NEED, CUSTODY_LENGTH)
TOGETHER = "smaller groups together"
Groups = Mapping[str, tuple[int, int]]


class CannotDivide(ValueError):
    """There is no change that can be divided. The text says why."""


@dataclass(frozen=True)
class Published:
    """The two cells as they were published."""

    first: Cell
    second: Cell


def moved(slug: str, first: Standing, second: Standing, published: Published | None = None) -> Moved:
    """The change of an indicator's rate from one standing to another; its `refusal` says why there is none.

    published: the cells as they were, for what is shown after disclosure control; None for the staff concerned. In
    three counts, or four where the definition changed, and two by strata. Raises LookupError for an indicator that the
    second specification does not have.
    """
    indicator = indicator_named(slug, second.specification)
    try:
        check_pair(first, second)
        return _moved(_earlier_form(indicator, first), indicator, first, second, published)
    except CannotDivide as refusal:
        return Moved(slug, indicator.title, refusal=str(refusal))


def check_pair(first: Standing, second: Standing) -> None:
    """Raise CannotDivide for two reports between which nothing can be divided, whatever the indicator."""
    if first == second:
        raise CannotDivide("These are one and the same report. Choose two different ones.")
    if first.place != second.place:
        raise CannotDivide(
            f"One report is of {first.place}, the other of {second.place}. A change is divided within one place only."
        )
    if first.period.is_year != second.period.is_year:
        raise CannotDivide("One report is of a quarter, the other of a year. Choose two of the same length.")


def _earlier_form(indicator: Indicator, first: Standing) -> Indicator:
    try:
        return indicator_named(indicator.slug, first.specification)
    except LookupError as unknown:
        raise CannotDivide("The earlier report has no such figure.") from unknown


def _moved(
    old: Indicator, new: Indicator, first: Standing, second: Standing, published: Published | None
) -> Moved:
    for each in (old, new):
        _check_indicator(each, first, second)
    then, now = first.moment(first.known_at), first.moment(second.known_at)
    start, end = _cell(old, first, then), _cell(new, second, second.moment(second.known_at))
    _check_figures((start, first), (end, second))
    corrected = start if then == now else _cell(old, first, now)
    redefined = corrected if new is old else _cell(new, first, now)
    steps = [start, corrected, redefined, end]
    if published:
        _check_published(steps, published)
    if not all(cell.denominator for cell in steps):
        raise CannotDivide(
            "By the corrected data or the new definition nobody is left in the earlier figure."
        )
    groups = zip(
        _groups(new, first, now),
        _groups(new, second, second.moment(second.known_at)),
        strict=True,
    )
    splits = [
        (stratum.slug, *kitagawa(*(_taken_together(*pair) if published else pair)))
        for stratum, pair in zip(DIVIDED_BY, groups, strict=True)
    ]
    return shown(new.slug, new.title, [_rate(cell) for cell in steps], splits, 0 if published else 1)


def _check_indicator(indicator: Indicator, first: Standing, second: Standing) -> None:
    if indicator.unit != "share" or indicator.survival or not can_be_divided(indicator):
        raise CannotDivide("Only the change of a rate is divided; this figure is of another kind.")
    if not is_one_series(indicator, first.period, second.period):
        broke = say_day(indicator.series_break) if indicator.series_break else ""
        raise CannotDivide(
            f"The series breaks on {broke}: the two figures cannot be compared, so nothing lies between them."
        )


def _check_figures(*figures: tuple[Cell, Standing]) -> None:
    for cell, standing in figures:
        if cell.maturity == "immature":
            raise CannotDivide(
                f"The figure of {say_period(standing.period)} is not yet mature: it has no rate. It can be known from "
                f"{say_day(cell.matures_on)}."
            )
    for cell, standing in figures:
        if not cell.denominator:
            raise CannotDivide(
                f"Nobody is in the figure of {say_period(standing.period)}, so it has no rate."
            )


def _check_published(steps: list[Cell], published: Published) -> None:
    """Raise CannotDivide where the parts would tell more than the two publications do."""
    start, *_, end = steps
    for cell, told in ((start, published.first), (end, published.second)):
        if told.rate is None:
            raise CannotDivide("One of the two figures is not shown, so neither is what lies between them.")
        if abs(_rate(cell) - Fraction(told.rate)) > Fraction(6, 1000):
            raise CannotDivide(
                "The records no longer give the earlier figure: some were erased. What was published stands."
            )
    k = settings.SMALLEST_NUMBER_SHOWN
    for before, after in ((steps[0], steps[1]), (steps[1], steps[2]), (steps[0], steps[2])):
        if any(0 < number < k for number in _differences(before, after)):
            raise CannotDivide(
                "Late data, corrections or the definition moved too few people: what they made of the figure would "
                "tell on them."
            )


def _differences(before: Cell, after: Cell) -> Iterator[int]:
    """By how many each part differs; a part that only one of them has differs by all in it."""
    parts = [
        {"events": cell.parts.events, "non_events": cell.parts.non_events, **cell.parts.beside}
        for cell in (before, after)
    ]
    for name in {**parts[0], **parts[1]}:
        one, other = (each.get(name) or 0 for each in parts)
        yield abs(one - other)


def _cell(indicator: Indicator, standing: Standing, at: ReportMoment) -> Cell:
    return line_of(indicator, standing.place, standing.period, at, internal=True).cell


def _rate(cell: Cell) -> Fraction:
    return Fraction(cell.parts.events or 0, cell.denominator or 1)


def _groups(indicator: Indicator, standing: Standing, at: ReportMoment) -> list[Groups]:
    """Of each stratum {group: (events, out of)}, in one query."""
    place = standing.place
    found = counts_by_each(DIVIDED_BY, indicator, place.family, at, standing.period.quarters, place.only)
    told: list[Groups] = []
    for stratum in DIVIDED_BY:
        events, out_of = Counter[str](), Counter[str]()
        for (where, _, value), counted in found[stratum.slug].items():
            if where not in place.members:
                continue
            for part, number in counted.items():
                events[value] += number if part.name == "event" else 0
                out_of[value] += number if part.name in ("event", "non_event") else 0
        told.append({value: (events[value], out_of[value]) for value in out_of if out_of[value]})
    return told


def _taken_together(first: Groups, second: Groups) -> tuple[Groups, Groups]:
    """The same with every group that is of 1 to k-1 people on either side taken together with the other such ones; and
    with the next smallest, as long as they are too few together.
    """
    k = settings.SMALLEST_NUMBER_SHOWN

    def fewest(names: list[str]) -> int:
        """Of the two sides, the smaller number of people in these groups that is not nobody."""
        sizes = [sum(side.get(name, (0, 0))[1] for name in names) for side in (first, second)]
        return min((size for size in sizes if size), default=k)

    by_size = sorted({**first, **second}, key=lambda name: (fewest([name]), name))
    together = [name for name in by_size if fewest([name]) < k]
    for name in by_size[len(together) :]:
        if not together or fewest(together) >= k:
            break
        together.append(name)
    return _merged(first, together), _merged(second, together)


def _merged(groups: Groups, names: list[str]) -> Groups:
    kept = {name: pair for name, pair in groups.items() if name not in names}
    gone = [pair for name, pair in groups.items() if name in names]
    if gone:
        kept[TOGETHER] = (sum(count for count, _ in gone), sum(out_of for _, out_of in gone))
    return kept
