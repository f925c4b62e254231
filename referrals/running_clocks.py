"""Which clocks run for a referral now: kept in step with its state after every verb, by one table (see `clocks`)."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from foundation.design.dates import day_of, today
from foundation.lifecycle import running
from foundation.lifecycle.clocks import Clock, declared
from foundation.lifecycle.models import RunningClock
from pathways import actions as pathways
from pathways.models import Plan

from .clocks import (
    ANSWER,
    BY_STATE,
    CONSENT_GONE,
    DECISION,
    DRAFT_KEPT,
    PLAN,
    REVIEW_OF,
    RUNS_IN,
    WITH_REFERRER_STATES,
)
from .gate.clocks import settle
from .models import Referral
from .states import CLOSED, LIVE
from .states import ReferralState as S

WITH_REFERRER = (ANSWER, DRAFT_KEPT)
AT_THE_GATE = (S.ACCEPTED, S.STARTED, S.ON_HOLD)


def follow(referral: Referral, *, met: bool = True) -> None:
    """Stop the clocks that do not run in the state it is in now, and start those that do.

    met: whether what the stopped clocks asked for was done. The decision clock stands still while a question is with
    the referrer; a closed referral has no clock at all.
    """
    if referral.state in CLOSED:
        running.stop(referral, met=met)
        return
    wanted = _wanted(referral)
    if over := [clock for clock in BY_STATE if clock not in wanted]:
        running.stop(referral, *over, met=met)
    for clock in wanted:
        running.start(clock, referral, **falls_to(referral, clock), **_due(referral, clock))
    if referral.state == S.INFORMATION_REQUESTED:
        running.pause(referral, DECISION)
    hand_on(referral)
    if referral.state in AT_THE_GATE:
        settle(referral)


def _wanted(referral: Referral) -> list[Clock]:
    """What runs in its state; not the clock of the plan where a plan is made."""
    wanted = RUNS_IN.get(S(referral.state), ())
    has_plan = PLAN in wanted and Plan.objects.live().filter(person=referral.person_id).exists()
    return [clock for clock in wanted if not (clock is PLAN and has_plan)]


def plan_is_made(referral: Referral) -> None:
    """The clock of the plan stops, and the plan's review falls to whoever has the referral."""
    running.stop(referral, PLAN)
    hand_on(referral)


def of_state(referral: Referral) -> list[tuple[Clock, RunningClock]]:
    """What else is due in the state it is in now, besides the decision, soonest first."""
    clocks = {clock.name: clock for clock in RUNS_IN.get(S(referral.state), ()) if clock is not DECISION}
    runs = RunningClock.objects.of(referral).running().filter(clock__in=clocks).order_by("due_on", "pk")
    return [(clocks[run.clock], run) for run in runs] if clocks else []


def restart_review(referral: Referral) -> None:
    """The review was done: the next one is due a whole length from today."""
    clock = REVIEW_OF[S(referral.state)]
    running.stop(referral, clock)
    running.start(clock, referral, **falls_to(referral, clock))


def hand_on(referral: Referral) -> None:
    """The hub's clocks fall to whoever has the referral there now, and a withdrawn consent to the side that has it."""
    ours = [clock for clock in RUNS_IN.get(S(referral.state), ()) if clock not in WITH_REFERRER]
    if ours:
        running.give_to(referral, *ours, user=worker_of(referral))
    if referral.state == S.STARTED and worker_of(referral):
        pathways.hand_plan_to(referral.person, team=referral.receiving_hub.team, user=worker_of(referral))
    side = of_owner(referral)
    running.hand_over(referral, CONSENT_GONE, team=side["team"], user=side["user"])


def move_to_hub(referral: Referral) -> None:
    """It is another hub's now: what ran for the former hub runs for this one, due when it was."""
    ours = [clock for clock in declared() if clock not in WITH_REFERRER]
    running.hand_over(referral, *ours, team=referral.receiving_hub.team, user=worker_of(referral))


def hand_to_referrer(referral: Referral) -> None:
    """The referrer's clocks fall to the team and practitioner who hold the person now."""
    theirs = (*WITH_REFERRER, CONSENT_GONE) if referral.state in WITH_REFERRER_STATES else WITH_REFERRER
    running.hand_over(referral, *theirs, team=referral.team, user=referral.referrer)


