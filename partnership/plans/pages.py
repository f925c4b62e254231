"""What the pages of a plan say: the plan on a page, and what a version changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from foundation.design.charts import Scene, rating_mark
from outcomes.pages.standing import LEGEND, RATINGS
from outcomes.pages.words import say_period_short

from ..figures.course import DIRECTIONS, direction_of
from ..figures.rated import rating_of, shown_of
from ..figures.reading import figures_of, public_figures_of
from ..figures.value import Figure
from ..figures.wording import say_counts, say_figure, say_interval_of, say_value
from ..models import Measure, Plan, PlanVersion
from ..states import Frequency, Rating
from .lost import would_change
from .readiness import what_a_plan_lacks
from .value import Planned, PlannedMeasure, as_adopted, as_it_stands, changes_of


@dataclass(frozen=True)
class MeasureRow:
    """A measure as the plan on a page shows it: where it began, where it stands, what was agreed."""

    measure: PlannedMeasure
    figures: tuple[Figure, ...]

    @cached_property
    def figure(self) -> Figure | None:
        """The one that stands for the measure now."""
        return shown_of(self.figures)

    @property
    def rating(self) -> Rating:
        return rating_of(self.measure, self.figure)

    @property
    def mark(self) -> Scene:
        return rating_mark(RATINGS[self.rating])

    @property
    def is_told(self) -> bool:
        """Whether there is a number, and not why there is none."""
        return self.figure is not None and self.figure.is_told

    @property
    def now(self) -> str:
        return say_figure(self.measure.unit, self.figure)

    @property
    def interval(self) -> str:
        return say_interval_of(self.measure.unit, self.figure) if self.figure else ""

    @property
    def counts(self) -> str:
        return say_counts(self.figure) if self.figure else ""

    @property
    def period(self) -> str:
        return say_period_short(self.figure.period) if self.figure else ""

    @property
    def later(self) -> Figure | None:
        """A newer period of which there is no figure: what cannot yet be said."""
        newest = next(reversed(self.figures), None)
        return newest if newest is not self.figure else None

    @property
    def later_words(self) -> str:
        later = self.later
        return f"{say_period_short(later.period)}: {say_figure(self.measure.unit, later)}" if later else ""

    @property
    def baseline(self) -> str:
        return say_value(self.measure.unit, self.measure.baseline)

    @property
    def target(self) -> str:
        return say_value(self.measure.unit, self.measure.target)

    @property
    def floor(self) -> str:
        return say_value(self.measure.unit, self.measure.floor)

    @property
    def direction(self) -> str:
        return DIRECTIONS[direction_of(self.measure, self.figures)]

    @property
    def better(self) -> str:
        return "higher is better" if self.measure.good == "up" else "lower is better"

    @property
    def frequency(self) -> str:
        return Frequency(self.measure.frequency).label.lower()

    @property
    def url(self) -> str:
        return reverse("measure_detail", args=[self.measure.uuid])


def rows_of(planned: Planned, *, public: bool = False) -> Mapping[str, MeasureRow]:
    """{uuid: row} of every measure of a plan, in a fixed number of queries; those the plan has lost since keep their
    figures. public: with what everybody reads of what partners entered.
    """
    measures = Measure.versions.filter(pk__in=[each.key for each in planned.measures])
    figures = public_figures_of(measures) if public else figures_of(measures)
    return {each.uuid: MeasureRow(each, figures.get(each.key, ())) for each in planned.measures}


def by_priority(planned: Planned, *, public: bool = False) -> Iterator[tuple[Any, list[MeasureRow]]]:
    """Each priority with its rows."""
    rows = rows_of(planned, public=public)
    for priority in planned.priorities:
        yield priority, [rows[measure.uuid] for measure in priority.measures]


def counted(rows: Sequence[MeasureRow]) -> list[tuple[Scene, str, int]]:
    """How many measures have each rating: (mark, words, number)."""
    return [
        (rating_mark(RATINGS[rating]), rating.label, sum(row.rating == rating for row in rows))
        for rating in Rating
    ]


def as_worked_on(plan: Plan, standing: PlanVersion | None) -> dict[str, Any]:
    """The plan as it is worked on, with what would change since the version that stands, and what is missing."""
    planned = as_it_stands(plan)
    return _page(plan, planned) | {
        "standing": standing,
        "would_change": would_change(plan, as_adopted(standing), planned) if standing else [],
        "missing": what_a_plan_lacks(planned),
    }


def on_a_page(plan: Plan, version: PlanVersion, *, public: bool = False) -> dict[str, Any]:
    """The plan as a version says it, with what that changed. public: as everybody reads it."""
    page = _page(plan, as_adopted(version), public=public)
    return page | {"version": version, "changes": changes_of(version)}


def _page(plan: Plan, planned: Planned, *, public: bool = False) -> dict[str, Any]:
    priorities = list(by_priority(planned, public=public))
    return {
        "plan": plan,
        "planned": planned,
        "priorities": priorities,
        "counted": counted([row for _, rows in priorities for row in rows]),
        "legend": [(rating_mark(rating), rating, words) for rating, words in LEGEND],
    }
