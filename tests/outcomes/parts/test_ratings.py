"""A figure against its target, and where its series is heading: two things."""

import datetime

import pytest

from outcomes.cells import Parts, cell
from outcomes.indicators import indicator
from outcomes.pages.standing import Standing
from outcomes.parts.directions import Direction, _direction
from outcomes.parts.ratings import rated_line, ratings_of
from outcomes.periods import period
from outcomes.places import place_named
from outcomes.report import Line, outcome_report
from tests.factories.accounts import UserFactory
from tests.factories.outcomes import BenchmarkFactory, TargetFactory
from tests.outcomes.crowd import released_together
from tests.outcomes.scenes import AS_AT

DAY = datetime.date(2024, 1, 1)


def line(slug, events, out_of, maturity="final"):
    return Line(indicator(slug), cell(slug, "", Parts(events, out_of - events), maturity, DAY), {})


def agreed(area, label, target, floor):
    TargetFactory(
        area=area, contract_area=None, measure="housed-on-release", period=label, target=target, floor=floor
    )


@pytest.mark.parametrize(
    ("events", "rating"), [(34, "target_met"), (33, "floor_met"), (32, "floor_met"), (31, "floor_missed")]
)
def test_a_share_is_green_at_its_target_amber_at_its_floor_and_red_below(events, rating):
    assert rated_line(line("housed-on-release", events, 40), 0.85, 0.8, "2024-Q1").rating == rating


@pytest.mark.parametrize(("events", "rating"), [(16, "target_met"), (18, "floor_met"), (21, "floor_missed")])
def test_where_lower_is_better_the_target_is_met_below_it(events, rating):
    assert rated_line(line("proven-reoffending", events, 40), 0.4, 0.5, "2024-Q1").rating == rating


def test_few_people_and_a_period_that_is_not_mature_have_too_little_data_for_a_rating():
    assert rated_line(line("housed-on-release", 29, 29), 0.85, 0.8, "2024-Q1").rating == "insufficient"
    assert (
        rated_line(line("housed-on-release", 39, 40, "immature"), 0.85, 0.8, "2024-Q1").rating
        == "insufficient"
    )


def test_without_a_floor_what_misses_the_target_is_said_to_miss_the_target():
    rated = rated_line(line("housed-on-release", 30, 40), 0.85, None, "2024-Q1")
    assert Standing(indicator("housed-on-release"), rated, None).rating_words == "Target missed"


def test_a_quarter_takes_the_target_of_its_year_only_where_it_has_none_of_its_own(medway):
    released_together(medway, 40, housed=30, homeless=10)
    agreed(medway, "2022/23", "0.7", None)
    report = outcome_report(place_named("area", "Medway"), period("2023-Q1"), AS_AT, internal=True)
    assert ratings_of(report, {})["housed-on-release"].agreed_for == "2022/23"
    agreed(medway, "2023-Q1", "0.9", "0.8")
    rated = ratings_of(report, {})["housed-on-release"]
    assert (rated.agreed_for, rated.rating) == ("2023-Q1", "floor_missed")


def test_a_place_without_targets_is_not_rated(medway):
    released_together(medway, 40, housed=30, homeless=10)
    assert ratings_of(outcome_report(place_named("area", "Medway"), period("2023-Q1"), AS_AT), {}) == {}


def test_a_direction_needs_six_quarters():
    assert _direction([(quarter, 0.5 + quarter / 100) for quarter in range(5)]) == Direction("too_few", 5)


def test_a_direction_is_established_only_by_the_interval_of_its_slope():
    rising = _direction([(quarter, 0.5 + quarter / 100) for quarter in range(6)])
    assert (rising.state, round(rising.slope, 9)) == ("rising", 0.01)
    assert _direction([(quarter, 0.5 - quarter / 100) for quarter in range(6)]).state == "falling"
    assert _direction([(quarter, (0.5, 0.6)[quarter % 2]) for quarter in range(6)]).state == "not_established"


def test_a_falling_rate_of_reoffending_is_good_and_a_falling_rate_of_homes_is_not():
    falling = Direction("falling", 6, -0.01, -0.02, -0.005)
    assert Standing(indicator("proven-reoffending"), None, falling).is_good
    assert not Standing(indicator("housed-on-release"), None, falling).is_good


def test_the_chart_of_an_indicator_shows_what_was_agreed_and_what_was_published_of_others(medway, client):
    released_together(medway, 60, housed=40, homeless=20)
    TargetFactory(area=medway, contract_area=None, measure="housed-on-release", period="2022/23", target="0.9",
                  floor="0.7")  # fmt: skip
    BenchmarkFactory()
    client.force_login(UserFactory(role="commissioner"))
    page = client.get(f"/outcomes/area/medway/2023-Q1/housed-on-release/?as_at={AS_AT}").content.decode()
    for name in ("Target 90%", "Floor 70%", "Others 86.3%"):
        assert page.count(name) == 2, "at both widths"
    assert "line: target for April 2022 to March 2023; dotted: floor; dashed: England and Wales" in page
