"""Telling partners what is due soon: once for each clock. What is overdue, `escalate_clocks` tells them and the
officers (decision 155).
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from foundation.accounts.notices import Message, tell_each
from foundation.design.dates import say_day, today
from foundation.lifecycle import events
from foundation.lifecycle.models import Event, RunningClock
from foundation.lifecycle.working_days import add_working_days

from ..clocks import ACTION, RETURN
from ..improving.notices import ActionDueSoon
from ..models import ImprovementAction, Return
from .notices import ReturnDueSoon, writers_of

SOON = 5  # working days
REMINDED = "remind"


@transaction.atomic
def remind_partners() -> int:
    """Tell each partner's users of its returns and actions due within 5 working days; gives of how many.

    The clocks are locked, so that of two runs at once the second finds them told.
    """
    until = add_working_days(today(), SOON)
    soon = RunningClock.objects.running().filter(
        clock__in=[RETURN.name, ACTION.name], due_on__range=(today(), until)
    )
    runs = list(soon.select_for_update(of=("self",)).order_by("pk"))
    runs = [run for run in runs if run.pk not in _told_of(runs)]
    rows = _rows_of(runs)
    tell_each((_message(rows[run.pk]), writers_of(rows[run.pk].partner)) for run in runs)
    events.write(events.entry(rows[run.pk], REMINDED, by=None, facts={"clock": run.pk}) for run in runs)
    return len(runs)


def _told_of(runs: Iterable[RunningClock]) -> set[int]:
    """The clocks that were told of already."""
    subjects = [run.subject_id for run in runs]
    types = [Return._meta.label_lower, ImprovementAction._meta.label_lower]
    told = Event.objects.filter(what=REMINDED, subject_type__in=types, subject_id__in=subjects)
    return {facts["clock"] for facts in told.values_list("facts", flat=True)}


def _rows_of(runs: Iterable[RunningClock]) -> dict[int, Any]:
    """{clock: the return or action it runs for}, by key."""
    keys = {run.subject_id for run in runs}
    found: dict[str, dict[int, Any]] = {
        RETURN.name: Return.objects.with_partner().in_bulk(keys),
        ACTION.name: ImprovementAction.objects.with_measure().in_bulk(keys),
    }
    return {run.pk: found[run.clock][run.subject_id] for run in runs}


def _message(row: Any) -> Message:
    if isinstance(row, Return):
        return ReturnDueSoon(row, f"is due on {say_day(row.due_on)}.")
    return ActionDueSoon(row)
