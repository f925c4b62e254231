"""R2: how often people reoffended, of those who did and of everybody (outcomes: section 1)."""

import datetime
from collections import Counter

import pytest

from outcomes.disclosure import control_table
from outcomes.indicators import indicator
from outcomes.indicators.declaration import NON_EVENT, Part
from outcomes.moments import ReportMoment
from outcomes.periods import period, quarter_with
from outcomes.statistics import poisson_interval
from outcomes.working_out import cell_of
from tests.factories.people import OffenceFactory
from tests.outcomes.scenes import AS_AT, RELEASED, a_line, later, living_in, released

OF_REOFFENDERS, OF_ALL = "reoffences-per-reoffender", "reoffences-per-person"
BOTH = pytest.mark.parametrize("slug", [OF_REOFFENDERS, OF_ALL])


def offended(person, *days, disposed_on=None):
    for day in days:
        on = later(day)
        OffenceFactory(person=person, offence_on=on, disposed_on=disposed_on or later(30, on))


def figures(slug, **about):
    found = a_line(slug, **about).cell
    return found.numerator, found.denominator, found.value


@BOTH
def test_an_offence_before_release_on_day_366_or_proven_a_day_too_late_counts_nowhere(person, slug):
    released(person)
    offended(person, -1, 366)
    offended(person, 300, disposed_on=datetime.date(2024, 9, 2))
    assert figures(slug) == ((0, 0, None) if slug == OF_REOFFENDERS else (0, 1, 0))


@BOTH
def test_an_offence_on_the_day_of_release_on_day_365_and_proven_at_18_months_exactly_counts(person, slug):
    released(person)
    offended(person, 0, 365)
    offended(person, 300, disposed_on=datetime.date(2024, 9, 1))
    assert figures(slug) == (3, 1, 3)


def test_identical_rows_count_each(person):
    released(person)
    offended(person, 10, 10, 10)
    assert figures(OF_ALL) == (3, 1, 3)


def test_the_one_divides_by_reoffenders_and_the_other_by_everybody(medway):
    for days in ((3, 40), (5,), (), ()):
        person = living_in(medway)
        released(person)
        offended(person, *days)
    assert figures(OF_REOFFENDERS) == (3, 2, 1.5)
    assert figures(OF_ALL) == (3, 4, 0.75)
    found = a_line(OF_ALL).cell
    assert (found.low, found.high) == poisson_interval(3, 4)
    assert (found.unit, found.rate) == ("per_person", None)


def test_people_not_matched_are_left_out_with_their_offences(medway):
    hidden = living_in(medway, pnc_matched=False)
    released(hidden)
    offended(hidden, 3)
    found = a_line(OF_ALL).cell
    assert (found.numerator, found.denominator, found.parts.excluded["not_matched"]) == (0, 0, 1)


def test_of_two_releases_in_a_quarter_the_first_one_counts_and_a_year_pools_its_quarters(person):
    for on in (datetime.date(2022, 10, 3), datetime.date(2022, 11, 20), RELEASED):
        released(person, on=on)
    offended(person, 4)
    assert figures(OF_ALL, day=datetime.date(2022, 11, 20)) == (1, 1, 1)
    assert figures(OF_ALL, period=period("2022/23")) == (2, 2, 1)


@BOTH
def test_it_matures_as_proven_reoffending_and_says_nothing_before(person, slug):
    released(person)
    offended(person, 3)
    found = a_line(slug, as_at=datetime.date(2024, 9, 29)).cell
    assert (found.maturity, found.matures_on) == ("immature", datetime.date(2024, 9, 30))
    assert (found.numerator, found.denominator, found.value, found.low) == (None, 1, None, None)
    assert a_line(slug, as_at=datetime.date(2024, 9, 30)).cell.maturity == "final"


# Controlled


def counted(slug, once, often, clean):
    """The uncontrolled cell of so many people with one offence, with three, and with none."""
    parts = Counter({Part("event", "1"): once, Part("event", "3"): often, NON_EVENT: clean})
    at = ReportMoment(AS_AT, None, offences_to=AS_AT)
    return cell_of(indicator(slug), quarter_with(RELEASED), +parts, at)


def shown(slug, once, often, clean):
    found = control_table({"one": counted(slug, once, often, clean)})["one"]
    return found.numerator, found.denominator, found.value


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ((4, 3, 60), (None, None, None)),  # few reoffenders
        ((30, 20, 3), (None, None, None)),  # few without an offence: they would follow from the rest
        ((40, 4, 60), (None, 45, None)),  # few further offences
        ((20, 0, 60), (None, 20, None)),  # all of few had just one
        ((18, 7, 60), (40, 25, None)),  # too few for a figure
        ((30, 10, 60), (60, 40, 1.5)),
        ((40, 0, 60), (40, 40, 1.0)),
    ],
)
def test_offences_per_reoffender_are_shown_only_where_they_tell_of_nobody(people, told):
    assert shown(OF_REOFFENDERS, *people) == told


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ((4, 3, 60), (None, 65, None)),
        ((40, 4, 60), (None, 105, None)),
        ((0, 0, 25), (None, 25, None)),
        ((0, 0, 60), (0, 60, 0.0)),  # nobody reoffended
        ((20, 15, 0), (65, 35, 1.9)),  # everybody did
        ((30, 10, 60), (60, 100, 0.6)),
    ],
)
def test_offences_per_person_are_shown_only_where_they_tell_of_nobody(people, told):
    assert shown(OF_ALL, *people) == told


def test_what_one_area_hides_does_not_follow_from_the_others(medway):
    cells = {"small": counted(OF_ALL, 30, 2, 60), "large": counted(OF_ALL, 30, 20, 60)}
    cells["whole"] = counted(OF_ALL, 60, 22, 120)
    found = control_table(cells, [("whole", ("small", "large"))])
    hidden = [place for place, each in found.items() if each.numerator is None]
    assert "small" in hidden
    assert len(hidden) >= 2
