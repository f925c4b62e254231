"""What the page of one measure says: every figure, where it is from, and how it stands."""

from typing import Any

from django.urls import reverse

from foundation.design.charts import rating_mark
from outcomes.pages.standing import RATINGS
from outcomes.pages.words import say_period

from ..plans.standing import AsRead
from ..plans.value import PlannedMeasure
from ..states import Frequency, Rating
from .course import DIRECTIONS, declared, direction_of, picture_of
from .rated import rating_of
from .reading import figures_of, public_figures_of
from .value import Figure
from .wording import say_counts, say_figure, say_interval_of, say_value


def about(read: AsRead, *, may_enter: bool) -> dict[str, Any]:
    """Everything the page shows of a measure as somebody reads it."""
    measure, figures = read.said, figures_of([read.row])[read.row.pk]
    public = public_figures_of([read.row])[read.row.pk] if measure.is_entered else figures
    return {
        "measure": measure,
        "read": read,
        "plan": read.plan,
        "facts": _facts(measure, figures),
        "rows": [
            _row(measure, figure, may_enter=may_enter) | {"awaits_pack": figure not in public}
            for figure in reversed(figures)
        ],
        "picture": picture_of(measure, figures),
        "direction": DIRECTIONS[direction_of(measure, figures)],
    }


def _facts(measure: PlannedMeasure, figures: tuple[Figure, ...]) -> list[tuple[str, str]]:
    of = declared(measure)
    better = "Higher is better" if measure.good == "up" else "Lower is better"
    return [
        ("What is counted", of.why if of else measure.definition),
        ("From", f"Outcome reports: {of.title}" if of else f"Entered by {measure.owner}"),
        ("Owner", measure.owner),
        ("Has a figure", Frequency(measure.frequency).label),
        ("Good direction", better),
        ("Baseline", _with_period(say_value(measure.unit, measure.baseline), measure.baseline_period)),
        ("Target", say_value(measure.unit, measure.target) or "None"),
        ("Floor", say_value(measure.unit, measure.floor) or "None"),
        ("Direction", DIRECTIONS[direction_of(measure, figures)]),
    ]


def _with_period(value: str, period: str) -> str:
    return f"{value}, {period}" if value else "None"


def _row(measure: PlannedMeasure, figure: Figure, *, may_enter: bool) -> dict[str, Any]:
    rating = rating_of(measure, figure)
    return {
        "period": say_period(figure.period),
        "figure": say_figure(measure.unit, figure),
        "interval": say_interval_of(measure.unit, figure),
        "counts": say_counts(figure),
        "rating": Rating(rating).label,
        "mark": rating_mark(RATINGS[rating]),
        "source": figure.source,
        "note": figure.note,
        "withdrawn": figure.withdrawn,
        "report_url": reverse("snapshot_detail", args=[figure.snapshot]) if figure.snapshot else "",
        "enter_url": reverse("figure_enter", args=[measure.uuid]) + f"?period={figure.period.label}"
        if may_enter and not figure.snapshot
        else "",
    }
