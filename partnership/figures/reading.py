"""The figures of measures: from published reports and from what partners entered, as everybody may read them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from outcomes.pages.words import SUPPRESSED
from outcomes.periods import period as period_named

from ..models import EnteredFigure, Measure, PublishedFigure
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
        source=f"Outcome report, {snapshot}",
        low=row.low,
        high=row.high,
        numerator=row.numerator,
        denominator=row.denominator,
        snapshot=snapshot.uuid,
        snapshot_number=snapshot.number,
        withdrawn=snapshot.because if snapshot.is_withdrawn else "",
    )


def _entered(measure: Measure, row: EnteredFigure) -> Figure:
    """A number of people below the smallest that is shown is kept back, and so is a share that rests on so few."""
    smallest = settings.SMALLEST_NUMBER_SHOWN
    few = measure.counts_people and any(
        0 < number < smallest for number in _people(measure, row) if number is not None
    )
    return Figure(
        period=period_named(row.period),
        value=None if few or row.value is None else float(row.value),
        unsaid=TOO_FEW.format(smallest) if few else row.absent_because,
        source=row.source,
        numerator=None if few else row.numerator,
        denominator=None if few else row.denominator,
        note=row.note,
        hidden=few,
    )


def _people(measure: Measure, row: EnteredFigure) -> list[Any]:
    counted = [row.value] if measure.unit == "count" else []
    rest = None if row.numerator is None or row.denominator is None else row.denominator - row.numerator
    return [*counted, row.numerator, row.denominator, rest]


def entered_of(measure: Measure, period: str) -> EnteredFigure | None:
    """What a partner entered of one period."""
    return EnteredFigure.objects.of([measure]).filter(period=period).first()
