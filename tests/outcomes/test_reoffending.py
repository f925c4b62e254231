"""R1 and R3: proven reoffending and the time until it (outcomes: section 1)."""

import datetime

import pytest

from outcomes.periods import period, quarter_with
from outcomes.places import place_named
from outcomes.report import outcome_report
from people.models import OffenceCoverage
from tests.factories.people import LocalSignalFactory, OffenceCoverageFactory, OffenceFactory
from tests.outcomes.scenes import AS_AT, RELEASED, a_line, later, living_in, parts, released

R1, R3 = "proven-reoffending", "time-to-reoffence"


def offended(person, day, disposed_on=None, **about):
    on = later(day)
    return OffenceFactory(person=person, offence_on=on, disposed_on=disposed_on or later(30, on), **about)


@pytest.mark.parametrize(
    ("day", "part"), [(-1, "non_event"), (0, "event"), (365, "event"), (366, "non_event")]
)
def test_an_offence_counts_from_the_day_of_release_to_day_365(person, day, part):
    released(person)
    offended(person, day)
    assert parts(R1) == {part: 1}


@pytest.mark.parametrize(
    ("disposed_on", "part"), [((2024, 9, 1), "event"), ((2024, 9, 2), "non_event"), (None, "non_event")]
)
def test_an_offence_counts_when_disposed_of_within_18_calendar_months(person, disposed_on, part):
    released(person)
    offence = offended(person, 300)
    offence.disposed_on = datetime.date(*disposed_on) if disposed_on else None
    offence.save()
    assert parts(R1) == {part: 1}


@pytest.mark.parametrize(("day", "part"), [(28, "event"), (29, "non_event")])
def test_18_months_from_31_august_end_with_february(person, day, part):
    on = datetime.date(2021, 8, 31)
    released(person, on=on)
    OffenceFactory(person=person, offence_on=later(9, on), disposed_on=datetime.date(2023, 2, day) if day < 29
                   else datetime.date(2023, 3, 1))  # fmt: skip
    assert parts(R1, day=on) == {part: 1}


@pytest.mark.parametrize("kind", ["arrest", "charge"])
def test_an_arrest_or_a_charge_is_no_proven_offence(person, kind):
    released(person)
    LocalSignalFactory(person=person, kind=kind, happened_on=later(9))
    assert parts(R1) == {"non_event": 1}


def test_a_caution_is_proven_too(person):
    released(person)
    offended(person, 3, disposal="caution")
    assert parts(R1) == {"event": 1}


@pytest.mark.parametrize("slug", [R1, R3])
def test_people_not_matched_are_left_out_and_counted(medway, slug):
    released(living_in(medway, pnc_matched=False))
    released(living_in(medway))
    assert parts(slug) == {"not_matched": 1, "non_event": 1}


def test_people_who_died_in_the_year_are_kept(medway):
    released(living_in(medway, died_on=later(50)))
    assert parts(R1) == {"non_event": 1}


def test_a_financial_year_pools_its_quarters(person):
    released(person, on=datetime.date(2022, 4, 10))
    released(person, on=datetime.date(2022, 11, 10))
    released(person, on=datetime.date(2022, 12, 10))
    assert parts(R1, period=period("2022/23")) == {"non_event": 2}


# Maturity


def test_the_first_quarter_of_2023_matures_on_30_september_2024(person):
    released(person)
    before, then = datetime.date(2024, 9, 29), datetime.date(2024, 9, 30)
    assert a_line(R1, as_at=before).cell.matures_on == then
    assert a_line(R1, as_at=before).cell.maturity == "immature"
    assert a_line(R1, as_at=then).cell.maturity == "final"


