"""A report against a year earlier, hubs against each other, an indicator over its quarters."""

import datetime
from collections import Counter
from dataclasses import replace

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from hubs.states import Mark
from outcomes.comparing.a_year_earlier import changes, is_one_series, year_earlier
from outcomes.comparing.funnels import hubs_compared
from outcomes.indicators import indicator
from outcomes.indicators.declaration import Part
from outcomes.pages.hubs import hub_funnel
from outcomes.periods import period
from outcomes.places import place_named
from outcomes.report import outcome_report
from outcomes.trends import quarters_up_to, trend_of
from outcomes.whole import whole_report
from tests.factories.hubs import BookingFactory, HubFactory, ServedAreaFactory, SessionFactory
from tests.outcomes.crowd import a_year_before, released_together
from tests.outcomes.scenes import AS_AT, RELEASED, referred


def report_of(kind, name, *, internal=False, label="2023-Q1"):
    return outcome_report(place_named(kind, name), period(label), AS_AT, internal=internal)


def two_years(area, hub, *, before, now, people=100):
    for on, offended, mark in ((a_year_before(), before, "B"), (RELEASED, now, "A")):
        for person in released_together(area, people, offended=offended, on=on, mark=mark):
            referred(person, hub, on)


def held(hub, *, attended, missed):
    session = SessionFactory(
        hub=hub,
        state="recorded",
        capacity=None,
        starts_at=datetime.datetime(2023, 2, 1, 10, tzinfo=datetime.UTC),
    )
    for mark, number in ((Mark.ATTENDED, attended), (Mark.DID_NOT_ATTEND, missed)):
        for _ in range(number):
            BookingFactory(session=session, hub=hub, held_on=session.held_on, state="booked", mark=mark)


# A year earlier


def test_a_controlled_report_is_compared_with_nothing(medway):
    two_years(medway, HubFactory(name="Chatham"), before=60, now=20)
    assert changes(report_of("area", "Medway")) == {}
    assert changes(report_of("hub", "Chatham")) == {}


def test_fewer_than_thirty_are_compared_with_nothing(medway):
    two_years(medway, HubFactory(name="Chatham"), before=15, now=3, people=29)
    assert changes(report_of("hub", "Chatham", internal=True)) == {}


def test_a_fall_in_reoffending_is_lower_and_good(medway):
    two_years(medway, HubFactory(name="Chatham"), before=60, now=20)
    change = changes(report_of("hub", "Chatham", internal=True))["proven-reoffending"]
    assert (change.direction, change.is_good) == ("lower", True)
    low, high = confint_proportions_2indep(20, 100, 60, 100, method="newcomb")
    assert (change.difference, change.low, change.high) == pytest.approx((-0.4, low, high))


def test_a_small_change_has_no_direction_and_says_how_many_people_it_would_take(medway):
    two_years(medway, HubFactory(name="Chatham"), before=30, now=25)
    change = changes(report_of("hub", "Chatham", internal=True))["proven-reoffending"]
    assert change.direction == "not_established"
    assert "direction not established. About 1,248 people would be needed" in change.verdict.sentence


@pytest.mark.parametrize(
    ("before", "after", "one"),
    [
        ("2023-Q1", "2024-Q1", True),
        ("2023-Q2", "2024-Q2", False),
        ("2024-Q1", "2025-Q1", False),
        ("2024-Q2", "2025-Q2", True),  # the quarter of the break counts from the break on
        ("2023/24", "2024/25", False),
        ("2024/25", "2025/26", True),
    ],
)
def test_no_comparison_crosses_a_series_break(before, after, one):
    assert is_one_series(indicator("employed-6-weeks"), period(before), period(after)) is one
    assert year_earlier(period(after)) == period(before)


# Hubs


def test_an_area_without_a_hub_has_no_funnel_and_a_hub_is_named_alone_among_all(medway):
    for name in ("Chatham", "Leeds"):
        held(HubFactory(name=name), attended=40, missed=20)
    assert hubs_compared(report_of("area", "Medway")) is None
    of_hub = hubs_compared(report_of("hub", "Chatham"))
    assert (set(of_hub.by_name), of_hub.own, set(of_hub.named)) == (
        {"Chatham", "Leeds"},
        ("Chatham",),
        {"Chatham"},
    )


