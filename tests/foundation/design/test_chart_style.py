"""The numbers, ticks, words and style sheet that all charts share."""

from pathlib import Path

import pytest

from foundation.design.charts import Scene, percent, share_ticks
from foundation.design.charts.palette import css

STYLE_SHEET = Path(__file__).parents[3] / "frontend" / "scss" / "_charts.scss"


@pytest.mark.parametrize(
    ("share", "words"), [(0.155, "+15.5"), (-0.007, "−0.7"), (-0.0001, "0.0"), (0.0, "0.0"), (-0.0, "0.0")]
)
def test_a_change_has_a_true_minus_and_nothing_has_no_sign(share, words):
    assert percent(share, signed=True) == words


def test_a_percentage_has_no_plus_unless_asked():
    assert percent(0.264, 0) == "26"


@pytest.mark.parametrize(
    ("highest", "lowest", "ticks"),
    [
        (0.27, 0, (0, 10, 20, 30)),
        (1, 0, (0, 20, 40, 60, 80, 100)),
        (0.97, 0.6, (60, 70, 80, 90, 100)),
        (0, 0, (0, 1, 2, 3, 4, 5)),
    ],
)
def test_ticks_are_round_percentages(highest, lowest, ticks):
    assert tuple(round(100 * tick) for tick in share_ticks(highest, lowest)) == ticks


def test_long_words_are_wrapped_and_escaped():
    scene = Scene(100, 100, "Title", "Words")
    scene.text(0, 20, "fewer than <four> sessions", chars=10)
    assert [mark.words for mark in scene.marks] == ["fewer than", "<four>", "sessions"]
    assert "&lt;four&gt;" in scene.svg("key")


def test_the_style_sheet_is_the_one_written_from_the_palette():
    assert STYLE_SHEET.read_text(encoding="utf-8") == css()
