"""The two dates: what had happened by as-at, what was known by known-at, for every kind of fact (outcomes: Time)."""

import datetime

import pytest

from foundation.lifecycle import facts
from outcomes.moments import report_moment
from outcomes.periods import UnknownPeriod, financial_year, period, quarter_with
from people.models import Offence, Person, PersonArea, Release
from tests.factories.pathways import SpellFactory
from tests.factories.people import AreaFactory, OffenceFactory
from tests.outcomes.scenes import RELEASED, later, parts, released

E1, A1, R1 = "employed-6-weeks", "housed-on-release", "proven-reoffending"
LONG_AGO = datetime.datetime(2023, 1, 1, tzinfo=datetime.UTC)
CORRECTED = datetime.datetime(2024, 11, 1, 12, tzinfo=datetime.UTC)
BEFORE, AFTER = datetime.date(2024, 10, 31), datetime.date(2024, 11, 1)
AS_AT = datetime.date(2024, 10, 30)


def known_since_long_ago():
    """As if everything so far had been recorded long ago."""
    for model in (Person, PersonArea, Release, Offence):
        model.versions.update(recorded_at=LONG_AGO)


def corrected(fact, **changes):
    """Correct a fact as the product does, then move the correction to its day."""
    fact.refresh_from_db()
    facts.correct([(fact, changes)], by=None)
    type(fact).versions.filter(version_of=fact.pk).update(superseded_at=CORRECTED)
    type(fact).versions.filter(pk=fact.pk).update(recorded_at=CORRECTED)


def before_and_after(slug, **about):
    return [parts(slug, as_at=AS_AT, known_at=day, **about) for day in (BEFORE, AFTER)]


def test_a_corrected_release_date_counts_from_the_day_of_the_correction(person):
    release = released(person)
    known_since_long_ago()
    corrected(release, released_on=datetime.date(2022, 12, 1))
    assert before_and_after(A1) == [{"unknown": 1}, {}]


def test_a_corrected_match_to_the_police_computer_does_too(person):
    released(person)
    known_since_long_ago()
    corrected(person, pnc_matched=False)
    assert before_and_after(R1) == [{"non_event": 1}, {"not_matched": 1}]


def test_a_death_learnt_of_later_was_not_known_before(person):
    released(person)
    known_since_long_ago()
    corrected(person, died_on=RELEASED)
    assert before_and_after(A1) == [{"unknown": 1}, {"died": 1}]


def test_a_corrected_area_moves_the_figures_from_the_day_of_the_correction(person):
    released(person)
    known_since_long_ago()
    corrected(person.areas.get(), area=AreaFactory(name="Dartford"))
    assert before_and_after(A1) == [{"unknown": 1}, {}]
    assert before_and_after(A1, name="Dartford") == [{}, {"unknown": 1}]


def test_an_offence_recorded_late_was_not_known_before(person):
    released(person)
    known_since_long_ago()
    late = OffenceFactory(person=person, offence_on=later(9), disposed_on=later(20))
    Offence.versions.filter(pk=late.pk).update(recorded_at=CORRECTED)
    assert before_and_after(R1) == [{"non_event": 1}, {"event": 1}]


def test_a_spell_recorded_late_was_not_known_before(person):
    released(person)
    known_since_long_ago()
    late = SpellFactory(person=person, kind="employment", started_on=RELEASED)
    type(late).versions.filter(pk=late.pk).update(recorded_at=CORRECTED)
    assert before_and_after(E1) == [{"unknown": 1}, {"event": 1}]


def test_what_was_known_on_a_day_includes_its_last_moment(person):
    release = released(person)
    known_since_long_ago()
    last = datetime.datetime(2024, 7, 1, 22, 59, 59, tzinfo=datetime.UTC)  # 23:59:59 in London
    Release.versions.filter(pk=release.pk).update(recorded_at=last)
    assert parts(A1, as_at=AS_AT, known_at=datetime.date(2024, 6, 30)) == {}
    assert parts(A1, as_at=AS_AT, known_at=datetime.date(2024, 7, 1)) == {"unknown": 1}


def test_maturity_goes_by_the_earlier_of_the_two_dates(db):
    known = datetime.datetime(2024, 6, 30, 23, 30, tzinfo=datetime.UTC)  # 1 July in London
    assert report_moment(datetime.date(2025, 6, 30), known).as_at == datetime.date(2024, 7, 1)
    assert report_moment(datetime.date(2024, 5, 1), known).as_at == datetime.date(2024, 5, 1)


# Periods


def test_a_quarter_is_a_calendar_quarter():
    first = period("2023-Q1")
    assert (first.starts_on, first.ends_on) == (datetime.date(2023, 1, 1), datetime.date(2023, 3, 31))
    assert quarter_with(datetime.date(2023, 3, 31)) == first
    assert quarter_with(datetime.date(2023, 4, 1)) == period("2023-Q2")


def test_a_financial_year_runs_from_april_to_march():
    year = period("2023/24")
    assert (year.starts_on, year.ends_on) == (datetime.date(2023, 4, 1), datetime.date(2024, 3, 31))
    assert len(year.quarters) == 4


def test_the_last_year_of_a_century_has_its_usual_label():
    assert financial_year(2099).label == "2099/00"
    assert period("2099/00") == financial_year(2099)


def test_a_year_must_be_followed_by_the_next():
    with pytest.raises(UnknownPeriod, match="2023/24"):
        period("2023/22")


def test_a_day_lies_in_its_period():
    assert datetime.date(2023, 3, 31) in period("2023-Q1")
    assert datetime.date(2023, 4, 1) not in period("2023-Q1")
