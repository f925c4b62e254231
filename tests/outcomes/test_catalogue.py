"""Every declaration of the catalogue is whole, and the engine is as it promises."""

import datetime

import pytest

from outcomes import engine
from outcomes.indicators import CATALOGUE, indicator
from outcomes.indicators.declaration import Window, excluded
from outcomes.moments import report_moment
from outcomes.periods import period
from outcomes.places import AREAS, HUBS
from tests.outcomes.scenes import living_in, released

EACH = pytest.mark.parametrize("each", CATALOGUE, ids=lambda each: each.slug)


def test_a_reason_that_is_not_in_the_closed_list_is_refused():
    with pytest.raises(ValueError, match="closed"):
        excluded("moved_away")


def test_an_indicator_that_does_not_exist_is_refused():
    with pytest.raises(LookupError, match="no indicator"):
        indicator("happiness")


@EACH
def test_a_code_that_is_not_declared_is_refused(each):
    with pytest.raises(LookupError, match="nonsense"):
        each.part_of("nonsense")


def test_a_curve_is_refused_where_there_is_none(db):
    with pytest.raises(ValueError, match="no survival curve"):
        engine.stops(CATALOGUE[0], AREAS, report_moment(datetime.date(2024, 1, 1)), [8092])


@EACH
def test_everything_a_reader_needs_is_declared(each):
    said = (
        each.slug,
        each.id,
        each.title,
        each.why,
        each.index_date,
        each.denominator,
        each.numerator,
        each.notes,
    )
    assert all(said)
    assert each.good in ("up", "down")
    assert {"event", "non_event"} <= {part.name for part in each.parts.values()}


def test_slugs_and_ids_are_unique():
    assert len({each.slug for each in CATALOGUE}) == len({each.id for each in CATALOGUE}) == len(CATALOGUE)


@EACH
@pytest.mark.parametrize("family", [AREAS, HUBS], ids=lambda family: family.name)
def test_all_places_and_a_whole_year_are_one_query(each, family, medway, django_assert_num_queries):
    for _ in range(3):
        released(living_in(medway))
    at = report_moment(datetime.date(2025, 6, 30))
    with django_assert_num_queries(1):
        engine.counts(each, family, at, period("2022/23").quarters)


@pytest.mark.parametrize(
    ("window", "closes", "words"),
    [
        (Window(), (2023, 8, 31), "none"),
        (Window(days=1), (2023, 9, 1), "1 day"),
        (Window(months=18), (2025, 2, 28), "18 months"),
        (Window(working_days=5), (2023, 9, 7), "5 working days"),
    ],
)
def test_a_window_closes_on_its_last_day(window, closes, words):
    assert window.closes_on(datetime.date(2023, 8, 31)) == datetime.date(*closes)
    assert str(window) == words
