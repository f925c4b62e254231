"""The slope of a series, the split of a change, and curves from a landmark: refusals, check values and edges."""

from fractions import Fraction

import pytest
from lifelines import KaplanMeierFitter
from lifelines.datasets import load_rossi

from outcomes.statistics import Slope, fitted_slope, kitagawa, landmark, survival_at

# Slopes


@pytest.mark.parametrize("size", [0, 1, 5])
def test_fewer_than_six_points_have_no_direction(size):
    with pytest.raises(ValueError, match="needs 6 points"):
        fitted_slope([(when, when) for when in range(size)])


def test_points_of_one_time_and_a_level_that_is_no_share_are_refused():
    with pytest.raises(ValueError, match="one time"):
        fitted_slope([(3, figure) for figure in range(6)])
    with pytest.raises(ValueError, match="level"):
        fitted_slope([(when, when) for when in range(6)], 95)


def test_a_series_that_never_moves_has_no_slope_and_leaves_no_room():
    assert fitted_slope([(when, 0.1) for when in range(7)]) == Slope(0, 0, 0)


def test_the_slope_of_the_textbook():
    """Worked by hand: squares 17.5 and 10, products 11; what is left has 4 degrees of freedom."""
    points = list(zip(range(1, 7), (2, 1, 3, 4, 3, 5), strict=True))
    slope, low, high = fitted_slope(points)
    assert slope == pytest.approx(11 / 17.5)
    half = 2.776445 * ((10 - 11**2 / 17.5) / 4 / 17.5) ** 0.5
    assert (low, high) == pytest.approx((slope - half, slope + half), abs=1e-6)


def test_a_series_turned_round_has_the_opposite_slope_and_its_height_does_not_matter():
    points = [(when, (7 * when) % 5) for when in range(9)]
    slope, low, high = fitted_slope(points)
    assert fitted_slope([(-when, figure) for when, figure in points]) == pytest.approx((-slope, -high, -low))
    assert fitted_slope([(when, figure + 1e6) for when, figure in points]) == pytest.approx(
        (slope, low, high)
    )


# The split of a change


def test_a_change_of_nobody_is_refused():
    with pytest.raises(ValueError, match="nobody"):
        kitagawa({}, {"all": (1, 2)})
    with pytest.raises(ValueError, match="nobody"):
        kitagawa({"all": (1, 2)}, {"all": (0, 0)})


@pytest.mark.parametrize("wrong", [(3, 2), (-1, 2), (0, -4)])
def test_a_count_outside_its_stratum_is_refused(wrong):
    with pytest.raises(ValueError, match="each stratum"):
        kitagawa({"all": (1, 2)}, {"all": wrong, "more": (1, 9)})


def test_the_same_people_with_other_rates_are_performance_alone():
    assert kitagawa({"a": (1, 10), "b": (5, 10)}, {"a": (2, 10), "b": (6, 10)}) == (0, Fraction(1, 10))


def test_other_people_with_the_same_rates_are_mix_alone():
    assert kitagawa({"a": (1, 10), "b": (8, 10)}, {"a": (2, 20), "b": (8, 10)}) == (Fraction(-7, 60), 0)


def test_a_stratum_that_is_empty_on_one_side_takes_the_rate_of_the_other():
    found = kitagawa({"a": (5, 10)}, {"a": (5, 10), "new": (10, 10)})
    assert found == (Fraction(1, 4), 0)
    assert kitagawa({"a": (5, 10), "new": (10, 10)}, {"a": (5, 10)}) == (Fraction(-1, 4), 0)


def test_the_parts_turn_round_with_the_periods_and_stay_exact_for_millions():
    first, second = {"a": (1, 3), "b": (10**9, 10**9 + 7)}, {"a": (10**8, 3 * 10**8 + 1), "b": (0, 11)}
    there, back = kitagawa(first, second), kitagawa(second, first)
    assert (there.mix, there.performance) == (-back.mix, -back.performance)
    rates = [
        Fraction(sum(n for n, _ in side.values()), sum(of for _, of in side.values()))
        for side in (first, second)
    ]
    assert sum(there) == rates[1] - rates[0]


# From a landmark on


def test_a_grouping_that_uses_anything_after_the_landmark_is_refused():
    with pytest.raises(ValueError, match="free of the event for longer"):
        landmark({(300, True, 60): 5}, 28, done_by=29)


def test_negative_days_and_counts_are_refused():
    for wrong in ({(-1, True, None): 1}, {(3, True, None): -1}):
        with pytest.raises(ValueError, match="0 or more"):
            landmark(wrong, 28)
    with pytest.raises(ValueError, match="0 or more"):
        landmark({(3, True, None): 1}, -1)


def test_what_is_done_after_the_landmark_moves_nobody():
    early = landmark({(300, True, 29): 4, (300, False, 28): 6}, 28)
    never = landmark({(300, True, None): 4, (300, False, 3): 6}, 28)
    assert early == never
    assert (early.did.people, early.did_not.people, early.did.share) == (6, 4, 0.6)


def test_an_earlier_day_may_decide_the_groups():
    assert landmark({(300, True, 20): 4}, 28, done_by=14).did_not.people == 4


def test_who_had_the_event_or_was_followed_no_longer_by_the_landmark_is_in_neither_group():
    found = landmark({(28, True, 5): 3, (28, False, None): 2, (29, True, 5): 1}, 28)
    assert (found.left, found.did.people, found.did_not.people) == (5, 1, 0)
    assert found.did.curve.event_steps[-1].day == 1


def test_a_landmark_that_nobody_reaches_has_two_groups_of_nobody():
    found = landmark({(3, True, 1): 9}, 28)
    assert (found.left, found.did.people, found.did.share, found.did_not.curve.steps) == (9, 0, None, ())


def test_the_released_prisoners_from_week_12_on_by_financial_aid():
    rossi = load_rossi()
    followed: dict = {}
    for week, arrest, aid in zip(rossi.week, rossi.arrest, rossi.fin, strict=True):
        at = (week, bool(arrest), 0 if aid else None)
        followed[at] = followed.get(at, 0) + 1
    found = landmark(followed, 12)
    for group, aid in ((found.did, 1), (found.did_not, 0)):
        rest = rossi[(rossi.fin == aid) & (rossi.week > 12)]
        oracle = KaplanMeierFitter().fit(rest.week - 12, rest.arrest)
        assert group.people == len(rest)
        assert survival_at(group.curve, 40).survival == pytest.approx(oracle.predict(40), abs=1e-12)
