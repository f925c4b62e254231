"""What the partnership does when a report is published or taken back."""

from typing import Any

from ..models import Measure
from . import notices, taking


def take_figures(*, by: Any, snapshot: Any) -> None:
    """The measures of the area's plans take their figures from it, and keep which report it was."""
    if snapshot.kind == "area":
        taking.take(snapshot, Measure.objects.fed_by_reports_of(snapshot.place).with_plan())


def tell_of_withdrawal(*, by: Any, snapshot: Any) -> None:
    """The officers of the partnership whose measures rested on it are told; the measures say that it was withdrawn."""
    if snapshot.kind == "area":
        measures = Measure.objects.fed_by_reports_of(snapshot.place).with_plan()
        rested = [measure for measure in measures if taking.feeds(snapshot, measure)]
        notices.tell_withdrawn(snapshot, rested)
