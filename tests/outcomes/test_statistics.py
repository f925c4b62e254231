"""The published check values of outcomes section 2, other packages as oracles, and the edges."""

import math
import random

import pytest
from scipy.stats import chi2
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from outcomes.statistics import (
    detectable_difference,
    funnel_limits,
    newcombe_difference,
    people_needed,
    poisson_interval,
    verdict,
    wilson_interval,
)

POINTS = "percentage points"


# Shares


@pytest.mark.parametrize(("count", "out_of"), [(1, 0), (-1, 10), (11, 10), (0, -5)])
def test_a_share_out_of_nobody_or_outside_its_denominator_is_refused(count, out_of):
    with pytest.raises(ValueError, match=r"denominator|not a count"):
        wilson_interval(count, out_of)


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_that_is_no_share_is_refused(level):
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson_interval(5, 10, level)


@pytest.mark.parametrize(
    ("count", "out_of", "low", "high"),
    [
        (65, 100, 0.552544, 0.736358),
        (1, 100, 0.001767, 0.054486),
        (0, 20, 0, 0.161125),
        (20, 20, 0.838875, 1),
        (114, 432, 0.224540, 0.307400),
    ],
)
def test_wilson_gives_the_published_limits(count, out_of, low, high):
    assert wilson_interval(count, out_of) == pytest.approx((low, high), abs=6e-7)


def test_wilson_is_exact_at_none_and_all():
    assert wilson_interval(0, 7).low == 0
    assert wilson_interval(7, 7).high == 1


@pytest.mark.parametrize("level", [0.8, 0.95, 0.998])
def test_wilson_agrees_with_statsmodels(level):
    chance = random.Random(1)
    for _ in range(200):
        out_of = chance.choice([1, 2, 30, 432, 10**9])
        count = chance.randint(0, out_of)
        oracle = proportion_confint(count, out_of, 1 - level, "wilson")
        assert wilson_interval(count, out_of, level) == pytest.approx(oracle, abs=1e-9)


def test_a_funnel_about_nothing_or_for_nobody_is_refused():
    with pytest.raises(ValueError, match="not a count"):
        funnel_limits(1.2, 100)
    with pytest.raises(ValueError, match="denominator"):
        funnel_limits(0.2, 0)


def test_funnel_limits_are_the_published_ones():
    inner, outer = funnel_limits(0.263889, 100)
    assert inner == pytest.approx((0.187404, 0.357843), abs=6e-7)
    assert outer == pytest.approx((0.152726, 0.416216), abs=6e-7)


def test_funnel_limits_are_wilson_about_a_count_of_the_baseline():
    assert funnel_limits(0.25, 40, [0.95]) == (pytest.approx(wilson_interval(10, 40)),)


# Rates


def test_a_negative_count_or_no_exposure_is_refused():
    with pytest.raises(ValueError, match="0 or more"):
        poisson_interval(-1)
    with pytest.raises(ValueError, match="above 0"):
        poisson_interval(3, 0)


def test_poisson_gives_the_published_limits():
    assert poisson_interval(65) == pytest.approx((50.163, 82.849), abs=6e-4)
    low, high = poisson_interval(5, 100)
    assert (100 * low, 100 * high) == pytest.approx((1.6235, 11.6683), abs=6e-5)
    assert poisson_interval(0).low == 0


@pytest.mark.parametrize("level", [0.9, 0.95, 0.998])
@pytest.mark.parametrize("count", range(10))
def test_poisson_below_ten_agrees_with_scipy(count, level):
    tail = (1 - level) / 2
    low = chi2.ppf(tail, 2 * count) / 2 if count else 0
    assert poisson_interval(count, 1, level) == pytest.approx((low, chi2.ppf(1 - tail, 2 * count + 2) / 2))


@pytest.mark.parametrize("count", [10, 65, 1000, 10**6])
def test_byar_stays_close_to_the_exact_limits(count):
    exact = chi2.ppf(0.025, 2 * count) / 2, chi2.ppf(0.975, 2 * count + 2) / 2
    assert poisson_interval(count) == pytest.approx(exact, rel=2e-3)


# Differences


@pytest.mark.parametrize(
    ("groups", "low", "high", "decimals"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339, 4),
        ((5, 56, 0, 29), -0.0381, 0.1926, 4),
        ((48, 216, 66, 216), -0.165046, -0.000151, 6),
    ],
)
def test_newcombe_gives_the_published_limits(groups, low, high, decimals):
    assert [round(limit, decimals) for limit in newcombe_difference(*groups)] == [low, high]


