"""A real cohort, from import files through the commands to the JSON of the report (lifelines' released prisoners)."""

import datetime
import io
import json

import pytest
from django.core.management import call_command
from django.utils import timezone
from lifelines.datasets import load_rossi

from tests.factories.real_cohort import write_files

R1, R3 = "proven-reoffending", "time-to-reoffence"


@pytest.fixture
def cohort(db, tmp_path):
    files = write_files(tmp_path)
    call_command("load_reference", stdout=io.StringIO())
    for what in ("people", "releases", "offences"):
        call_command(f"import_{what}", str(files[what]), stdout=io.StringIO())


def report(*options, place=("--area", "Medway"), as_at="2025-06-30"):
    out = io.StringIO()
    about = (*place, "--period", "2023-Q1", "--as-at", as_at, "--format", "json", *options)
    call_command("outcome_report", *about, stdout=out)
    return json.loads(out.getvalue())


def indicator(told, slug):
    return next(each for each in told["indicators"] if each["slug"] == slug)


def survival_on(told, day):
    return max((point for point in told["survival"] if point["day"] <= day), key=lambda point: point["day"])


def test_114_of_432_were_proven_to_have_reoffended(cohort):
    told = indicator(report("--internal"), R1)
    assert (told["numerator"], told["denominator"], told["maturity"]) == (114, 432, "final")
    assert told["excluded"] == {"not_yet_followed": 0, "not_matched": 0}
    assert told["rate"] == told["value"] == pytest.approx(0.263889, abs=5e-7)
    assert (told["low"], told["high"]) == pytest.approx((0.224540, 0.307400), abs=5e-7)


@pytest.mark.parametrize(("day", "share"), [(84, 0.956019), (182, 0.875000), (364, 0.736111)])
def test_the_curve_of_the_cohort_is_the_published_one(cohort, day, share):
    assert survival_on(report("--internal"), day)["survival"] == pytest.approx(share, abs=5e-7)


def test_the_interval_of_the_curve_is_the_published_one(cohort):
    last = survival_on(report("--internal"), 364)
    assert last["day"] == 364
    assert (last["low"], last["high"]) == pytest.approx((0.691860, 0.775063), abs=5e-7)


def test_114_people_with_an_event_of_432_stand_beside_the_curve(cohort):
    told = indicator(report("--internal"), R3)
    assert (told["numerator"], told["denominator"], told["unit"], told["rate"]) == (114, 432, "days", None)


def test_the_mean_days_of_those_who_reoffended_stand_apart(cohort):
    weeks = load_rossi().query("arrest == 1").week
    assert indicator(report("--internal"), R3)["mean_days"] == pytest.approx(7 * weeks.mean())
    assert indicator(report(), R3)["mean_days"] == round(7 * weeks.mean())
    assert indicator(report(), R1)["mean_days"] is None


@pytest.mark.parametrize("place", [("--area", "Medway"), ("--contract-area", "South East"), ("--england",)])
def test_a_commissioner_reads_115_of_430(cohort, place):
    told = indicator(report(place=place), R1)
    assert (told["numerator"], told["denominator"], told["suppressed"]) == (115, 430, False)
    assert (told["value"], told["rate"], told["low"], told["high"]) == (0.26, 0.26, 0.22, 0.31)


def test_a_commissioner_sees_the_monthly_knots_of_the_curve(cohort):
    days = [point["day"] for point in report()["survival"]]
    assert days == [0, 30, 61, 91, 122, 152, 183, 213, 243, 274, 304, 335, 365]


def test_before_it_matures_the_cell_has_no_rate(cohort):
    told = indicator(report("--internal", as_at="2024-06-30"), R1)
    assert (told["maturity"], told["matures_on"]) == ("immature", "2024-09-30")
    assert (told["value"], told["rate"], told["low"], told["high"]) == (None, None, None, None)


def test_before_the_import_nothing_was_known(cohort):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    told = report("--internal", "--known-at", yesterday.isoformat())
    assert {each["denominator"] for each in told["indicators"]} == {0}
    assert {each["numerator"] for each in told["indicators"]} <= {0, None}
    assert {each["rate"] for each in told["indicators"]} == {None}
    assert told["survival"] == []


def test_known_at_today_the_cohort_is_known(cohort):
    told = report("--internal", "--known-at", timezone.localdate().isoformat())
    assert indicator(told, R1)["numerator"] == 114


def test_another_area_has_none_of_them(cohort):
    told = indicator(report("--internal", place=("--area", "Dartford")), R1)
    assert (told["denominator"], told["rate"], told["suppressed"]) == (0, None, False)
