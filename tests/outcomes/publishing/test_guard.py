"""What the guard against differencing refuses, and what it lets through (outcomes: section 3)."""

import pytest

from outcomes.publishing.guard import Publication, breaches
from outcomes.publishing.told import Key, Told
from outcomes.publishing.trimming import Sum

K = 10
Q1, Q2 = "2023-Q1", "2023-Q2"


def at(place, period=Q1, kind="area"):
    return Key(kind, place, period)


def told(count, place="Medway", period=Q1, *, entry="events", hidden=False, kind="area", is_exact=True):
    return Told("lines", "housed", at(place, period, kind), entry, count, not hidden, is_exact)


def publication(*tolds, name="before"):
    return Publication(name, tolds)


COUNTY = Sum(at("County"), (at("Medway"), at("Swale"), at("Thanet")))


def stands_against(new, *earlier, sums=()):
    new = [new] if isinstance(new, Told) else new
    return [(each.key.place, each.entry) for each in breaches(new, earlier, sums, K)]


# A number told again


@pytest.mark.parametrize("count", [31, 39, 41, 49])
def test_a_number_that_moved_by_a_few_is_refused(count):
    assert stands_against(told(count), publication(told(40))) == [("Medway", "events")]


@pytest.mark.parametrize("count", [40, 30, 50, 75])
def test_a_number_that_moved_by_nobody_or_by_k_is_let_through(count):
    assert not stands_against(told(count), publication(told(40)))


def test_every_version_counts_and_names_itself():
    found = breaches(
        [told(55)], [publication(told(40), name="one"), publication(told(50), name="two")], (), K
    )
    assert [each.against for each in found] == ["two"]


def test_what_one_of_the_two_hides_has_not_moved():
    assert not stands_against(told(4, hidden=True), publication(told(12)))
    assert not stands_against(told(12), publication(told(4, hidden=True)))


def test_a_number_that_a_correction_hides_does_not_follow_from_its_year_and_the_other_quarters():
    others = [told(30, period=f"2023-Q{n}") for n in (3, 4)] + [told(30, period="2024-Q1")]
    first, corrected = (
        publication(told(12, period="2023-Q2"), *others),
        told(9, period="2023-Q2", hidden=True),
    )
    year = told(99, period="2023/24")
    assert stands_against(year, first, publication(corrected), sums=[YEAR]) == [("Medway", "events")]


def test_a_number_that_one_report_shows_and_another_hides_is_known():
    before = (
        publication(told(46), told(40, "Swale"), told(14, "Thanet")),
        publication(told(14, "Thanet", hidden=True)),
    )
    assert not stands_against(told(100, "County"), *before, sums=[COUNTY])


@pytest.mark.parametrize(("count", "is_refused"), [(45, True), (50, True), (55, False), (40, False)])
def test_a_rounded_number_must_move_by_k_and_a_rounding(count, is_refused):
    assert (
        bool(stands_against(told(count, is_exact=False), publication(told(40, is_exact=False)))) == is_refused
    )


# Places of places


def test_the_last_area_beside_a_hidden_one_is_refused():
    before = publication(told(90, "County"), told(40, "Swale"), told(4, "Thanet", hidden=True))
    assert stands_against(told(46), before, sums=[COUNTY]) == [("Medway", "events")]


def test_a_whole_that_leaves_a_few_for_an_area_never_published_is_refused():
    before = publication(told(46), told(40, "Swale"))
    assert stands_against(told(90, "County"), before, sums=[COUNTY]) == [("County", "events")]


def test_a_whole_that_leaves_enough_is_let_through():
    before = publication(told(46), told(40, "Swale"))
    assert not stands_against(told(99, "County"), before, sums=[COUNTY])


def test_a_hidden_area_that_another_covers_is_let_through():
    before = publication(told(46), told(30, "Swale", hidden=True), told(4, "Thanet", hidden=True))
    assert not stands_against(told(80, "County"), before, sums=[COUNTY])


def test_two_hidden_ones_as_large_as_small_ones_can_be_follow_from_their_sum():
    before = publication(told(46), told(9, "Swale", hidden=True), told(9, "Thanet", hidden=True))
    assert stands_against(told(64, "County"), before, sums=[COUNTY]) == [("County", "events")]


def test_nobody_in_the_whole_says_nothing_new_of_its_parts():
    before = publication(told(0), told(0, "Swale"), told(0, "Thanet", hidden=True))
    assert not stands_against(told(0, "County"), before, sums=[COUNTY])


