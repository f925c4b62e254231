"""From referral to milestone: nobody is lost between two steps without being counted."""

import random
from collections import Counter

import pytest

from outcomes.parts.controlling import counts_shown
from outcomes.parts.flow import STEPS, THROUGH, counts_of, flow_of, sums_of, told
from outcomes.periods import period
from outcomes.places import place_named
from outcomes.report import outcome_report
from referrals.states import ReferralState
from tests.factories.hubs import HubFactory
from tests.outcomes.scenes import AS_AT, RELEASED, living_in, referred

PLACES = [place for _, _, ways in STEPS for place in ways]


def at_random(chance):
    return Counter({
        (place, chance.choice((None, 1, 2))): chance.choice((0, 1, 4, 9, 10, 37, 400))
        for place in [*PLACES, *PLACES]
    } | {(THROUGH, None): chance.randrange(60)})  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_every_step_and_what_was_lost_before_it_add_up_to_the_step_before(seed):
    pool = at_random(random.Random(seed))
    flow = told(counts := counts_of(pool), counts, {1: "One", 2: "Two"})
    assert flow.steps[0].reached == sum(pool.values())
    for before, step in zip(flow.steps, flow.steps[1:], strict=False):
        assert before.reached == step.reached + step.lost
        assert step.lost == sum(loss.number for loss in step.losses)


@pytest.mark.parametrize("seed", range(40))
def test_no_small_loss_is_shown_or_follows_from_the_steps_around_it(seed):
    pool = at_random(random.Random(seed))
    counts, sums = counts_of(pool), sums_of(set(pool))
    shown = counts_shown(counts, sums)
    for name, number in counts.items():
        assert not (0 < number < 10 and shown[name] is not None)
    for whole, parts in sums:
        hidden = [name for name in (whole, *parts) if shown[name] is None]
        small = [name for name in hidden if 0 < counts[name] < 10]
        assert not small or len(hidden) > 1, (whole, hidden)


def test_the_flow_of_a_hub_follows_each_referral_to_the_last_place_it_came_to(medway, db):
    chatham = HubFactory(name="Chatham")
    states = (ReferralState.SUBMITTED, ReferralState.SUBMITTED, ReferralState.WAITING)
    for state in states:
        waits = {"waiting_at": f"{RELEASED} 12:00Z"} if state == ReferralState.WAITING else {}
        referred(living_in(medway), chatham, RELEASED, state=state, **waits)
    referred(living_in(medway), chatham, RELEASED, state=ReferralState.ENTERED_IN_ERROR)
    report = outcome_report(place_named("hub", "Chatham"), period("2023-Q1"), AS_AT, internal=True)
    first, decided, *later = flow_of(report).steps
    assert (first.reached, decided.reached, decided.lost) == (3, 0, 3)
    assert {loss.words: loss.number for loss in decided.losses} == {
        "no decision yet": 2, "on the waiting list": 1,
    }  # fmt: skip
    assert all(step.reached == 0 and not step.losses for step in later)
