"""How alike two people are, and why, on invented pairs."""

import datetime
from types import SimpleNamespace

import pytest

from people.finding.matching import Sought, best, compare, swapped

BORN = datetime.date(1990, 5, 14)


def someone(
    given_names="Kofi", family_name="Larkfield", born=BORN, crn="X290715", prison_number="A1234BC", pk=1,
    street="", postcode="", pnc_id="2012/0123456X",
):  # fmt: skip
    return SimpleNamespace(
        given_names=given_names, family_name=family_name, date_of_birth=born,
        crn=crn, prison_number=prison_number, pk=pk, street=street, postcode=postcode,
        pnc_id=pnc_id,
    )  # fmt: skip


@pytest.mark.parametrize(
    "sought",
    [
        Sought(),
        Sought("Jerome Oakmere"),
        Sought("Kofi Thistledown"),
        Sought(date_of_birth=datetime.date(1971, 2, 3)),
        Sought(crn="X290716"),
        Sought("Jerome Oakmere", BORN),
        Sought("Kofi Larkfield", datetime.date(1961, 1, 30)),
    ],
)
def test_people_who_share_too_little_are_no_match(sought):
    assert compare(sought, someone()) is None


@pytest.mark.parametrize(
    ("sought", "reasons"),
    [
        (Sought(crn="X290715"), ("Same CRN",)),
        (Sought(prison_number="A1234BC"), ("Same prison number",)),
        (Sought(pnc_id="2012/0123456X"), ("Same PNC id",)),
        (Sought("Jerome Oakmere", crn="X290715"), ("Same CRN",)),
        (Sought("kofi larkfield"), ("Same name",)),
        (Sought("Larkfield, Kofi"), ("Same name",)),
        (Sought("Larkfield"), ("Same name",)),
        (Sought("Kofi Larkfield", BORN), ("Same name", "Same date of birth")),
    ],
)
def test_an_exact_match_says_what_agrees(sought, reasons):
    match = compare(sought, someone())
    assert match.is_exact
    assert match.reasons == reasons


@pytest.mark.parametrize(
    ("sought", "reasons"),
    [
        (Sought("Kofi Larkfeeld"), ("Name sounds the same",)),
        (Sought("Kofi Larkfieldt"), ("Name nearly the same",)),
        (
            Sought("Kofi Larkfield", datetime.date(1990, 5, 15)),
            ("Same name", "Date of birth differs by one figure"),
        ),
        (Sought("Koffi Larkfield", BORN), ("Name sounds the same", "Same date of birth")),
    ],
)
def test_a_near_match_says_what_nearly_agrees(sought, reasons):
    match = compare(sought, someone())
    assert not match.is_exact
    assert 70 <= match.score < 100
    assert match.reasons == reasons


def test_day_and_month_changed_over_is_a_near_match():
    person = someone(born=datetime.date(1990, 5, 3))
    match = compare(Sought("Kofi Larkfield", datetime.date(1990, 3, 5)), person)
    assert match.reasons == ("Same name", "Day and month of birth changed over")


def test_a_day_after_the_12th_cannot_be_changed_over():
    assert swapped(BORN) is None
    assert Sought(date_of_birth=BORN).birthdays == [BORN]


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("Sean O'Brien", someone("Seán", "O’Brien")),
        ("Jose Nunez", someone("José", "Núñez")),
        ("Ann Smith Jones", someone("Ann", "Smith-Jones")),
        ("Suharto", someone("", "Suharto")),
        ("van der Berg", someone("", "Van der Berg")),
        ("Anne Larkfield", someone("Anne Marie", "Larkfield")),
    ],
)
def test_marks_on_letters_and_between_them_make_no_difference(typed, person):
    assert compare(Sought(typed), person).reasons == ("Same name",)


def test_exact_matches_come_first_then_the_most_alike():
    exact, near, nearer = (
        someone(pk=3),
        someone("Kofi", "Markfeldt", crn="", pk=2),
        someone("Kofi", "Larkfielde", crn="", pk=1),
    )
    assert [match.person.pk for match in best(Sought("Kofi Larkfield"), [near, nearer, exact])] == [3, 1, 2]


