"""Curves and their comparison: the published values, lifelines as oracle, and the edges."""

import random

import pytest
from lifelines import KaplanMeierFitter
from lifelines.datasets import load_rossi
from lifelines.statistics import logrank_test as lifelines_logrank
from lifelines.utils import qth_survival_time

from outcomes.statistics import (
    kaplan_meier,
    logrank_test,
    product_limit,
    reached_by,
    stop_counts,
    survival_at,
)


@pytest.fixture(scope="module")
def rossi():
    return load_rossi()


def some_stops(seed, people=200):
    chance = random.Random(seed)
    days = [chance.randint(0, 40) for _ in range(people)]
    return days, [chance.random() < 0.5 for _ in range(people)]


def test_negative_days_and_lists_of_different_length_are_refused():
    with pytest.raises(ValueError, match="0 or more"):
        kaplan_meier([3, -1], [True, False])
    with pytest.raises(ValueError, match="0 or more"):
        product_limit({(3, True): -2})
    with pytest.raises(ValueError, match="shorter"):
        kaplan_meier([3, 4], [True])


def test_nobody_has_a_curve_without_steps_and_no_value():
    curve = kaplan_meier([], [])
    assert curve.steps == curve.event_steps == ()
    with pytest.raises(ValueError, match="no value on day 3"):
        survival_at(curve, 3)


def test_no_value_before_day_0():
    with pytest.raises(ValueError, match="day -1"):
        survival_at(kaplan_meier([1], [True]), -1)


def test_the_released_prisoners_give_the_published_curve(rossi):
    curve = kaplan_meier(rossi.week, rossi.arrest)
    assert sum(step.events for step in curve.steps) == 114
    assert curve.steps[0].at_risk == 432
    assert [round(survival_at(curve, week).survival, 6) for week in (12, 26, 52)] == [
        0.956019,
        0.875,
        0.736111,
    ]
    year = survival_at(curve, 52)
    assert (round(year.low, 6), round(year.high, 6)) == (0.691860, 0.775063)


@pytest.mark.parametrize("seed", range(8))
def test_the_curve_agrees_with_lifelines(seed):
    days, events = some_stops(seed)
    curve = kaplan_meier(days, events)
    oracle = KaplanMeierFitter().fit(days, events)
    limits = oracle.confidence_interval_
    for step in curve.steps:
        assert step.survival == pytest.approx(oracle.predict(step.day), abs=1e-12)
        assert step.at_risk == oracle.event_table.loc[step.day, "at_risk"]
        if 0 < step.survival < 1:
            assert (step.low, step.high) == pytest.approx(tuple(limits.loc[step.day]), abs=1e-9)


def test_counts_of_stops_give_the_same_curve_as_the_people():
    days, events = some_stops(9)
    assert product_limit(stop_counts(days, events)) == kaplan_meier(days, events)
    assert product_limit({(5, True): 2, (7, False): 1}) == kaplan_meier([5, 7, 5], [1, 0, 1])


def test_an_event_comes_before_an_end_of_follow_up_on_the_same_day():
    assert survival_at(kaplan_meier([4, 4], [True, False]), 4).survival == 0.5


def test_between_stops_the_curve_carries_forward_and_counts_who_is_left():
    curve = product_limit({(10, True): 2, (10, False): 3, (20, False): 5})
    day = survival_at(curve, 15)
    assert (day.survival, day.at_risk, day.events) == (0.8, 5, 0)
    assert survival_at(curve, 21).at_risk == 0
    assert survival_at(curve, 0) == curve.steps[0]


def test_an_event_on_day_0_counts_on_day_0():
    curve = product_limit({(0, True): 1, (8, False): 3})
    assert survival_at(curve, 0).survival == 0.75
    assert [step.day for step in curve.event_steps] == [0]


def test_without_events_and_with_everybody_gone_the_limits_are_the_value():
    free, gone = survival_at(kaplan_meier([9], [False]), 9), survival_at(kaplan_meier([9], [True]), 9)
    assert (free.survival, free.low, free.high) == (1, 1, 1)
    assert (gone.survival, gone.low, gone.high) == (0, 0, 0)


def test_a_million_people_are_followed_as_easily_as_ten():
    few = product_limit({(30, True): 2, (60, False): 8})
    many = product_limit({(30, True): 200_000, (60, False): 800_000})
    assert survival_at(many, 365).survival == survival_at(few, 365).survival == 0.8
    assert many.steps[-1].high - many.steps[-1].low < few.steps[-1].high - few.steps[-1].low


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_the_day_by_which_a_share_had_the_event_agrees_with_lifelines(seed, share):
    days, events = some_stops(seed, 35)
    expected = qth_survival_time(1 - share, KaplanMeierFitter().fit(days, events).survival_function_)
    found = reached_by(kaplan_meier(days, events), share)
    assert found == (None if expected == float("inf") else expected)


def test_a_share_that_is_not_reached_has_no_day():
    curve = kaplan_meier([3, 5, 9, 9], [True, False, False, False])
    assert (reached_by(curve, 0.25), reached_by(curve, 0.5)) == (3, None)
    assert reached_by(kaplan_meier([], []), 0.5) is None


# Two curves


def test_curves_without_an_event_in_common_follow_up_are_not_compared():
    with pytest.raises(ValueError, match="both groups"):
        logrank_test({(5, False): 10}, {(9, False): 10})
    with pytest.raises(ValueError, match="both groups"):
        logrank_test({(5, True): 10}, {})
    with pytest.raises(ValueError, match="both groups"):
        logrank_test({(1, False): 1}, {(5, True): 1})


def test_the_log_rank_test_gives_the_published_value(rossi):
    with_aid, without = (rossi[rossi.fin == aid] for aid in (1, 0))
    found = logrank_test(
        stop_counts(with_aid.week, with_aid.arrest), stop_counts(without.week, without.arrest)
    )
    assert round(found.chi_square, 6) == 3.837570
    assert round(found.p_value, 6) == 0.050116


@pytest.mark.parametrize("seed", range(5))
def test_the_log_rank_test_agrees_with_lifelines(seed):
    first, second = some_stops(seed, 60), some_stops(seed + 100, 140)
    oracle = lifelines_logrank(first[0], second[0], first[1], second[1])
    found = logrank_test(stop_counts(*first), stop_counts(*second))
    assert found.chi_square == pytest.approx(oracle.test_statistic)
    assert found.p_value == pytest.approx(oracle.p_value)
