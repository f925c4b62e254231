"""Which clocks run for a referral now: kept in step with its state after every verb, by one table (see `clocks`)."""

from typing import Any

from django.urls import reverse

from foundation.design.dates import day_of, today
from foundation.lifecycle import running
from foundation.lifecycle.clocks import Clock, declared
from foundation.lifecycle.models import RunningClock

from .clocks import ANSWER, BY_STATE, DECISION, DRAFT_KEPT, REVIEW_OF, RUNS_IN
from .models import Referral
from .states import CLOSED
from .states import ReferralState as S

WITH_REFERRER = (ANSWER, DRAFT_KEPT)


def follow(referral: Referral, *, met: bool = True) -> None:
    """Stop the clocks that do not run in the state it is in now, and start those that do.

    met: whether what the stopped clocks asked for was done. The decision clock stands still while a question is with
    the referrer; a closed referral has no clock at all.
    """
    if referral.state in CLOSED:
        running.stop(referral, met=met)
        return
    wanted = RUNS_IN.get(S(referral.state), ())
    if over := [clock for clock in BY_STATE if clock not in wanted]:
        running.stop(referral, *over, met=met)
    for clock in wanted:
        running.start(clock, referral, **falls_to(referral, clock), **_due(referral, clock))
    if referral.state == S.INFORMATION_REQUESTED:
        running.pause(referral, DECISION)
    hand_on(referral)


def restart_review(referral: Referral) -> None:
    """The review was done: the next one is due a whole length from today."""
    clock = REVIEW_OF[S(referral.state)]
    running.stop(referral, clock)
    running.start(clock, referral, **falls_to(referral, clock))


def hand_on(referral: Referral) -> None:
    """The hub's clocks fall to whoever has the referral there now."""
    ours = [clock for clock in RUNS_IN.get(S(referral.state), ()) if clock not in WITH_REFERRER]
    if ours:
        running.give_to(referral, *ours, user=worker_of(referral))


def move_to_hub(referral: Referral) -> None:
    """It is another hub's now: what ran for the former hub runs for this one, due when it was."""
    ours = [clock for clock in declared() if clock not in WITH_REFERRER]
    running.hand_over(referral, *ours, team=referral.receiving_hub.team, user=worker_of(referral))


def hand_to_referrer(referral: Referral) -> None:
    """The referrer's clocks fall to the team and practitioner who hold the person now."""
    running.hand_over(referral, *WITH_REFERRER, team=referral.team, user=referral.referrer)


def falls_to(referral: Referral, clock: Clock) -> dict[str, Any]:
    """Whom the clock falls to and where it leads: keyword arguments for `running.start`."""
    return of_referrer(referral) if clock in WITH_REFERRER else of_hub(referral)


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


def catch_up() -> int:
    """Start the clocks of referrals that came in with a file, or were there before clocks ran; gives how many.

    One query finds them and one writes; a referral with any clock is left. Reviews count from today.
    """
    known = RunningClock.objects.filter(subject_type=Referral._meta.label_lower, stopped_at=None)
    lacking = (
        Referral.objects.filter(state__in=RUNS_IN)
        .exclude(pk__in=known.values("subject_id"))
        .select_related("hub__team", "team", "referrer", "taken_by", "key_worker")
    )
    runs = [_run(referral, clock) for referral in lacking for clock in RUNS_IN[S(referral.state)]]
    return len(RunningClock.objects.bulk_create(runs, batch_size=1000))


def _run(referral: Referral, clock: Clock) -> RunningClock:
    due = _due(referral, clock)
    started = due.get("on") or today()
    paused = clock is DECISION and referral.state == S.INFORMATION_REQUESTED
    return RunningClock(
        clock=clock.name, subject_type=Referral._meta.label_lower, subject_id=referral.pk,
        person_id=referral.person_id, started_on=started, due_on=due.get("due_on") or clock.due_on(started),
        paused_on=today() if paused else None, **falls_to(referral, clock),
    )  # fmt: skip