def test_the_family_name_is_looked_for_at_both_ends_of_what_was_typed():
    assert {"LRKFLT", "KF", "KFLRKFLT", "LRKFLTKF"} & Sought("Kofi Larkfield").family_sounds >= {
        "LRKFLT",
        "KF",
    }
    assert "LRKFLT" in Sought("Larkfield, Kofi").family_sounds


def test_a_pasted_page_is_cut_to_a_few_words():
    assert len(Sought("word " * 200).words) == 6


@pytest.mark.parametrize(
    "typed", ["Sedgmond", "Zofia Sedgmond", "Kiran Sedgemond", "Sedgemond, Kiran", "Kiran Sedgmond"]
)
def test_a_slip_in_the_family_name_and_a_middle_name_still_match(typed):
    assert not compare(Sought(typed), someone("Zofia Kiran", "Sedgemond")).is_exact


@pytest.mark.parametrize("typed", ["Marlhurst", "Zofia Marlhurst", "omarlhurst", "O’Marlhurst"])
@pytest.mark.parametrize("family_name", ["O’Marlhurst", "O'Marlhurst"])
def test_what_stands_before_an_apostrophe_may_be_left_out(typed, family_name):
    assert compare(Sought(typed), someone("Zofia", family_name))


def test_another_given_name_and_only_the_family_name_alike_is_no_match():
    assert compare(Sought("Jerome Larkfeild"), someone()) is None


@pytest.mark.parametrize(
    ("sought", "person", "reason"),
    [
        ({"postcode": "ME4 4TR"}, {"postcode": "ME4 4TR"}, "Same postcode"),
        ({"street": "12 Dock Road"}, {"street": "12 dock road"}, "Same street and number"),
        ({"street": "12 Dock Road"}, {"street": "12 Dock Roda"}, "Street nearly the same"),
        (
            {"street": "12 Dock Road", "postcode": "ME4 4TR"},
            {"street": "12 Dock Road", "postcode": "ME4 4TR"},
            "Same address",
        ),
    ],
)
def test_an_address_that_agrees_speaks_for_one_person(sought, person, reason):
    another_day = datetime.date(1961, 1, 30)
    assert compare(Sought("Kofi Larkfield", another_day), someone()) is None
    match = compare(Sought("Kofi Larkfield", another_day, **sought), someone(**person))
    assert match.reasons == ("Same name", reason)
    assert not match.is_exact


@pytest.mark.parametrize("has", ["ME4 4RT", "ME4 4TP"])
def test_a_slip_in_the_postcode_is_said_too(has):
    match = compare(Sought("Kofi Larkfeeld", BORN, postcode="ME4 4TR"), someone(postcode=has))
    assert match.reasons == ("Name sounds the same", "Same date of birth", "Postcode nearly the same")


def test_another_address_speaks_against_nobody():
    moved = compare(Sought("Kofi Larkfeeld", BORN, postcode="LS1 1AA"), someone(postcode="ME4 4TR"))
    assert moved.score == compare(Sought("Kofi Larkfeeld", BORN), someone()).score


def test_a_postcode_alone_finds_nobody():
    assert compare(Sought(postcode="ME4 4TR"), someone(postcode="ME4 4TR")) is None


@pytest.mark.parametrize("name", ["arkfi", "Kof Lark", "lark kofi", "Larkf"])
def test_letters_within_a_name_find_it(name):
    match = compare(Sought(name), someone())
    assert not match.is_exact
    assert match.reasons in [("Part of the name",), ("Same name",)]


@pytest.mark.parametrize("name", ["ar", "Kofi ar", "arkfi oakmere"])
def test_too_few_letters_or_another_word_beside_them_find_nobody(name):
    found = compare(Sought(name), someone())
    assert found is None or "Part of the name" not in found.reasons