def falls_to(referral: Referral, clock: Clock) -> dict[str, Any]:
    """Whom the clock falls to and where it leads: keyword arguments for `running.start`."""
    if clock is PLAN:
        return of_hub(referral) | {"url": reverse("person_plan", args=[referral.person.uuid])}
    return of_referrer(referral) if clock in WITH_REFERRER else of_hub(referral)


def of_owner(referral: Referral) -> dict[str, Any]:
    """The side that has the referral in its state."""
    return of_referrer(referral) if referral.state in WITH_REFERRER_STATES else of_hub(referral)


def of_referrer(referral: Referral) -> dict[str, Any]:
    """The referrer and their team."""
    return _page(referral) | {"team": referral.team, "user": referral.referrer}


def of_hub(referral: Referral) -> dict[str, Any]:
    """The hub's team, and whoever has it there."""
    return _page(referral) | {"team": referral.receiving_hub.team, "user": worker_of(referral)}


def _page(referral: Referral) -> dict[str, Any]:
    return {"url": reverse("referral_detail", args=[referral.uuid]), "reference": referral.reference}


def worker_of(referral: Referral) -> Any:
    """The key worker once one is named, before that whoever took it."""
    return referral.key_worker or referral.taken_by


def _due(referral: Referral, clock: Clock) -> dict[str, Any]:
    """The decision clock runs from submission, and falls due as the referral says."""
    if clock is not DECISION or referral.submitted_at is None:
        return {}
    started = day_of(referral.submitted_at)
    return {"on": started, "due_on": referral.decision_due_on or DECISION.due_on(started)}


@transaction.atomic
def catch_up() -> int:
    """Bring every clock in step with its referral, as after an import or an upgrade; gives how many were started.

    Set by set: what does not run in a referral's state is stopped, what should run and does not is started. The
    decision clock counts from submission, reviews from today. Twice changes nothing.
    """
    ours = RunningClock.objects.filter(subject_type=Referral._meta.label_lower, stopped_at=None)
    stopped = {"stopped_at": timezone.now(), "outcome": RunningClock.Outcome.DROPPED}
    started = 0
    closed = Referral.objects.filter(state__in=CLOSED).values("pk")
    ours.filter(subject_id__in=closed).update(**stopped)
    by_state = ours.filter(clock__in=[clock.name for clock in BY_STATE])
    for state in LIVE:
        wanted = RUNS_IN.get(S(state), ())
        there = Referral.objects.filter(state=state)
        over = by_state.filter(subject_id__in=there.values("pk"))
        over.exclude(clock__in=[clock.name for clock in wanted]).update(**stopped)
        for clock in wanted:
            running_for = ours.filter(clock=clock.name).values("subject_id")
            lacking = there.exclude(pk__in=running_for).select_related(
                "person", "hub__team", "team", "referrer", "taken_by", "key_worker"
            )
            if clock is PLAN:
                lacking = lacking.exclude(person__in=Plan.objects.live().values("person"))
            made = [_run(referral, clock) for referral in lacking.iterator()]
            started += len(RunningClock.objects.bulk_create(made, batch_size=1000))
    return started


def catch_up_at_the_gate() -> int:
    """The same for the clocks of the way through the gate, which follow from several records; gives how many it saw."""
    under_way = Referral.objects.filter(state__in=AT_THE_GATE).select_related(
        "person", "hub__team", "key_worker"
    )
    seen = list(under_way)
    for referral in seen:
        settle(referral)
    return len(seen)


def _run(referral: Referral, clock: Clock) -> RunningClock:
    due = _due(referral, clock)
    started = due.get("on") or today()
    paused = clock is DECISION and referral.state == S.INFORMATION_REQUESTED
    return RunningClock(
        clock=clock.name, subject_type=Referral._meta.label_lower, subject_id=referral.pk,
        person_id=referral.person_id, started_on=started, due_on=due.get("due_on") or clock.due_on(started),
        paused_on=today() if paused else None, **falls_to(referral, clock),
    )  # fmt: skip
