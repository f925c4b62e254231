"""Why officers left something out of the plan: what they typed is told with the version that lost it."""

from typing import Any

from foundation.lifecycle import events

from ..models import Measure, Plan, Priority
from .changes import changes_between, lost_between
from .value import Planned

LEFT_OUT = "left_out"


def would_change(plan: Plan, former: Planned, new: Planned) -> list[str]:
    """What another version changes, a sentence each, with why something was left out."""
    return changes_between(former, new, _reasons(plan, former, new))


def _reasons(plan: Plan, former: Planned, new: Planned) -> dict[str, str]:
    priorities, measures = lost_between(former, new)
    lost: tuple[list[Any], ...] = (
        list(Priority.objects.filter(plan=plan, uuid__in=[each.uuid for each in priorities if each.uuid])),
        list(Measure.versions.filter(pk__in=[each.key for each in measures])),
    )
    found = {}
    for rows in lost:
        uuids = {row.pk: str(row.uuid) for row in rows}
        for event in events.of_all(rows).filter(what=LEFT_OUT).order_by("pk"):
            found[uuids[event.subject_id]] = event.why
    return found
