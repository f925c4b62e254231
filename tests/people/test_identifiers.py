"""Identifiers as people paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.rules.identifiers import clean_crn, clean_pnc_id, clean_postcode, clean_prison_number


@pytest.mark.parametrize(
    ("clean", "text"),
    [
        (clean_crn, "123456"),
        (clean_crn, "X12345"),
        (clean_crn, "X1234567"),
        (clean_crn, "XX23456"),
        (clean_crn, "X12345O"),
        (clean_crn, "X12345\u0666"),
        (clean_crn, "X123456; X234567"),
        (clean_prison_number, "A123BC"),
        (clean_prison_number, "1234ABC"),
        (clean_prison_number, "A1234B"),
        (clean_prison_number, "A1234BCD"),
        (clean_pnc_id, "123456X"),
        (clean_pnc_id, "2012/X"),
        (clean_pnc_id, "201/123456X"),
        (clean_pnc_id, "2012/12345678X"),
        (clean_pnc_id, "2012/0123456"),
    ],
)
def test_an_identifier_of_another_shape_is_refused_with_an_example(clean, text):
    with pytest.raises(ValueError, match=r"^Enter the .* like "):
        clean(text)


@pytest.mark.parametrize(
    ("clean", "text", "regular"),
    [
        (clean_crn, "X123456", "X123456"),
        (clean_crn, " x 123 456 ", "X123456"),
        (clean_crn, "x-123456\u00a0", "X123456"),
        (clean_crn, "", ""),
        (clean_crn, "  ", ""),
        (clean_prison_number, "a1234bc", "A1234BC"),
        (clean_prison_number, "A 1234 BC\n", "A1234BC"),
        (clean_pnc_id, "2012/0123456X", "2012/0123456X"),
        (clean_pnc_id, "2012/123456x", "2012/0123456X"),
        (clean_pnc_id, "12 / 123456 X", "12/0123456X"),
        (clean_pnc_id, "20120123456X", "2012/0123456X"),
        (clean_pnc_id, "120123456X", "12/0123456X"),
        (clean_pnc_id, "", ""),
    ],
)
def test_spaces_hyphens_and_small_letters_are_made_regular(clean, text, regular):
    assert clean(text) == regular


@given(st.text(max_size=20), st.sampled_from([clean_crn, clean_prison_number, clean_pnc_id]))
def test_any_text_is_either_refused_or_made_regular_once_and_for_all(text, clean):
    try:
        regular = clean(text)
    except ValueError:
        return
    assert clean(regular) == regular
    assert regular.isascii()
    assert len(regular) <= 13


@given(st.from_regex(r"[A-Za-z][0-9]{6}", fullmatch=True), st.lists(st.integers(0, 7), max_size=4))
def test_spaces_anywhere_do_not_change_a_crn(crn, places):
    spaced = crn
    for place in places:
        spaced = spaced[:place] + " " + spaced[place:]
    assert clean_crn(spaced) == crn.upper()


@pytest.mark.parametrize("typed", ["ME4 4TR", "me44tr", " m e4 4t r ", "ME4\u00a04TR"])
def test_a_postcode_is_made_regular(typed):
    assert clean_postcode(typed) == "ME4 4TR"


@pytest.mark.parametrize("typed", ["ME4", "4TR ME4", "ME4 4T", "12345"])
def test_what_is_no_whole_postcode_is_explained(typed):
    with pytest.raises(ValueError, match="like ME4 4TR"):
        clean_postcode(typed)
