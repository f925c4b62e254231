"""The summary as it is read by the practitioner, and printed."""

from typing import Any

from foundation.design.dates import say_day
from hubs.states import CAME, Mark
from pathways.models import Goal, MilestoneClaim, Plan
from pathways.states import ClaimState, PlannedState

from .. import scope
from ..models import Need, Referral

NOT_EXPECTED = (Mark.NOT_EXPECTED, "")


def about(referral: Referral) -> dict[str, Any]:
    """Everything on it; five queries, however long the support was. Of a completed referral."""
    needs = scope.needs_of(referral)
    return {
        "needs": needs,
        "score": _score(needs),
        "support": [
            ("Hub", str(referral.hub)),
            ("Key worker", str(referral.key_worker or "")),
            ("Support", _lasted(referral)),
            ("Sessions", _sessions(referral)),
        ],
        "milestones": _milestones(referral),
        "goals": _goals(referral),
    }


def _lasted(referral: Referral) -> str:
    days = (referral.started_on, referral.ended_on)
    return " to ".join(say_day(day) for day in days if day)


def _score(needs: list[Need]) -> str:
    """1.5 of 3: achieved counts 1, partly 0.5, not 0."""
    said = [need.worth for need in needs if need.outcome]
    return f"{sum(said):g} of {len(said)}" if said else ""


def _sessions(referral: Referral) -> str:
    """Came to 9 of 11: without those that the person had told us about beforehand."""
    marks = scope.sessions_of(referral).exclude(mark__in=NOT_EXPECTED)
    found = list(marks.values_list("mark", flat=True))
    came = sum(mark in CAME for mark in found)
    return f"Came to {came} of {len(found)}" if found else "None in the register"


def _milestones(referral: Referral) -> list[MilestoneClaim]:
    """Verified, and reached while support lasted."""
    days = (referral.started_on, referral.ended_on)
    claims = MilestoneClaim.objects.filter(
        person=referral.person_id, state=ClaimState.VERIFIED, reached_on__range=days
    )
    return list(claims.select_related("pathway").order_by("reached_on", "id"))


def _goals(referral: Referral) -> list[Goal]:
    """Of the plan that stood last: those reached, then those left open."""
    plan = Plan.objects.filter(person=referral.person_id).order_by("-made_on", "-pk")[:1]
    goals = Goal.objects.filter(plan__in=list(plan)).exclude(state=PlannedState.NO_LONGER_NEEDED)
    return sorted(goals, key=lambda goal: (goal.is_open, goal.pk))
