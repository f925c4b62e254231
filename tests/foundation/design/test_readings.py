"""Readings over days: a gap where nobody answered, a number at each dot that has room for it."""

import datetime

import pytest

from foundation.design.charts import Caption, Reading, readings

CAPTION = Caption("Opiates", "21 days, then 4.", "days of 28")
DAY = datetime.date(2026, 3, 1)


def taken(*values, apart=30):
    return [Reading(DAY + datetime.timedelta(days=apart * n), value) for n, value in enumerate(values)]


def looks(scene, look):
    return [mark for mark in scene.marks if getattr(mark, "look", "") == look]


def words(scene):
    return [mark.words for mark in scene.marks if hasattr(mark, "words")]


def test_readings_of_nothing_are_refused():
    with pytest.raises(ValueError, match="at least one day"):
        readings(CAPTION, [], highest=28)


@pytest.mark.parametrize("value", [-1, 29])
def test_a_reading_outside_its_scale_is_refused(value):
    with pytest.raises(ValueError, match="on their scale"):
        readings(CAPTION, taken(value), highest=28)


def test_what_was_not_answered_breaks_the_line_and_has_no_dot():
    scene = readings(CAPTION, taken(21, 14, None, 4, 0), highest=28)
    assert len(looks(scene, "main")) == 2
    assert len(looks(scene, "point")) + len(looks(scene, "own")) == 4


def test_zero_is_drawn_on_the_axis():
    scene = readings(CAPTION, taken(21, 0), highest=28)
    (last,) = looks(scene, "own")
    assert last.y == scene.height - 24
    assert "0" in words(scene)


def test_a_single_reading_stands_in_the_middle_under_its_day():
    scene = readings(CAPTION, taken(21), highest=28)
    assert words(scene)[-1] == "1 Mar 2026"
    assert not looks(scene, "main")


def test_numbers_that_would_run_into_each_other_are_left_out_but_never_the_last():
    scene = readings(CAPTION, taken(*range(28), apart=1), highest=28)
    said = [each for each in words(scene) if each.isdigit()]
    assert said[-1] == "27"
    assert len(said) < 20


def test_the_first_and_the_last_day_are_named_though_nobody_answered():
    scene = readings(CAPTION, taken(None, 4, 5, None), highest=28)
    assert words(scene)[-2:] == ["1 Mar 2026", "30 May 2026"]
