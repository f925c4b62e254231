"""The reporting triangle: how much of each month was known, and when."""

from collections import Counter

import pytest

from outcomes.parts.lateness import DELAYS, MONTHS, triangle

LAST = 2023 * 12 + 2  # March 2023


def alike(counts, now):
    """Every month with the same facts by delay, so far as time has come."""
    return {
        month: Counter({delay: number for delay, number in counts.items() if delay <= now - month})
        for month in range(LAST - MONTHS + 1, LAST + 1)
    }


def test_a_month_usually_grows_as_those_before_it_did():
    now = LAST + 1
    found = triangle(alike({0: 50, 1: 30, 2: 20}, now), LAST, now, k=0)
    assert found.grows == pytest.approx(0.25)  # 80 of 100 are known after a month
    assert found.months[-1].known == (0.5, 0.8)
    assert found.months[0].known[: DELAYS + 1] == (0.5, 0.8, 1.0, 1.0, 1.0, 1.0, 1.0)


def test_nothing_is_said_of_growth_where_nothing_was_known_in_the_month_itself():
    now = LAST + 3
    assert triangle(alike({2: 40}, now), LAST, now, k=0).grows is None


def test_no_share_is_shown_that_tells_of_few():
    now = LAST + 6
    known = triangle(alike({0: 50, 1: 4, 2: 46}, now), LAST, now, k=10).months[-1].known
    assert known == (0.5, None, 1.0, 1.0, 1.0, 1.0, 1.0)


def test_a_month_of_fewer_than_30_facts_shows_no_share():
    now = LAST + 6
    assert set(triangle(alike({0: 20}, now), LAST, now, k=10).months[-1].known) == {None}


@pytest.mark.parametrize(("late", "grows"), [(1, None), (2, 0.04)])
def test_growth_is_told_in_whole_percent_and_not_where_it_rests_on_a_few_late_facts(late, grows):
    now = LAST
    assert triangle(alike({0: 50, 1: late}, LAST + 6), LAST, now, k=10).grows == grows
