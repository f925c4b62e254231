"""The plan as a version keeps it: plain values, in the order of the plan."""

import datetime
import json
from dataclasses import dataclass

from outcomes.freezing import frozen, thawed

from ..models import Measure, Partner, Plan, PlanVersion


@dataclass(frozen=True)
class PlannedMeasure:
    """A measure as the plan says it; the fields are those of `Measure`. key: of its row, by which figures are found.

    owner, owner_uuid: the partner by name, as it was called then, and by key.
    """

    key: int
    uuid: str
    title: str
    indicator: str
    definition: str
    unit: str
    good: str
    frequency: str
    owner: str
    baseline: float | None
    baseline_period: str
    target: float | None
    floor: float | None
    owner_uuid: str = ""

    def __str__(self) -> str:
        return self.title

    @property
    def is_entered(self) -> bool:
        """Whether a partner enters its figures; else reports publish them."""
        return not self.indicator

    def is_owned_by(self, partner: Partner) -> bool:
        """By key, so that a partner may be renamed; versions of before keys were kept name the owner alone."""
        return self.owner_uuid == str(partner.uuid) if self.owner_uuid else self.owner == partner.name


@dataclass(frozen=True)
class PlannedPriority:
    """A priority with its measures. position: its place in the plan. uuid: "" in versions of before it was kept."""

    position: int
    title: str
    why: str
    measures: tuple[PlannedMeasure, ...]
    uuid: str = ""

    def is_same_as(self, other: "PlannedPriority") -> bool:
        """However both are worded."""
        return self.uuid == other.uuid if self.uuid and other.uuid else self.title == other.title


@dataclass(frozen=True)
class Planned:
    """A whole plan."""

    title: str
    begins_on: datetime.date
    ends_on: datetime.date
    purpose: str
    priorities: tuple[PlannedPriority, ...]

    @property
    def measures(self) -> tuple[PlannedMeasure, ...]:
        return tuple(measure for priority in self.priorities for measure in priority.measures)


def as_it_stands(plan: Plan) -> Planned:
    """The plan as it is worked on now, in three queries."""
    measures: dict[int, list[PlannedMeasure]] = {}
    for measure in Measure.objects.of_plan(plan).with_plan():
        measures.setdefault(measure.priority_id, []).append(planned_of(measure))
    priorities = (
        PlannedPriority(each.position, each.title, each.why, tuple(measures.get(each.pk, ())), str(each.uuid))
        for each in plan.priorities.in_plan()
    )
    return Planned(plan.title, plan.begins_on, plan.ends_on, plan.purpose, tuple(priorities))


def planned_of(measure: Measure) -> PlannedMeasure:
    """A measure as it is worked on now."""

    def number(name: str) -> float | None:
        value = getattr(measure, name)
        return None if value is None else float(value)

    return PlannedMeasure(
        measure.pk, str(measure.uuid), measure.title, measure.indicator, measure.definition, measure.unit,
        measure.good, measure.frequency, str(measure.owner), number("baseline"), measure.baseline_period,
        number("target"), number("floor"), str(measure.owner.uuid),
    )  # fmt: skip


def as_text(planned: Planned) -> str:
    """JSON in the order in which it was written."""
    return json.dumps(frozen(planned), ensure_ascii=False)


def as_adopted(version: PlanVersion) -> Planned:
    """What a version said."""
    return read_content(version.content)


def read_content(text: str) -> Planned:
    """What `as_text` wrote."""
    planned: Planned = thawed(Planned, json.loads(text))
    return planned


def changes_of(version: PlanVersion) -> list[str]:
    """What a version changed, a sentence each."""
    changes: list[str] = json.loads(version.changes)
    return changes
