"""The plan, its measures and their figures: who opens which address."""

from typing import Any

from tests.factories.partnership import (
    EnteredFigureFactory,
    MeasureFactory,
    PlanFactory,
    PlanVersionFactory,
    PriorityFactory,
)

from ..actors import IN_PARTNERSHIP, OFFICERS, PARTNERS, READS_PLAN, elsewhere
from ..rows import ACT, FORM, Kwargs, Row, of


def of_priority(things: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": things["plan_priority"].uuid}


def by_officer(kwargs: Kwargs, **more: Any) -> Row:
    return Row(OFFICERS, elsewhere(OFFICERS), kwargs, **more)


def of_partnership(things: dict[str, Any]) -> dict[str, Any]:
    return {"slug": things["partnership"].slug}


def of_version(things: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": things["adopted_plan"].uuid, "number": things["plan_version"].number}


ROWS: dict[str, Row] = {
    "partnership_home": Row(IN_PARTNERSHIP | elsewhere(IN_PARTNERSHIP) | {"administrator"}, get=(200, 302)),
    "partnership_found": Row({"administrator"}, post=FORM),
    "partnership_detail": Row(IN_PARTNERSHIP, elsewhere(IN_PARTNERSHIP), of_partnership),
    "partnership_partner_create": by_officer(of_partnership, post=FORM),
    "partnership_partner_change": by_officer(of("partner_of_it"), post=FORM),
    "partnership_plan_create": by_officer(of_partnership, post=FORM),
    "partnership_plan_detail": Row(IN_PARTNERSHIP, elsewhere(IN_PARTNERSHIP), of("adopted_plan")),
    "partnership_plan_version": Row(IN_PARTNERSHIP, elsewhere(IN_PARTNERSHIP), of_version),
    "partnership_plan_work": by_officer(of("drafted_plan")),
    "partnership_plan_change": by_officer(of("drafted_plan"), post=FORM),
    "partnership_plan_adopt": by_officer(of("drafted_plan"), post=FORM),
    "partnership_plan_abandon": by_officer(of("drafted_plan"), get=(200, 409), post=FORM),
    "partnership_priority_create": by_officer(of("drafted_plan"), post=FORM),
    "partnership_priority_change": by_officer(of_priority, post=FORM),
    "partnership_priority_drop": by_officer(of_priority, post=FORM),
    "partnership_priority_raise": by_officer(of_priority, get=None, post=ACT),
    "measure_create": by_officer(of_priority, post=FORM),
    "measure_detail": Row(READS_PLAN, elsewhere(READS_PLAN), of("plan_measure")),
    "measure_change": by_officer(of("plan_measure"), post=FORM),
    "measure_drop": by_officer(of("plan_measure"), post=FORM),
    "figure_enter": Row(
        OFFICERS | PARTNERS, elsewhere(OFFICERS | PARTNERS), of("entered_measure"), post=FORM
    ),
}


def things(world: Any) -> dict[str, Any]:
    """An adopted plan with a measure of reports and one that the partner enters, and the draft of the next plan."""
    partnership, partner = world.things["partnership"], world.things["partner_of_it"]
    adopted = PlanFactory(partnership=partnership, state="adopted")
    priority = PriorityFactory(plan=adopted)
    later = PlanFactory(
        partnership=partnership, title="The next", begins_on="2027-04-01", ends_on="2030-03-31"
    )
    entered = MeasureFactory(priority=priority, owner=partner, entered=True)
    EnteredFigureFactory(measure=entered)
    measure = MeasureFactory(priority=priority, owner=partner)
    return {
        "adopted_plan": adopted,
        "plan_version": _version(adopted),
        "plan_measure": measure,
        "entered_measure": entered,
        "drafted_plan": later,
        "plan_priority": PriorityFactory(plan=later),
    }


def _version(plan: Any) -> Any:
    return PlanVersionFactory(plan=plan, number=1)
