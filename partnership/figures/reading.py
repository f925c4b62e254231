"""The figures of measures: from published reports and from what partners entered, as everybody may read them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings

from outcomes.pages.words import SUPPRESSED
from outcomes.periods import period as period_named
from outcomes.rounding import rounded, rounded_count

from ..models import EnteredFigure, Measure, PublishedFigure
from ..states import Unit
from .value import Figure

TOO_FEW = f"{SUPPRESSED} Not shown: fewer than {{}} people"


def figures_of(measures: Iterable[Measure]) -> Mapping[int, tuple[Figure, ...]]:
    """{measure: its figures in the order of their periods}, by key; in two queries.

    Of a period that was published more than once, the report that stands; a withdrawn one where none stands, saying so.
    """
    by_measure: dict[int, dict[str, Figure]] = defaultdict(dict)
    wanted = {measure.pk: measure for measure in measures}
    for published in PublishedFigure.objects.of(wanted.values()).ever_published():
        by_measure[published.measure_id][published.snapshot.period] = _from_report(published)
    for entered in EnteredFigure.objects.of(wanted.values()):
        by_measure[entered.measure_id][entered.period] = _entered(wanted[entered.measure_id], entered)
    return {pk: _in_order(by_measure[pk].values()) for pk in wanted}


def _in_order(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(sorted(figures, key=lambda figure: (figure.period.ends_on, figure.period.is_year)))


def _from_report(row: PublishedFigure) -> Figure:
    """Later publications of a period come later, and take the place of former ones."""
    snapshot = row.snapshot
    return Figure(
        period=period_named(snapshot.period),
        value=row.value,
        unsaid=row.unsaid,
        source=source_of(snapshot),
        low=row.low,
        high=row.high,
        numerator=row.numerator,
        denominator=row.denominator,
        snapshot=snapshot.uuid,
        snapshot_number=snapshot.number,
        withdrawn=snapshot.because if snapshot.is_withdrawn else "",
    )


def source_of(snapshot: Any) -> str:
    """Where a figure of a report is from, with the report's version."""
    return f"Outcome report, {snapshot}"


def _entered(measure: Measure, row: EnteredFigure) -> Figure:
    """As everybody may read it. Of people, numbers are rounded as in reports; one below the smallest that is shown is
    kept back, and so is a share that rests on so few, on so few others, or on numbers that were not entered.
    """
    figure = Figure(
        period=period_named(row.period),
        value=None if row.value is None else float(row.value),
        unsaid=row.absent_because,
        source=row.source,
        numerator=row.numerator,
        denominator=row.denominator,
        note=row.note,
    )
    return _of_people(measure, figure) if measure.counts_people and figure.value is not None else figure


def _of_people(measure: Measure, figure: Figure) -> Figure:
    smallest = settings.SMALLEST_NUMBER_SHOWN
    people = _people(measure, figure)
    if not people or any(0 < number < smallest for number in people):
        return replace(
            figure, value=None, unsaid=TOO_FEW.format(smallest), numerator=None, denominator=None, hidden=True
        )
    value = figure.value or 0.0
    counted = measure.unit == Unit.COUNT
    return replace(
        figure,
        value=float(rounded_count(value))
        if counted
        else rounded(value, 2 if measure.unit == Unit.SHARE else 1),
        numerator=None if figure.numerator is None else rounded_count(figure.numerator),
        denominator=None if figure.denominator is None else rounded_count(figure.denominator),
    )


def _people(measure: Measure, figure: Figure) -> list[float]:
    """The numbers of people that the figure tells of or gives away; none where that cannot be known."""
    if measure.unit == Unit.COUNT:
        return [figure.value or 0.0]
    if figure.numerator is None or figure.denominator is None:
        return []
    return [figure.numerator, figure.denominator, figure.denominator - figure.numerator]


def entered_of(measure: Measure, period: str) -> EnteredFigure | None:
    """What a partner entered of one period."""
    return EnteredFigure.objects.of([measure]).filter(period=period).first()
