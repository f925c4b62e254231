"""The whole matrix of the machines of a plan, a goal and a step, against a table written out here by hand."""

import pytest

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle.transitions import WrongState, machine_of, perform
from pathways.models import Goal, Plan, Step
from tests.factories.accounts import UserFactory
from tests.factories.pathways_plans import GoalFactory, PlanFactory, StepFactory
from tests.pathways.days import TODAY
from tests.pathways.plans.asking import month

pytestmark = pytest.mark.django_db

STAFF = {"hub_worker", "hub_manager"}
OVER = {"done", "no_longer_needed"}
PLANNED = {
    "change": ({"open"}, None),
    "finish": ({"open"}, "done"),
    "drop": ({"open"}, "no_longer_needed"),
    "open_again": (OVER, "open"),
}
# model: verb: (from, to; None stays, whether the system may)
TABLES = {
    Plan: {
        "review": ({"live"}, None, False),
        "end": ({"live"}, "ended", True),
        "reopen": ({"ended"}, "live", True),
    },
    Goal: {verb: (*line, False) for verb, line in PLANNED.items()},
    Step: {verb: (*line, False) for verb, line in PLANNED.items()},
}
NEEDS = {
    (Plan, "review"): {"on": TODAY},
    (Goal, "change"): {"said": "A flat near my mother", "pathway": None},
    (Step, "change"): {"said": "Ring her", "owner": "person", "partner": "", "due_month": month(1)},
    (Goal, "finish"): {"on": TODAY},
    (Step, "finish"): {"on": TODAY},
    (Goal, "drop"): {"on": TODAY, "because": "Moved away"},
    (Step, "drop"): {"on": TODAY, "because": "Moved away"},
}
FACTORIES = {Plan: PlanFactory, Goal: GoalFactory, Step: StepFactory}
LINES = [(model, verb) for model, table in TABLES.items() for verb in table]


@pytest.mark.parametrize("model", TABLES)
def test_the_machine_has_these_verbs_and_no_other(model):
    assert {rule.verb for rule in machine_of(model)} == set(TABLES[model])


@pytest.mark.parametrize("role", [*Role.values, "system"])
@pytest.mark.parametrize(("model", "verb"), LINES)
def test_the_matrix(hub, person, model, verb, role):
    by = None if role == "system" else UserFactory(role=role, teams=[hub.team])
    sources, target, by_system = TABLES[model][verb]
    for state in model._meta.get_field("state").flatchoices:
        made = made_in(model, person, state[0])
        came = attempt(made, verb, by)
        may = by_system if by is None else role in STAFF
        assert came == ("not_you" if not may else "moved" if state[0] in sources else "not_now")
        made.refresh_from_db()
        assert made.state == (target if came == "moved" and target else state[0])
        Plan.objects.filter(person=person).update(superseded_at="2026-01-01T00:00Z")


def made_in(model, person, state):
    if model is Plan:
        return PlanFactory(person=person, state=state)
    plan = PlanFactory(person=person)
    return GoalFactory(plan=plan, state=state) if model is Goal else StepFactory(goal__plan=plan, state=state)


def attempt(thing, verb, by):
    try:
        perform(thing, verb, by=by, **NEEDS.get((type(thing), verb), {}))
    except NotYou:
        return "not_you"
    except WrongState:
        return "not_now"
    return "moved"
