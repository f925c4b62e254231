"""What names sound like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.finding.sounds import LONGEST, plain_letters, sounds_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("O'Brien", "Sean"), ("O’BRIEN", "Seán")),
        (("Núñez", "José"), ("Nunez", "Jose")),
        (("Smyth-Jones", "Ann"), ("Smith Jones", "Anne Marie")),
        (("Łukaszewski", "Zoë"), ("lukaszewski", "zoe")),
        (("Groß", "Jürgen"), ("Gross", "Jurgen")),
        (("Thistledown", "Katherine"), ("Thistledowne", "Kathryn")),
    ],
)
def test_two_spellings_of_a_name_sound_the_same(one, other):
    assert sounds_of(*one) == sounds_of(*other)


def test_another_name_sounds_otherwise():
    assert sounds_of("Larkfield", "Kofi") != sounds_of("Oakmere", "Jerome")


def test_a_person_with_one_name_has_no_given_sound():
    family, given = sounds_of("Suharto", "")
    assert family
    assert given == ""


def test_a_name_in_another_script_has_no_sound_and_no_error():
    assert sounds_of("李", "明") == ("", "")


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_gives_sounds_that_fit_their_columns(family, given_names):
    assert all(len(sound) <= LONGEST for sound in sounds_of(family, given_names))
    assert plain_letters(plain_letters(family)) == plain_letters(family)
