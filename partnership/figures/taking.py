"""Taking the figures of measures from published reports (outcomes: section 5)."""

from collections.abc import Iterable, Iterator

from outcomes.freezing import CannotThaw
from outcomes.models import Snapshot
from outcomes.pages.rows import Row
from outcomes.periods import period as period_named
from outcomes.publishing.pages import frozen_whole
from outcomes.whole import WholeReport

from ..models import Measure, PublishedFigure
from ..states import Frequency

OF_A_FORMER_VERSION = "The report was made by a former version of this product; read the figure there."
NOT_IN_THE_REPORT = "The report does not hold this indicator."


def feeds(snapshot: Snapshot, measure: Measure) -> bool:
    """Whether the report is of the measure's area and of the length of period that it is followed by."""
    is_year = period_named(snapshot.period).is_year
    return (
        snapshot.kind == "area"
        and snapshot.place == measure.priority.plan.partnership.area.name
        and is_year == (measure.frequency == Frequency.YEARLY)
    )


def take(snapshot: Snapshot, measures: Iterable[Measure]) -> list[PublishedFigure]:
    """Keep what the report says of each measure that it feeds; what was taken already stays as it is."""
    fed = [measure for measure in measures if feeds(snapshot, measure)]
    if not fed:
        return []
    return PublishedFigure.objects.bulk_create(_said(snapshot, fed), ignore_conflicts=True)


def take_all(measures: Iterable[Measure]) -> None:
    """What every report published so far says of measures that are new to the plan."""
    wanted = [measure for measure in measures if measure.indicator]
    places = {measure.priority.plan.partnership.area.name for measure in wanted}
    for place in sorted(places):
        for snapshot in Snapshot.objects.of("area", place).ever_published().with_content():
            take(snapshot, wanted)


def _said(snapshot: Snapshot, measures: list[Measure]) -> Iterator[PublishedFigure]:
    try:
        whole = frozen_whole(snapshot)
    except CannotThaw:
        whole = None
    for measure in measures:
        yield PublishedFigure(measure=measure, snapshot=snapshot, **_numbers(whole, measure.indicator))


def _numbers(whole: WholeReport | None, slug: str) -> dict[str, object]:
    """The figure as the report shows it, or why it shows none."""
    if whole is None:
        return {"unsaid": OF_A_FORMER_VERSION}
    try:
        line = whole.report.line(slug)
    except LookupError:
        return {"unsaid": NOT_IN_THE_REPORT}
    row, cell = Row(line, whole.report.period, whole.report.as_at, decimals=0), line.cell
    if not row.has_figure or row.is_few:
        return {"unsaid": row.not_yet or f"{row.rate} {row.why_none}".strip()}
    return {
        "value": cell.value,
        "low": cell.low,
        "high": cell.high,
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "maturity": cell.maturity,
    }
