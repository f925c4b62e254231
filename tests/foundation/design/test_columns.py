"""Columns: how many in each of some weeks."""

import pytest

from foundation.design.charts import Caption, Column, columns
from foundation.design.charts.columns import count_ticks

WORDS = Caption("12 releases are expected", "The figures are in the table.", "Releases")


def test_there_is_no_chart_of_nothing():
    with pytest.raises(ValueError, match="no columns"):
        columns(WORDS, [])


@pytest.mark.parametrize("highest", [0, 1, 5, 6, 25, 26, 99, 1234, 100_000])
def test_ticks_are_few_whole_and_reach_the_highest(highest):
    ticks = count_ticks(highest)
    assert ticks[0] == 0
    assert ticks[-1] >= highest
    assert 2 <= len(ticks) <= 7


def test_what_may_not_be_shown_is_hatched_and_says_so():
    drawn = columns(WORDS, [Column("1 Jun", 12), Column("8 Jun", None), Column("15 Jun", None, "[x]")]).svg(
        "c"
    )
    assert "[c]" in drawn
    assert "[x]" in drawn
    assert ">12<" in drawn


def test_a_phone_shows_every_third_label():
    shown = [Column(f"week {number}", number) for number in range(6)]
    assert columns(WORDS, shown, width=340).svg("c").count("week") == 2
    assert columns(WORDS, shown).svg("c").count("week") == 6
