"""The figures of the plan that stands, a row each, for everybody."""

from collections.abc import Iterator

from ..figures.rated import rating_of
from ..models import PlanVersion
from ..packs.files import COLUMNS
from ..plans.pages import rows_of as measures_of
from ..plans.value import as_adopted
from ..states import Unit

__all__ = ["COLUMNS", "rows_of"]


def rows_of(version: PlanVersion) -> Iterator[tuple[object, ...]]:
    """Every figure of the plan's measures that a report or a pack has published; a share as a fraction."""
    planned = as_adopted(version)
    rows = measures_of(planned, public=True)
    for priority in planned.priorities:
        for measure in priority.measures:
            for each in rows[measure.uuid].figures:
                told = (each.value, each.low, each.high, each.numerator, each.denominator)
                yield (
                    priority.title, measure.title, measure.owner, Unit(measure.unit).label, each.period.label,
                    *("" if number is None or each.withdrawn else number for number in told),
                    each.maturity if each.is_told else "", rating_of(measure, each).label, each.unsaid,
                    each.withdrawn, each.source,
                )  # fmt: skip
