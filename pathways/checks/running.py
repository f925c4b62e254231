"""The clocks of checks: each unanswered one falls to a hub that works with the person, by sets."""

from collections.abc import Collection, Sequence

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from foundation.intake.importers import in_batches
from foundation.lifecycle import running
from foundation.lifecycle.models import RunningClock
from hubs.models import Hub
from people.models import Involvement

from ..clocks import CHECK
from ..models import Check

SUBJECT = "pathways.check"


def keep(checks: Sequence[Check], *, because: str = "") -> None:
    """One clock for each of these checks, falling to the hub that works with the person and due as the check says.

    Where no hub does, nobody is asked: the clock is dropped, and starts when one does.
    """
    if not checks:
        return
    teams, runs = _teams_of({check.person_id for check in checks}), _runs_of(checks)
    lacking, without = [], []
    for check in checks:
        team, run = teams.get(check.person_id), runs.get(check.pk)
        if team is None:
            without.append(check)
        elif run is None:
            lacking.append(_run(check, team))
        else:
            if run.due_on != CHECK.due_on(check.point_on):
                running.move(check, CHECK, due_on=CHECK.due_on(check.point_on), because=because)
            if run.team_id != team:
                running.hand_over(check, CHECK, team=team, user=None)
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


def _teams_of(people: Collection[int]) -> dict[int, int]:
    """The team of the hub that has worked with each person longest."""
    at_a_hub = Exists(Hub.objects.filter(team=OuterRef("team")))
    standing = Involvement.objects.filter(at_a_hub, until=None).order_by("-since", "-id")
    return dict(in_batches(standing.values_list("person_id", "team_id"), "person_id", people))


def _run(check: Check, team_id: int) -> RunningClock:
    return RunningClock(
        clock=CHECK.name, subject_type=SUBJECT, subject_id=check.pk, person_id=check.person_id,
        reference=check.get_name_display(), url=reverse("check_answer", args=[check.uuid]), team_id=team_id,
        started_on=check.point_on, due_on=CHECK.due_on(check.point_on),
    )  # fmt: skip
