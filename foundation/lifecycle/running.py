"""Clocks that run for rows: started, stood still, moved and stopped by the actions that do the work.

Due and overdue are then one query over one table, whatever the clock is about. (domain: Clocks)
"""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from .clocks import Clock, Unit, declared
from .events import person_of
from .models import RunningClock
from .working_days import add_working_days, working_days_between


def start(
    clock: Clock,
    subject: models.Model,
    *,
    url: str,
    team: Any = None,
    user: Any = None,
    told_team: Any = None,
    on: datetime.date | None = None,
    due_on: datetime.date | None = None,
    reference: str = "",
    person_id: int | None = None,
    names_person: bool = True,
) -> RunningClock:
    """Let the clock run for a row from a day (default: today); one that runs already is given back as it is.

    team, user: whom it falls to, at least one. told_team: another one that is told when it is overdue for too long.
    due_on: where a rule other than the clock's length says it. person_id: whom it is about, where the row itself does
    not say so. names_person: a clock that names whom it is about is listed only for those who may see the person;
    False is for work that falls to somebody who need not.
    """
    on = on or timezone.localdate()
    wanted: dict[str, Any] = {
        "person_id": (person_id or person_of(subject)) if names_person else None, "reference": reference, "url": url,
        "team": team, "user": user, "told_team": told_team, "started_on": on, "due_on": due_on or clock.due_on(on),
    }  # fmt: skip
    run, _ = RunningClock.objects.get_or_create(
        clock=clock.name, subject_type=subject._meta.label_lower, subject_id=subject.pk, stopped_at=None,
        defaults=wanted,
    )  # fmt: skip
    return run


def stop(subject: models.Model, *clocks: Clock, met: bool = True) -> int:
    """Stop these clocks of a row, or all of them; gives how many ran. met: what they asked for was done."""
    runs = _standing(subject, clocks) if clocks else RunningClock.objects.of(subject).filter(stopped_at=None)
    outcome = RunningClock.Outcome.MET if met else RunningClock.Outcome.DROPPED
    return runs.update(stopped_at=timezone.now(), outcome=outcome)


def pause(subject: models.Model, clock: Clock) -> RunningClock | None:
    """Let the clock stand still from today; None when it does not run."""
    run = running(subject, clock)
    if run and run.paused_on is None:
        run.paused_on = timezone.localdate()
        run.save(update_fields=["paused_on"])
    return run


def resume(subject: models.Model, clock: Clock) -> RunningClock | None:
    """Let it go on: it falls due later by the days it stood still. None when it does not run."""
    run = running(subject, clock)
    if run and run.paused_on is not None:
        run.due_on = _later_by(run.due_on, clock, run.paused_on, timezone.localdate())
        run.paused_on = None
        run.save(update_fields=["due_on", "paused_on"])
    return run


@transaction.atomic
def move(subject: models.Model, clock: Clock, *, due_on: datetime.date, because: str) -> RunningClock | None:
    """Its start moved: it is due on another day now. The former due date and why are kept; None when none runs."""
    run = running(subject, clock)
    if run is None or run.due_on == due_on:
        return run
    former = run.due_on
    RunningClock.objects.filter(pk=run.pk).update(
        stopped_at=timezone.now(), outcome=RunningClock.Outcome.MOVED
    )
    run.pk, run.due_on, run.former_due_on, run.moved_because = None, due_on, former, because
    run.started_on, run.escalated_at = timezone.localdate(), None
    run._state.adding = True
    run.save(force_insert=True)
    return run


def give_to(subject: models.Model, *clocks: Clock, user: Any) -> int:
    """These clocks fall to another user of the team now; gives how many."""
    return _standing(subject, clocks).update(user=user)


def hand_over(
    subject: models.Model, *clocks: Clock, team: Any, user: Any, person_id: int | None = None
) -> int:
    """These clocks fall to another team and user now, due when they were; gives how many.

    person_id: whom they are about, where that was left out while they fell to somebody else.
    """
    named = {"person_id": person_id} if person_id else {}
    return _standing(subject, clocks).update(team=team, user=user, **named)


def tell_team(subject: models.Model, *clocks: Clock, team: Any) -> int:
    """Another team waits for these clocks now, and is told when they are overdue for too long; gives how many."""
    return _standing(subject, clocks).update(told_team=team)


def _standing(subject: models.Model, clocks: Sequence[Clock]) -> models.QuerySet[RunningClock]:
    runs = RunningClock.objects.of(subject).filter(stopped_at=None)
    return runs.filter(clock__in=[clock.name for clock in clocks])


def running(subject: models.Model, clock: Clock) -> RunningClock | None:
    """The run of this clock that is not stopped, standing still or not."""
    return RunningClock.objects.of(subject).filter(clock=clock.name, stopped_at=None).first()


def dropped_on(subject: models.Model, clock: Clock) -> datetime.date | None:
    """The day on which it was stopped last without what it asks for; None where it never was, or was met then."""
    stopped = RunningClock.objects.of(subject).filter(clock=clock.name, stopped_at__isnull=False)
    last = stopped.order_by("stopped_at", "pk").last()
    if last is None or last.outcome != RunningClock.Outcome.DROPPED or last.stopped_at is None:
        return None
    return timezone.localdate(last.stopped_at)


def titles() -> dict[str, str]:
    """What each clock asks for, by its name."""
    return {clock.name: clock.title for clock in declared()}


def _later_by(
    due_on: datetime.date, clock: Clock, since: datetime.date, until: datetime.date
) -> datetime.date:
    if clock.unit is Unit.WORKING_DAY:
        return add_working_days(due_on, max(working_days_between(since, until), 0))
    return due_on + (until - since)
