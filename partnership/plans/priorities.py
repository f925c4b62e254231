"""The priorities of a plan that is worked on: added, worded anew, moved, left out."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from foundation.design.dates import today
from foundation.lifecycle import events, facts
from foundation.lifecycle.meanwhile import ask_whether_unchanged
from foundation.lifecycle.transitions import Refused

from ..models import Measure, Plan, Priority
from .held import held_to_keep
from .lost import LEFT_OUT


@transaction.atomic
def put_priority(
    plan: Plan, *, by: Any, title: str, why: str, of: Priority | None = None, seen_as: str = ""
) -> Priority:
    """Add a priority at the end, or word one (`of`) anew; seen_as: the words of it that its writer had read.

    Raises NotYou, ChangedMeanwhile, and Refused for a title that is taken or a priority that was left out.
    """
    held, title = held_to_keep(plan, by), title.strip()
    priority = _held(of, seen_as) if of else Priority(plan=held, position=_last_of(held) + 1)
    if held.priorities.in_plan().filter(title=title).exclude(pk=priority.pk).exists():
        raise Refused(f"The plan has a priority “{title}” already.")
    priority.title, priority.why = title, why.strip()
    priority.save()
    events.write([events.entry(priority, "worded" if of else "added", by=by)])
    return priority


@transaction.atomic
def leave_out(priority: Priority, *, by: Any, because: str, seen_as: str = "") -> None:
    """Take a priority out of the plan with its measures; their figures stay, and the next version says that the plan
    lost them, and why. Raises as `put_priority`.
    """
    held_to_keep(priority.plan, by)
    standing = _held(priority, seen_as)
    facts.set_all_aside(list(Measure.objects.filter(priority=standing)), by=by, what=LEFT_OUT, words=because)
    standing.left_out_on = today()
    standing.save()
    events.write([events.entry(standing, LEFT_OUT, by=by, words=because)])


@transaction.atomic
def move_up(priority: Priority, *, by: Any) -> None:
    """Put a priority before the one that stands above it; the first stays. Raises as `put_priority`."""
    plan = held_to_keep(priority.plan, by)
    standing = _held(priority, "")
    above = plan.priorities.in_plan().filter(position__lt=standing.position).order_by("-position").first()
    if above is None:
        return
    places = above.position, standing.position
    for row, place in ((above, _last_of(plan) + 1), (standing, places[0]), (above, places[1])):
        row.position = place  # by way of a free place: no two are ever in one
        row.save()
    events.write([events.entry(standing, "moved", by=by)])


def _held(priority: Priority, seen_as: str) -> Priority:
    """As it stands; the plan is held already."""
    standing = Priority.objects.in_plan().filter(pk=priority.pk).first()
    if standing is None:
        raise Refused(f"The priority “{priority}” was left out of the plan meanwhile.")
    ask_whether_unchanged(standing, seen_as)
    return standing


def _last_of(plan: Plan) -> int:
    return plan.priorities.in_plan().aggregate(last=Max("position"))["last"] or 0
