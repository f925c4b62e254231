"""What the page of an improvement action shows."""

from typing import Any

from django.urls import reverse

from foundation.design.dates import say_day, today
from foundation.lifecycle.transitions import can

from ..models import ImprovementAction
from ..plans.value import PlannedMeasure
from ..returns.marks import shown
from . import scope
from .effect import NO_PROOF, effect_of

TOLD = {"add": "Added", "begin": "Begun", "close": "Closed"}


def about(action: ImprovementAction, user: Any) -> dict[str, Any]:
    """Everything of one action; a fixed number of queries."""
    measure = scope.said_of_measures([action])[action.measure_id]
    effect = effect_of(action, measure, scope.figures_of_measure(action.measure), today())
    return {
        "action": action,
        "measure": measure,
        "facts": _facts(action, measure),
        "acts": acts(action, user),
        "turn": "It has ended." if not action.is_open else "It is with the partner.",
        "effect": effect,
        "rows": [(each, shown(each.rating)) for each in effect.rows],
        "no_proof": NO_PROOF,
        "progress": scope.progress_of(action),
        "predecessors": scope.predecessors_of(action),
        "events": _events(action),
    }


def acts(action: ImprovementAction, user: Any) -> list[dict[str, Any]]:
    """What the user can do with it now."""
    offered = [
        ("begin", "Begin it", "improvement_begin", "Somebody works on it.", False),
        (
            "report",
            "Report progress",
            "improvement_report",
            "Says how far it is, and where that can be checked.",
            True,
        ),
        ("close", "Close it", "improvement_close", "Done, partly, not done, or superseded by another.", True),
        (
            "close",
            "Replace it by a new one",
            "improvement_supersede",
            "Closes it and adds another at once.",
            True,
        ),
    ]
    return [
        {"label": label, "url": reverse(page, args=[action.uuid]), "needs": needs, "get": asks}
        for verb, label, page, needs, asks in offered
        if can(user, verb, action)
    ]  # fmt: skip


def _facts(action: ImprovementAction, measure: PlannedMeasure) -> list[tuple[str, str]]:
    facts = [
        ("Partner", str(action.partner)),
        ("Post that answers for it", action.owner),
        ("Measure", measure.title),
        ("What it takes", action.resource),
        ("What it should change", action.expected_effect),
        ("Added", say_day(action.added_on)),
        ("Due", say_day(action.due_on)),
    ]
    if action.closed_on:
        facts += [("Ended", say_day(action.closed_on)), ("What became of it", action.outcome)]
    return facts


def _events(action: ImprovementAction) -> list[dict[str, Any]]:
    return [
        {"title": TOLD[each.what], "at": each.recorded_at, "by": each.by}
        for each in scope.history_of(action)
        if each.what in TOLD
    ]
