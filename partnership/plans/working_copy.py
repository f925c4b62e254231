"""The plan as officers work on it, all of it: which version of it somebody had before them who adopts it."""

from dataclasses import dataclass

from foundation.lifecycle import events
from foundation.lifecycle.meanwhile import ChangedMeanwhile
from foundation.lifecycle.models import Event

from ..models import Measure, Plan, Priority
from ..models.seen import seen_as
from .value import Planned, as_text


@dataclass(frozen=True)
class WorkingCopy:
    """A plan with what it says."""

    plan: Plan
    planned: Planned

    @property
    def seen_as(self) -> str:
        """What a form sends back, to say what would be adopted."""
        return seen_as(as_text(self.planned))


def ask_whether_read(copy: WorkingCopy, seen: str) -> None:
    """Raise ChangedMeanwhile unless it says what its reader had before them; "" is of a caller that shows no page."""
    if seen and copy.seen_as != seen:
        raise ChangedMeanwhile(copy, _last_of(copy.plan))


def _last_of(plan: Plan) -> Event | None:
    """The last that happened to the plan, or to a priority or a measure of it."""
    measures = Measure.objects.all().with_those_left_out().filter(priority__plan=plan)
    rows = ([plan], list(Priority.objects.filter(plan=plan)), list(measures))
    found = [last for each in rows if (last := events.of_all(each).order_by("pk").last())]
    return max(found, key=lambda event: event.pk, default=None)
