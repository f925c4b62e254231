"""How figures and names are said within a sentence."""

import pytest

from outcomes.pages.words import lower_first, say_change, say_list


@pytest.mark.parametrize(
    ("points", "words"), [(0.84, "+0.8"), (-1.25, "−1.2"), (0, "0.0"), (-0.04, "0.0"), (14.96, "+15.0")]
)
def test_a_change_has_its_sign_and_never_a_negative_nothing(points, words):
    assert say_change(points) == words


def test_a_name_is_lower_within_a_sentence_but_letters_that_stand_for_words_stay():
    assert lower_first("Attendance") == "attendance"
    assert (
        say_list(["Attendance", "TOP change: alcohol", "Wait"]) == "Attendance, TOP change: alcohol and wait"
    )