def test_what_follows_from_one_sum_is_used_in_the_next():
    england = Sum(at("England"), (at("County"), at("Elsewhere")))
    before = publication(told(190, "England"), told(100, "Elsewhere"), told(40, "Swale"),
                         told(4, "Thanet", hidden=True))  # fmt: skip
    assert stands_against(told(46), before, sums=[COUNTY, england]) == [("Medway", "events")]


@pytest.mark.parametrize("names", [("County", "Thanet", "Nowhere"), ("Nowhere", "County", "Thanet")])
def test_a_hidden_whole_covers_no_more_than_the_few_hidden_in_it(names):
    county, few, nowhere = names
    england = Sum(at("England"), (at(county), at("Elsewhere"), at(nowhere)))
    of_county = Sum(at(county), (at("Medway"), at("Swale"), at(few)))
    before = publication(told(40, "Swale"), told(4, few, hidden=True), told(90, county, hidden=True),
                         told(100, "Elsewhere"), told(46))  # fmt: skip
    new = told(193, "England")  # three people without an area
    assert stands_against(new, before, sums=[of_county, england]) == [("England", "events")]
    assert not stands_against(told(203, "England"), before, sums=[of_county, england])


# Groups and everybody


def grouped(count, words, *, hidden=False, place="Medway", part="divided"):
    return Told(part, "housed", at(place), f"events: Sex: {words}", count, not hidden)


def test_a_group_that_follows_from_everybody_published_before_is_refused():
    new = [grouped(36, "Men"), grouped(4, "Women", hidden=True)]
    assert stands_against(new, publication(told(40))) == [
        ("Medway", "events: Sex: Men"), ("Medway", "events: Sex: Women"),
    ]  # fmt: skip
    assert not stands_against([*new, grouped(12, "Other", hidden=True)], publication(told(52)))


def test_a_group_of_another_area_that_follows_from_its_county_is_refused():
    before = publication(
        *(grouped(count, "Men", place=place) for count, place in ((90, "County"), (40, "Swale"))),
        grouped(4, "Men", place="Thanet", hidden=True),
    )
    assert stands_against([grouped(46, "Men")], before, sums=[COUNTY]) == [("Medway", "events: Sex: Men")]


def test_where_the_groups_say_too_much_the_line_stays():
    new = [told(40), grouped(36, "Men"), grouped(4, "Women", hidden=True)]
    assert {each.part for each in breaches(new, [], (), K)} == {"divided"}


# Years of quarters, and the hub of an area


QUARTERS = tuple(
    at("Medway", f"{year}-Q{number}") for year, number in [(2023, 2), (2023, 3), (2023, 4), (2024, 1)]
)
YEAR = Sum(at("Medway", "2023/24"), QUARTERS)


def test_a_year_beside_three_quarters_and_a_hidden_one_is_refused():
    quarters = [told(30, period=f"2023-Q{n}") for n in (2, 3, 4)]
    before = publication(*quarters, told(7, period="2024-Q1", hidden=True))
    assert stands_against(told(97, period="2023/24"), before, sums=[YEAR]) == [("Medway", "events")]


@pytest.mark.parametrize(("year", "is_refused"), [(123, True), (117, True), (120, False), (130, False)])
def test_a_year_told_later_than_its_quarters_differs_from_them_by_nobody_or_by_enough(year, is_refused):
    quarters = [told(30, period=each.period) for each in QUARTERS]
    found = stands_against(told(year, period="2023/24"), publication(*quarters), sums=[YEAR])
    assert bool(found) == is_refused


@pytest.mark.parametrize(("hub", "is_refused"), [(87, True), (93, True), (90, False), (60, False)])
def test_the_one_hub_of_an_area_leaves_nobody_or_enough_beside_it(hub, is_refused):
    one_hub = Sum(at("Medway"), (at("Chatham", kind="hub"),), is_open=True)
    before = publication(told(90))
    assert bool(stands_against(told(hub, "Chatham", kind="hub"), before, sums=[one_hub])) == is_refused


# What is withheld


def test_the_whole_table_is_withheld_and_others_stay():
    new = [
        told(46),
        told(80, entry="denominator"),
        Told("lines", "working", at("Medway"), "events", 12, True),
    ]
    found = breaches(new, [publication(told(44))], (), K)
    assert {(each.part, each.table) for each in found} == {("lines", "housed")}


def test_what_was_given_away_before_is_not_laid_to_a_new_report():
    before = publication(told(90, "County"), told(46), told(40, "Swale"), told(4, "Thanet", hidden=True))
    assert not stands_against(told(46, period=Q2), before, sums=[COUNTY])
