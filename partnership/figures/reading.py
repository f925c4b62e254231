"""The figures of measures: from published reports and from what partners entered, as everybody may read them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from outcomes.periods import period as period_named

from ..models import EnteredFigure, Measure, PublishedFigure
from . import control
from .told import Built, Entered, entered_in
from .value import Figure


def figures_of(measures: Iterable[Measure]) -> Mapping[int, tuple[Figure, ...]]:
    """{measure: its figures in the order of their periods}, by key, as those read them who work on them; in two
    queries, and in two more where figures of people are entered.

    Of a period that was published more than once, the report that stands; a withdrawn one where none stands, saying so.
    """
    wanted = {measure.pk: measure for measure in measures}
    beside = wanted_and_beside(wanted)
    of_people = {pk for pk, measure in beside.items() if measure.counts_people}
    return _figures(wanted, beside, entered_in(beside, with_packs_of=of_people), Entered.now)


def public_figures_of(measures: Iterable[Measure]) -> Mapping[int, tuple[Figure, ...]]:
    """As `figures_of`, as everybody reads them: of what partners entered, what published packs have told, and kept back
    as they did.
    """
    wanted = {measure.pk: measure for measure in measures}
    beside = wanted_and_beside(wanted)
    return _figures(wanted, beside, entered_in(beside, with_packs_of=beside), Entered.told)


def wanted_and_beside(wanted: Mapping[int, Measure]) -> Mapping[int, Measure]:
    """With the measures of people whose sums may be figures of these: entered ones of the same partnership."""
    of = {each.priority_id for each in wanted.values() if each.is_entered and each.counts_people}
    if not of:
        return wanted
    entered = Measure.versions.filter(indicator="", counts_people=True)
    theirs = entered.filter(priority__plan__partnership__plans__priorities__in=of).distinct()
    return {each.pk: each for each in theirs} | dict(wanted)


def _figures(
    wanted: Mapping[int, Measure],
    beside: Mapping[int, Measure],
    entered: Iterable[Entered],
    which: Callable[[Entered], Iterable[tuple[Built | None, EnteredFigure]]],
) -> Mapping[int, tuple[Figure, ...]]:
    by_measure: dict[int, dict[str, Figure]] = defaultdict(dict)
    for published in PublishedFigure.objects.of(wanted.values()).ever_published():
        by_measure[published.measure_id][published.snapshot.period] = _from_report(published)
    for each in entered:
        kept = control.kept_back(beside, each)
        for pack, row in which(each):
            if row.measure_id in wanted:
                is_kept = row.pk in kept.get(pack, ())
                figure = control.figure_of(wanted[row.measure_id], row, is_kept_back=is_kept)
                by_measure[row.measure_id][row.period] = figure
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
        maturity=row.maturity,
    )


def source_of(snapshot: Any) -> str:
    """Where a figure of a report is from, with the report's version."""
    return f"Outcome report, {snapshot}"


def entered_of(measure: Measure, period: str) -> EnteredFigure | None:
    """What a partner entered of one period."""
    return EnteredFigure.objects.of([measure]).filter(period=period).first()
