"""Telling a whole team what is overdue for too long: once for each clock (domain: Clocks).

Nobody is told of a person whom they may not see. A clock that nobody of its team may see is left as it is, and told
once somebody may.
"""

import datetime
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.notices import tell_each
from foundation.design.dates import today
from foundation.lifecycle.clocks import Clock, Unit, declared
from foundation.lifecycle.models import RunningClock
from foundation.lifecycle.working_days import ONE_DAY, working_days_between
from people.models import Person

from ..notices import ClockOverdue

BATCH = 200  # clocks told in one transaction


def escalate() -> int:
    """Tell of every clock that is overdue for as long as its table allows; how many were told of."""
    clocks = {clock.name: clock for clock in declared() if clock.escalates_after is not None}
    told, last = 0, 0
    while batch := _overdue(clocks.values(), after=last):
        told += _tell(batch, clocks)
        last = batch[-1]
    return told


def overdue_since(clock: Clock, day: datetime.date) -> datetime.date:
    """The latest due date of a clock of which its team is told on a day.

    Raises ValueError for a clock that is never told to its team.
    """
    if clock.escalates_after is None:
        raise ValueError(f"{clock.name} is never told to the team.")
    due_on = day - ONE_DAY
    if clock.unit is Unit.DAY:
        return min(due_on, day - ONE_DAY * clock.escalates_after)
    while working_days_between(due_on, day) < clock.escalates_after:
        due_on -= ONE_DAY
    return due_on


def _overdue(clocks: Iterable[Clock], *, after: int) -> list[int]:
    """The next clocks to be told of, by their keys."""
    late = Q(pk__in=[])
    for clock in clocks:
        late |= Q(clock=clock.name, due_on__lte=overdue_since(clock, today()))
    runs = RunningClock.objects.running().filter(late, escalated_at=None, pk__gt=after)
    return list(runs.order_by("pk").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _tell(pks: list[int], clocks: dict[str, Clock]) -> int:
    """Another run that has the same clocks waits here, and then finds them told."""
    mine = RunningClock.objects.running().filter(pk__in=pks, escalated_at=None).order_by("pk")
    runs = list(mine.select_for_update())
    knowing = _who_may_know(runs)
    to_tell = [run for run in runs if knowing[run.pk]]
    RunningClock.objects.filter(pk__in=[run.pk for run in to_tell]).update(escalated_at=timezone.now())
    tell_each((ClockOverdue(run, clocks[run.clock]), knowing[run.pk]) for run in to_tell)
    return len(to_tell)


def _who_may_know(runs: list[RunningClock]) -> dict[int, list[User]]:
    """{clock: users it falls to, or who wait for it, who may see whom it is about}; one query a user."""
    found: dict[int, list[User]] = {run.pk: [] for run in runs}
    people = {run.person_id for run in runs if run.person_id}
    for user, teams in _users(runs):
        visible = set(Person.objects.visible_to(user).filter(pk__in=people).values_list("pk", flat=True))
        for run in runs:
            is_told = run.team_id in teams or run.told_team_id in teams or run.user_id == user.pk
            if is_told and (run.person_id is None or run.person_id in visible):
                found[run.pk].append(user)
    return found


def _users(runs: list[RunningClock]) -> Iterator[tuple[User, frozenset[int]]]:
    """Everybody who looks after the teams the clocks fall to or that are told, and those named, with their teams."""
    teams = {team for run in runs for team in (run.team_id, run.told_team_id) if team}
    named = {run.user_id for run in runs if run.user_id}
    looking_after = User.objects.looking_after(*teams).order_by().values("pk")
    users = User.objects.filter(Q(pk__in=looking_after) | Q(pk__in=named), is_active=True)
    for user in users.order_by("pk"):
        yield user, user.team_ids
