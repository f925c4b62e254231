"""Means and their t intervals, against scipy."""

import pytest
from scipy import stats

from outcomes.statistics import mean_of


def test_the_mean_of_nothing_is_refused():
    with pytest.raises(ValueError, match="needs a number"):
        mean_of({})
    with pytest.raises(ValueError, match="needs a number"):
        mean_of({3: 0})


def test_a_count_below_nothing_is_refused():
    with pytest.raises(ValueError, match="less than no times"):
        mean_of({3: 5, 2: -1})


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_that_is_no_share_is_refused(level):
    with pytest.raises(ValueError, match="level"):
        mean_of({1: 2, 2: 1}, level)


def test_a_single_number_has_no_interval():
    assert mean_of({-4: 1}) == (-4.0, None)


def test_numbers_that_are_all_the_same_leave_no_room():
    assert mean_of({-4: 12}) == (-4.0, (-4.0, -4.0))


@pytest.mark.parametrize("times", [1, 2, 3, 4, 7, 29, 30, 31, 60, 61, 62, 500, 20_000])
@pytest.mark.parametrize("level", [0.8, 0.95, 0.998])
def test_the_interval_is_that_of_students_distribution(times, level):
    counts = {-17: times, -2: 2 * times, 0: times, 5: 1}
    numbers = [number for number, count in counts.items() for _ in range(count)]
    mean, interval = mean_of(counts, level)
    expected = stats.t.interval(level, len(numbers) - 1, loc=stats.tmean(numbers), scale=stats.sem(numbers))
    assert mean == pytest.approx(stats.tmean(numbers))
    assert tuple(interval) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("freedom", range(1, 80))
def test_every_number_of_degrees_of_freedom_is_right(freedom):
    """Two numbers 1 apart and the rest between: only the quantile differs from one to the next."""
    counts = {0: 1, 2: 1, 1: freedom - 1} if freedom > 1 else {0: 1, 2: 1}
    _, interval = mean_of(counts)
    half = (interval.high - interval.low) / 2
    spread = (2 / freedom / (freedom + 1)) ** 0.5
    assert half / spread == pytest.approx(stats.t.ppf(0.975, freedom), rel=1e-6)
