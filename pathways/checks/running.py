"""The clocks of checks: each unanswered one falls to whoever can be asked, by sets."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone

from foundation.intake.importers import in_batches
from foundation.lifecycle import running
from foundation.lifecycle.models import RunningClock

from ..clocks import CHECK
from ..models import Check
from .holding import FallsTo, whom_they_fall_to

SUBJECT = "pathways.check"


def keep(checks: Sequence[Check], *, because: str = "") -> None:
    """One clock for each of these checks, falling to whom `holding` says and due as the check says.

    Where that is nobody, the clock is dropped, and starts when somebody works with the person or holds them.
    """
    if not checks:
        return
    asked, runs = whom_they_fall_to({check.person_id for check in checks}), _runs_of(checks)
    lacking, without = [], []
    for check in checks:
        falls_to, run = asked.get(check.person_id), runs.get(check.pk)
        if falls_to is None:
            without.append(check)
        elif run is None:
            lacking.append(_run(check, falls_to))
        else:
            if run.due_on != CHECK.due_on(check.point_on):
                running.move(check, CHECK, due_on=CHECK.due_on(check.point_on), because=because)
            if run.team_id != falls_to.team_id or falls_to.user_id not in (None, run.user_id):
                running.hand_over(check, CHECK, team=falls_to.team_id, user=falls_to.user_id)
    stop_all([check for check in without if check.pk in runs])
    if lacking:
        RunningClock.objects.bulk_create(lacking, batch_size=1000)


def stop_all(checks: Sequence[Check], *, met: bool = False) -> None:
    """Nobody is asked any more. met: since it is answered."""
    outcome = RunningClock.Outcome.MET if met else RunningClock.Outcome.DROPPED
    runs = RunningClock.objects.filter(subject_type=SUBJECT, stopped_at=None)
    for first in range(0, len(checks), 1000):
        keys = [check.pk for check in checks[first : first + 1000]]
        runs.filter(subject_id__in=keys).update(stopped_at=timezone.now(), outcome=outcome)


def _runs_of(checks: Sequence[Check]) -> dict[int, RunningClock]:
    runs = RunningClock.objects.filter(subject_type=SUBJECT, stopped_at=None).order_by()
    return {run.subject_id: run for run in in_batches(runs, "subject_id", [check.pk for check in checks])}


def _run(check: Check, falls_to: FallsTo) -> RunningClock:
    return RunningClock(
        clock=CHECK.name, subject_type=SUBJECT, subject_id=check.pk, person_id=check.person_id,
        reference=check.get_name_display(), url=reverse("check_answer", args=[check.uuid]),
        team_id=falls_to.team_id, user_id=falls_to.user_id, started_on=check.point_on,
        due_on=CHECK.due_on(check.point_on),
    )  # fmt: skip
