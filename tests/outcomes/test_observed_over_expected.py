"""Proven reoffending beside what a published risk score expected (outcomes: Risk adjustment)."""

from decimal import Decimal

import pytest

from outcomes.comparing.expected import expected_of
from outcomes.moments import report_moment
from outcomes.pages.comparisons import expected_section
from outcomes.periods import quarter_with
from outcomes.places import place_named
from outcomes.statistics import poisson_interval
from people.models import ExpectedReoffending, Person
from tests.outcomes.crowd import released_together
from tests.outcomes.scenes import AS_AT, RELEASED, later


def expect(people, probability="0.5", source="OGRS4", on=RELEASED):
    ExpectedReoffending.objects.bulk_create(
        ExpectedReoffending(person=each, released_on=on, probability=Decimal(probability), source=source)
        for each in people
    )


def compared(internal=True, as_at=AS_AT):
    place = place_named("area", "Medway")
    return expected_of(place, quarter_with(RELEASED), report_moment(as_at), internal=internal)


@pytest.fixture
def forty(medway):
    """40 people released, of whom 12 reoffended."""
    return released_together(medway, 40, offended=12)


def test_without_probabilities_nothing_was_expected(forty):
    assert compared() is None
    assert "no probabilities are loaded" in expected_section(None, internal=True).empty


def test_a_probability_of_another_release_says_nothing(forty):
    expect(forty, on=later(1))
    assert compared() is None


def test_before_reoffending_can_be_known_nothing_is_compared(forty):
    expect(forty)
    assert compared(as_at=later(300)) is None


def test_observed_over_expected_has_the_interval_of_the_observed_number(forty):
    expect(forty[:20], "0.5")
    expect(forty[20:], "0.25")
    found = compared()
    assert (found.source, found.without) == ("OGRS4", 0)
    assert (found.ratio, found.mean, found.rate) == (12 / 15, 15 / 40, 12 / 40)
    assert (found.low, found.high) == pytest.approx(poisson_interval(12, 15))


def test_who_is_not_in_the_denominator_is_not_expected_of_either(forty):
    Person.objects.filter(pk=forty[-1].pk).update(pnc_matched=False)
    expect(forty)
    assert compared().ratio == 12 / 19.5


@pytest.mark.parametrize(("lacking", "is_compared"), [(4, True), (5, False)])
def test_most_of_the_denominator_must_have_one_and_how_many_lack_it_is_said(forty, lacking, is_compared):
    expect(forty[lacking:])
    found = compared()
    assert found.without == lacking
    assert (found.ratio is not None) == is_compared
    section = expected_section(found, internal=True)
    assert f"{lacking} people have no probability by OGRS4." in (
        section.note if is_compared else section.empty
    )


def test_the_source_that_knows_most_is_used_and_named(forty):
    expect(forty[:39], "0.9", "Old score")
    expect(forty, "0.3", "OGRS4")
    assert compared().source == "OGRS4"


def test_a_corrected_probability_counts_as_it_was_known(forty):
    expect(forty, "0.3")
    assert compared().ratio == pytest.approx(1)
    ExpectedReoffending.objects.update(probability=Decimal("0.6"))
    assert compared().ratio == pytest.approx(0.5)


def test_controlled_the_figures_are_rounded(forty):
    expect(forty, "0.4")
    found = compared(internal=False)
    assert (found.ratio, found.mean, found.rate, found.without) == (0.8, 0.4, 0.3, 0)


@pytest.mark.parametrize("lacking", [1, 3])
def test_controlled_a_few_without_a_probability_are_not_told_by_what_the_others_did(forty, lacking):
    expect(forty[lacking:])
    found = compared(internal=False)
    assert (found.ratio, found.without) == (None, None)


def test_controlled_few_reoffenders_show_nothing(medway):
    expect(released_together(medway, 40, offended=5))
    assert compared(internal=False) is None


def test_a_ratio_says_that_it_is_no_effect(forty):
    expect(forty, "0.4")
    assert "association, not an effect" in expected_section(compared(), internal=True).note


def test_it_is_two_queries_and_one_for_each_source(forty, django_assert_num_queries):
    expect(forty)
    place, at = place_named("area", "Medway"), report_moment(AS_AT)
    with django_assert_num_queries(3):
        expected_of(place, quarter_with(RELEASED), at, internal=True)
