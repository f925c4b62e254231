"""What the partnership does when a report is published or taken back."""

from typing import Any

from ..models import Measure
from ..querysets.plans import MeasureQuerySet
from . import notices, taking


def take_figures(*, by: Any, snapshot: Any) -> None:
    """The measures of the area's plans take their figures from it, and keep which report it was."""
    if snapshot.kind == "area":
        taking.take(snapshot, _fed_by(snapshot))


def tell_of_withdrawal(*, by: Any, snapshot: Any) -> None:
    """The officers of the partnership whose measures rested on it are told; the measures say that it was withdrawn."""
    if snapshot.kind == "area":
        rested = [measure for measure in _fed_by(snapshot) if taking.feeds(snapshot, measure)]
        notices.tell_withdrawn(snapshot, rested)


def _fed_by(snapshot: Any) -> MeasureQuerySet:
    """Measures that officers have left out too: the plan that stands may still have them."""
    return Measure.objects.all().with_those_left_out().fed_by_reports_of(snapshot.place).with_plan()
