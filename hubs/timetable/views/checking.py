"""A form, the page that says what it would do, and the button that does it: one address for all three."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from foundation.accounts.requests import SignedInRequest
from foundation.audit import trail

from .. import planning
from ..actions import PlanChanged
from ..clashes import say_slot
from ..planning import Plan
from ..recurrence import RuleRefused

OWN = {"csrfmiddlewaretoken", "seen", "confirm", "back"}
# The same words for all: which of the two it is may hang on bookings that the reader may not know of.
GOES = "Goes, or is called off"
CHECK = "hubs/timetable/rule_check.html"


def checked(
    request: SignedInRequest,
    form: forms.Form,
    *,
    plan: Callable[[], Plan],
    act: Callable[[str], HttpResponse],
    template: str,
    context: Mapping[str, Any],
) -> HttpResponse:
    """Ask, show what it does, then do it: what was typed travels in hidden fields of the page between.

    plan: what the form would do. act: does it, given the fingerprint of what was read. A plan that has changed since is
    shown again, as a conflict; what the rules refuse stands at its field.
    """
    if form.is_valid() and "back" not in request.POST:
        try:
            if "confirm" in request.POST:
                return act(request.POST.get("seen", ""))
            return _page(request, plan(), context)
        except PlanChanged as changed:
            return _page(request, changed.plan, {**context, "changed": str(changed)}, status=409)
        except RuleRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    return render(request, template, {**context, "form": form})


def _page(
    request: SignedInRequest, plan: Plan, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Names, and even numbers, only of those whom the reader may know of."""
    told = planning.told(plan)
    trail.shown(request, told["rows"], purpose="timetable")
    names: dict[int, list] = {}
    for booking in told["rows"]:
        names.setdefault(booking.session_id, []).append(booking.person)
    sent = [(name, value) for name, values in request.POST.lists() if name not in OWN for value in values]
    return render(
        request, CHECK,
        {**context, "plan": plan, "told": told, "lines": _lines(plan, names), "sent": sent},
        status=status,
    )  # fmt: skip


def _lines(plan: Plan, names: Mapping[int, list]) -> list[dict[str, Any]]:
    """One for each session that moves, changes or goes, in order."""
    found = [
        {
            "session": move.session,
            "what": "Moves",
            "to": say_slot(move.to),
            "people": names.get(move.session.pk, []),
        }
        for move in plan.moved
    ]
    found += [{"session": move.session, "what": "Changes", "to": "", "people": []} for move in plan.altered]
    found += [
        {"session": session, "what": GOES, "to": "", "people": names.get(session.pk, [])}
        for session in plan.removed
    ]
    return sorted(found, key=lambda line: line["session"].starts_at)