def test_newcombe_agrees_with_statsmodels_and_stays_a_difference_of_shares():
    chance = random.Random(2)
    for _ in range(200):
        first, second = chance.randint(1, 400), chance.randint(1, 400)
        groups = chance.randint(0, first), first, chance.randint(0, second), second
        oracle = confint_proportions_2indep(*groups, method="newcomb")
        assert newcombe_difference(*groups) == pytest.approx(oracle, abs=1e-9)
    assert newcombe_difference(9, 9, 0, 9).high == 1
    assert newcombe_difference(0, 9, 9, 9).low == -1


def test_an_empty_group_has_no_difference():
    with pytest.raises(ValueError, match="denominator"):
        newcombe_difference(1, 2, 0, 0)


# How many people


@pytest.mark.parametrize(("base", "difference"), [(0.35, 0.4), (1.1, 0.2), (0.9, -0.2), (0.3, 0)])
def test_a_change_to_what_is_no_share_or_to_the_same_is_refused(base, difference):
    with pytest.raises(ValueError, match=r"between 0 and 1|nothing"):
        people_needed(base, difference)


def test_people_needed_gives_the_published_number_both_ways():
    assert people_needed(0.35, 0.12554) == 200
    assert people_needed(0.22446, -0.12554) == 200
    assert people_needed(1, 1) == 1


@pytest.mark.parametrize(("first", "second", "base"), [(0, 5, 0.3), (5, -1, 0.3), (5, 5, 0), (5, 5, 1.5)])
def test_no_fall_is_seen_in_an_empty_group_or_from_nothing(first, second, base):
    with pytest.raises(ValueError, match=r"need people|a fall needs"):
        detectable_difference(first, second, base)


def test_the_detectable_fall_is_the_published_one():
    assert round(detectable_difference(200, 200, 0.35), 5) == 0.12554


def test_too_few_people_see_not_even_a_fall_to_nothing():
    assert detectable_difference(10, 10, 0.35) is None


@pytest.mark.parametrize(("first", "second", "base"), [(60, 400, 0.3), (900, 80, 0.7), (100, 100, 1.0)])
def test_the_detectable_fall_has_eighty_percent_power(first, second, base):
    fall = detectable_difference(first, second, base)
    other = base - fall
    error = math.sqrt(base * (1 - base) / first + other * (1 - other) / second)
    power = NormalIndPower().power(fall / error, 1, 0.05, ratio=0, alternative="two-sided")
    assert power == pytest.approx(0.8, abs=1e-4)


# Words


@pytest.mark.parametrize(("low", "high"), [(3, 2), (float("nan"), 2), (1, float("nan"))])
def test_limits_that_are_no_interval_are_refused(low, high):
    with pytest.raises(ValueError, match="not an interval"):
        verdict(low, high, POINTS)


@pytest.mark.parametrize(
    ("low", "high", "direction", "words"),
    [
        (2.1, 28.2, "higher", "Higher, by 2.1 to 28.2 percentage points: the interval is wholly above zero."),
        (-19.4, -0.7, "lower", "Lower, by 0.7 to 19.4 percentage points: the interval is wholly below zero."),
        (0.01, 3, "higher", "Higher, by up to 3.0 percentage points: the interval is wholly above zero."),
    ],
)
def test_an_interval_on_one_side_of_zero_has_a_direction(low, high, direction, words):
    found = verdict(low, high, POINTS)
    assert (found.direction, found.sentence) == (direction, words)


def test_an_interval_across_zero_says_how_far_it_reaches_and_how_many_are_needed():
    found = verdict(-9.6, 11.1, POINTS, needed=1240)
    assert found.direction == "not_established"
    assert found.sentence == (
        "Could be up to 9.6 percentage points lower or up to 11.1 percentage points higher; "
        "direction not established. About 1,240 people would be needed to tell."
    )


@pytest.mark.parametrize(("low", "high"), [(-0.0, 0.0), (-0.01, 0.02), (0, 4), (-4, 0), (-0.04, -0.01)])
def test_no_verdict_prints_a_negative_nothing_or_no_effect(low, high):
    sentence = verdict(low, high, POINTS).sentence
    assert "-" not in sentence
    assert "−" not in sentence
    assert "no effect" not in sentence.lower()


def test_a_sliver_is_not_printed_as_nothing():
    assert "less than 0.1 days lower or up to 5.0 days higher" in verdict(-0.01, 5, "days").sentence