def test_an_area_shows_the_hub_that_serves_it_against_all_hubs(medway):
    hub = HubFactory(name="Chatham")
    ServedAreaFactory(hub=hub, area=medway)
    for each in (hub, HubFactory(name="Leeds")):
        held(each, attended=40, missed=20)
    assert hubs_compared(report_of("area", "Medway")).own == ("Chatham",)


def test_hubs_are_compared_for_england_and_contract_areas(medway):
    held(HubFactory(name="Chatham"), attended=40, missed=20)
    assert set(hubs_compared(report_of("england", "")).by_name) == {"Chatham"}
    assert set(hubs_compared(report_of("contract_area", "South East")).by_name) == {"Chatham"}


def test_a_hub_of_few_bookings_or_few_absences_is_not_in_the_funnel(medway):
    for name, attended, missed in (("Chatham", 40, 20), ("Leeds", 15, 14), ("Hull", 50, 3)):
        held(HubFactory(name=name), attended=attended, missed=missed)
    assert set(hubs_compared(report_of("england", "")).by_name) == {"Chatham"}


def test_a_hub_that_cannot_be_shown_does_not_follow_from_england_less_the_others(medway):
    for name, attended, missed in (("Chatham", 60, 40), ("Leeds", 40, 30), ("Hull", 50, 3)):
        held(HubFactory(name=name), attended=attended, missed=missed)
    assert set(hubs_compared(report_of("england", "")).by_name) == {"Chatham"}


def test_only_a_hub_outside_the_limits_is_named(medway):
    for name, attended, missed in (("Chatham", 60, 40), ("Leeds", 60, 40), ("Hull", 12, 48)):
        held(HubFactory(name=name), attended=attended, missed=missed)
    drawn = hub_funnel(whole_report(report_of("england", "")))
    assert drawn.title == "One hub lies outside the 99.8% limits"
    assert "Hull 20%" in drawn.wide.svg("hubs")
    assert "Leeds" not in drawn.wide.svg("hubs")
    assert [row[0] for row in drawn.rows] == ["Chatham", "Hull", "Leeds"]


@pytest.fixture
def two_hubs(medway, monkeypatch):
    """61.6% of 7,000 bookings, which is shown as 62%, where England has 60.4%, shown as 60%."""
    hubs = {HubFactory(name="Chatham").pk: 4312, HubFactory(name="Leeds").pk: 4144}
    counted = {
        pk: Counter({Part("event"): attended, Part("non_event"): 7000 - attended})
        for pk, attended in hubs.items()
    }
    monkeypatch.setattr("outcomes.comparing.funnels._pooled", lambda report: counted)
    return report_of("hub", "Chatham")


def test_a_hub_is_outside_by_unrounded_counts_and_in_a_report_frozen_before_by_those_shown(two_hubs):
    hubs = hubs_compared(two_hubs)
    assert (hubs.by_name["Chatham"].rate, hubs.all.rate) == (0.62, 0.6)
    assert (hubs.outside, hubs.beyond) == ((), ())
    assert replace(hubs, outside=None).beyond == ("Chatham",)


def test_a_funnel_says_that_the_table_has_the_hubs_of_the_place_alone(two_hubs):
    drawn = hub_funnel(whole_report(two_hubs)).wide.svg("hubs")
    assert "The table has the figures of the one hub that is named here; the others are in no table" in drawn


# Quarters


def test_a_trend_is_the_reports_of_eight_quarters_in_one_query(medway, django_assert_num_queries):
    released_together(medway, 60, housed=40, homeless=20)
    place, housed = place_named("area", "Medway"), indicator("housed-on-release")
    with django_assert_num_queries(3):  # offence coverage, areas, and one count
        lines = trend_of(housed, place, period("2023-Q2"), AS_AT, None, internal=False)
    assert [str(each) for each, _ in lines] == [str(each) for each in quarters_up_to(period("2023-Q2"))]
    of_quarter = {str(each): line for each, line in lines}
    assert of_quarter["2023-Q1"].cell == report_of("area", "Medway").line("housed-on-release").cell
    assert of_quarter["2022-Q4"].cell.denominator == 0
