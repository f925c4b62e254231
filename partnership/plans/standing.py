"""The plan as it stands: what everybody but an officer reads, and what partners are rated by (decision 140)."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..models import Measure, Partner, Plan, PlanVersion
from .changes import changes_of_measure
from .value import Planned, PlannedMeasure, as_adopted, planned_of, read_content

LEFT_OUT = "It is left out."


@dataclass(frozen=True)
class Standing:
    """What a version of a plan says; `standing_of` gives the last."""

    version: PlanVersion

    @property
    def plan(self) -> Plan:
        return self.version.plan

    @cached_property
    def planned(self) -> Planned:
        return as_adopted(self.version)

    @cached_property
    def measures(self) -> Mapping[int, PlannedMeasure]:
        """By key, in the order of the plan."""
        return {measure.key: measure for measure in self.planned.measures}

    @cached_property
    def priorities(self) -> Mapping[int, str]:
        """{measure: the title of its priority}, by key."""
        return {measure.key: each.title for each in self.planned.priorities for measure in each.measures}

    def owned_by(self, partner: Partner) -> list[PlannedMeasure]:
        return [measure for measure in self.measures.values() if measure.is_owned_by(partner)]


@dataclass(frozen=True)
class AsRead:
    """A measure as somebody reads it. said: what the plan says of it; version: which says so, None of one that was
    never adopted and that officers alone read. is_lost: the plan that stands has it no longer.

    worked_on: for an officer, how the working copy differs, a sentence each.
    """

    row: Measure
    said: PlannedMeasure
    priority: str
    version: PlanVersion | None
    is_lost: bool = False
    worked_on: tuple[str, ...] = ()

    @property
    def plan(self) -> Plan:
        return self.row.priority.plan

    @property
    def plan_title(self) -> str:
        return as_adopted(self.version).title if self.version else self.plan.title


@dataclass(frozen=True)
class Named:
    """A plan in a list: its title and days as adopted; of one that never was, as they are worked on."""

    plan: Plan
    title: str
    begins_on: datetime.date
    ends_on: datetime.date


def named(plans: Iterable[Plan]) -> list[Named]:
    """In the order given; in one query."""
    rows = list(plans)
    said = {each.plan_id: as_adopted(each) for each in PlanVersion.objects.standing().filter(plan__in=rows)}
    found = [(plan, said.get(plan.pk, plan)) for plan in rows]
    return [Named(plan, of.title, of.begins_on, of.ends_on) for plan, of in found]


def standing_of(plan: Plan) -> Standing | None:
    """The plan as it was adopted last; None before it was."""
    version = PlanVersion.objects.standing().with_plan().filter(plan=plan).first()
    return Standing(version) if version else None


def owners_among(partners: Iterable[Any]) -> Iterator[tuple[Any, list[PlannedMeasure]]]:
    """Each of the partners that owns measures of the plan that stands, with these. They come `with_plan_during`."""
    known: dict[str, Planned] = {}
    for partner in partners:
        if partner.agreed is None:
            continue
        if partner.agreed not in known:
            known[partner.agreed] = read_content(partner.agreed)
        planned = known[partner.agreed]
        if owned := [measure for measure in planned.measures if measure.is_owned_by(partner)]:
            yield partner, owned


def said_of(measures: Iterable[Measure]) -> dict[int, PlannedMeasure]:
    """{measure: what the plan that stands says of it}, by key; in two queries at most.

    Of one that the plan has lost, what the last version said that had it; of one that was never adopted, what is being
    worked on. The rows come with their priority and owner.
    """
    wanted = {measure.pk: measure for measure in measures}
    versions = PlanVersion.objects.filter(plan__in={each.priority.plan_id for each in wanted.values()})
    found = _among(versions.standing(), wanted)
    if len(found) < len(wanted):
        found = _among(versions.order_by("number"), wanted) | found
    return {key: found[key] if key in found else planned_of(row) for key, row in wanted.items()}


def _among(versions: Iterable[PlanVersion], wanted: Mapping[int, Measure]) -> dict[int, PlannedMeasure]:
    """Later versions come later, and take the place of former ones."""
    return {
        key: measure
        for version in versions
        for key, measure in Standing(version).measures.items()
        if key in wanted
    }


def as_read(row: Measure, *, keeps: bool) -> AsRead | None:
    """How somebody reads a measure; None where nobody but officers may. keeps: whether an officer reads it."""
    plan, is_lost = row.priority.plan, False
    for version in plan.versions.all():  # the newest first
        standing = Standing(version)
        if said := standing.measures.get(row.pk):
            worked_on = _worked_on(row, said) if keeps and not is_lost else ()
            return AsRead(row, said, standing.priorities[row.pk], version, is_lost, worked_on)
        is_lost = True
    return AsRead(row, planned_of(row), row.priority.title, None) if keeps else None


def _worked_on(row: Measure, said: PlannedMeasure) -> tuple[str, ...]:
    return (LEFT_OUT,) if row.superseded_at else tuple(changes_of_measure(said, planned_of(row)))


def owner_of(measure: Measure) -> Partner:
    """The partner that owns a measure in the plan that stands; of one never adopted, the owner that is meant."""
    said = said_of([measure])[measure.pk]
    partners = measure.priority.plan.partnership.partners.select_related("partnership__team", "team")
    return next((each for each in partners if said.is_owned_by(each)), measure.owner)