def test_an_immature_cell_has_no_rate_and_no_count_of_events(person):
    released(person)
    offended(person, 3)
    found = a_line(R1, as_at=datetime.date(2024, 6, 30)).cell
    assert (found.numerator, found.denominator, found.value, found.rate, found.low) == (
        None,
        1,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(("covers_to", "maturity"), [((2024, 9, 29), "immature"), ((2024, 9, 30), "final")])
def test_reoffending_is_immature_until_the_offence_data_reaches_its_day(person, covers_to, maturity):
    OffenceCoverage.objects.update(covers_to=datetime.date(*covers_to))
    released(person)
    assert a_line(R1).cell.maturity == maturity


@pytest.mark.parametrize("slug", [R1, R3])
def test_without_any_offence_data_there_is_no_rate_and_no_curve(person, slug):
    OffenceCoverage.objects.all().delete()
    released(person)
    found = a_line(slug).cell
    assert (found.maturity, found.numerator, found.rate) == ("immature", None, None)
    report = outcome_report(place_named("area", "Medway"), quarter_with(RELEASED), AS_AT, internal=True)
    assert report.survival == ()


def test_offence_data_loaded_after_the_known_at_date_was_not_there(person):
    OffenceCoverage.objects.update(recorded_at=datetime.datetime(2025, 2, 1, tzinfo=datetime.UTC))
    assert a_line(R1, known_at=datetime.date(2025, 1, 31)).cell.maturity == "immature"
    assert a_line(R1, known_at=datetime.date(2025, 2, 1)).cell.maturity == "final"


def test_the_last_word_on_how_far_the_offence_data_reaches_stands_as_known_then(person):
    OffenceCoverage.objects.update(recorded_at=datetime.datetime(2025, 2, 1, tzinfo=datetime.UTC))
    corrected = OffenceCoverageFactory(covers_to=datetime.date(2024, 9, 29))
    later = datetime.datetime(2025, 2, 3, tzinfo=datetime.UTC)
    OffenceCoverage.objects.filter(pk=corrected.pk).update(recorded_at=later)
    assert a_line(R1, known_at=datetime.date(2025, 2, 2)).cell.maturity == "final"
    assert a_line(R1, known_at=datetime.date(2025, 2, 4)).cell.maturity == "immature"


def test_of_two_words_on_the_reach_in_one_moment_the_later_written_stands(person):
    OffenceCoverageFactory(covers_to=datetime.date(2024, 9, 29))
    OffenceCoverage.objects.update(recorded_at=datetime.datetime(2024, 12, 1, tzinfo=datetime.UTC))
    assert a_line(R1).cell.maturity == "immature"


# Time to reoffence


def curve(as_at=AS_AT):
    report = outcome_report(place_named("area", "Medway"), quarter_with(RELEASED), as_at, internal=True)
    return [(step.day, step.at_risk, round(step.survival, 4)) for step in report.survival]


def test_the_curve_has_day_0_and_every_day_with_an_event(medway):
    for day in (10, 20, None, None):
        person = living_in(medway)
        released(person)
        if day:
            offended(person, day)
    assert curve() == [(0, 4, 1.0), (10, 4, 0.75), (20, 3, 0.5)]


def test_people_and_events_stand_beside_the_curve(medway):
    for day in (10, 600, None):
        person = living_in(medway)
        released(person)
        if day:
            offended(person, day)
    found = a_line(R3).cell
    assert (found.numerator, found.denominator, found.unit, found.rate) == (2, 3, "days", None)


def test_follow_up_ends_with_death(medway):
    person = living_in(medway, died_on=later(15))
    released(person)
    offended(person, 20)
    released(living_in(medway))
    assert parts(R3) == {"non_event": 2}


def test_an_offence_on_the_day_of_death_comes_first(medway):
    person = living_in(medway, died_on=later(15))
    released(person)
    offended(person, 15)
    assert parts(R3) == {"event": 1}


def test_follow_up_ends_six_months_before_the_as_at_date(person):
    released(person)
    offended(person, 200, disposed_on=later(201))
    ends = datetime.date(2024, 3, 17)  # day 200 is 17 September 2023
    assert parts(R3, as_at=later(-1, ends)) == {"non_event": 1}
    assert parts(R3, as_at=ends) == {"event": 1}


def test_an_offence_not_yet_disposed_of_by_the_as_at_date_is_not_proven(person):
    released(person)
    offended(person, 10, disposed_on=datetime.date(2024, 1, 1))
    assert parts(R3, as_at=datetime.date(2023, 12, 31)) == {"non_event": 1}
    assert parts(R3, as_at=datetime.date(2024, 1, 1)) == {"event": 1}


def test_people_released_in_the_last_six_months_are_not_yet_followed(person):
    released(person)
    assert parts(R3, as_at=datetime.date(2023, 8, 31)) == {"not_yet_followed": 1}
    assert parts(R3, as_at=datetime.date(2023, 9, 1)) == {"non_event": 1}
    assert a_line(R3, as_at=datetime.date(2023, 8, 31)).cell.maturity == "provisional"


def test_follow_up_never_goes_beyond_what_the_offence_data_can_tell(person):
    OffenceCoverage.objects.all().delete()
    OffenceCoverageFactory(covers_to=datetime.date(2023, 8, 31))
    released(person)
    assert parts(R3) == {"not_yet_followed": 1}
