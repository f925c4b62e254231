"""The command that writes the report: what it refuses, and the exact shape of what it writes (files: Report JSON)."""

import csv
import datetime
import io
import json
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from outcomes.indicators import CATALOGUE, EXCLUSIONS
from tests.factories.hubs import HubFactory
from tests.factories.people import AreaFactory, OffenceFactory
from tests.outcomes.scenes import later, living_in, released

NAMES = ["area", "hub", "contract_area", "period", "as_at", "known_at", "specification", "internal", "indicators",
         "survival"]  # fmt: skip
INDICATOR = ["slug", "title", "unit", "numerator", "denominator", "excluded", "unknown", "value", "rate", "low", "high",
             "maturity", "matures_on", "suppressed"]  # fmt: skip
# What came later stands after what other programs rely on.
MORE = ["flow", "retention", "hubs", "groups", "reporting", "compared", "cohorts", "changes", "grows"]
MORE_OF_EACH = ["known_share", "mean_days", "verified", "counted_apart", "rating", "direction", "benchmarks"]


def run(*options, place=("--area", "Medway"), period="2023-Q1", form="json"):
    out = io.StringIO()
    call_command("outcome_report", *place, "--period", period, "--format", form, *options, stdout=out)
    return out.getvalue()


def told(*options, **about):
    return json.loads(run(*options, **about))


def reoffending(report):
    return next(each for each in report["indicators"] if each["slug"] == "proven-reoffending")


# Refusals


@pytest.mark.parametrize("place", [("--area", "Nowhere"), ("--hub", "medway"), ("--contract-area", "")])
def test_an_unknown_place_is_refused_by_name(medway, place):
    with pytest.raises(CommandError, match="There is no") as refused:
        run(place=place)
    assert place[1] in str(refused.value)


@pytest.mark.parametrize(
    "period", ["2023-Q5", "2023-Q0", "2023/25", "2023/2024", "2023", "", "23-Q1", "२०२३-Q1"]
)
def test_an_unknown_period_is_refused_with_an_example(medway, period):
    with pytest.raises(CommandError, match="2023-Q1"):
        run(period=period)


def test_an_as_at_day_that_has_not_come_is_refused(medway):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(CommandError, match="has not come"):
        run("--as-at", tomorrow.isoformat())


def test_a_known_at_to_come_is_now(medway):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert told("--known-at", tomorrow.isoformat())["indicators"] == told()["indicators"]


@pytest.mark.parametrize("option", ["--as-at", "--known-at"])
def test_something_else_than_a_date_is_refused(medway, option):
    with pytest.raises(CommandError, match=option):
        run(option, "30/09/2024")


def test_a_file_that_cannot_be_written_is_refused(medway, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        run("--output", str(tmp_path / "no such folder" / "report.json"))


def test_a_pdf_is_not_written_as_text(medway):
    with pytest.raises(CommandError, match="--output"):
        run(form="pdf")


def test_exactly_one_place_is_asked_for(medway):
    with pytest.raises(CommandError, match="not allowed with"):
        run("--england")


def test_a_refusal_ends_with_status_1(settings):
    ended = subprocess.run(
        [sys.executable, "manage.py", "outcome_report", "--england", "--period", "2023-Q9", "--format", "json"],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert "2023-Q9" in ended.stderr
    assert "Traceback" not in ended.stderr


# JSON


def test_the_names_of_the_json_begin_with_exactly_those_of_the_specification(medway):
    report = told("--as-at", "2025-06-30", "--internal")
    assert list(report) == NAMES + MORE
    assert [each["slug"] for each in report["indicators"]] == [each.slug for each in CATALOGUE]
    assert all(list(each) == INDICATOR + MORE_OF_EACH for each in report["indicators"])
    assert {reason for each in report["indicators"] for reason in each["excluded"]} <= set(EXCLUSIONS)


@pytest.mark.parametrize(
    ("place", "names"),
    [
        (("--area", "Medway"), ("Medway", None, None)),
        (("--hub", "Chatham"), (None, "Chatham", None)),
        (("--contract-area", "South East"), (None, None, "South East")),
        (("--england",), (None, None, None)),
    ],
)
def test_the_place_is_named_by_its_kind(medway, place, names):
    HubFactory(name="Chatham")
    report = told(place=place)
    assert (report["area"], report["hub"], report["contract_area"]) == names


def test_a_known_at_date_means_the_end_of_that_london_day(medway):
    report = told("--as-at", "2024-07-01", "--known-at", "2024-07-01")
    assert (report["as_at"], report["known_at"]) == ("2024-07-01", "2024-07-01T23:59:59.999999+01:00")


def test_without_dates_the_report_is_of_today(medway):
    report = told()
    assert report["as_at"] == timezone.localdate().isoformat()
    assert abs(datetime.datetime.fromisoformat(report["known_at"]) - timezone.now()) < datetime.timedelta(
        minutes=1
    )


def test_an_empty_denominator_is_not_called_suppressed(medway):
    report = told("--as-at", "2025-06-30")
    assert all(each["denominator"] == 0 and each["suppressed"] is False for each in report["indicators"])
    assert all(each["rate"] is None for each in report["indicators"])


def test_small_numbers_leave_only_in_an_internal_report(medway):
    for _ in range(4):
        person = living_in(medway)
        released(person)
        OffenceFactory(person=person, offence_on=later(9), disposed_on=later(30))
    controlled, internal = told("--as-at", "2025-06-30"), told("--as-at", "2025-06-30", "--internal")
    assert (controlled["internal"], internal["internal"]) == (False, True)
    hidden, shown = reoffending(controlled), reoffending(internal)
    assert (hidden["numerator"], hidden["denominator"], hidden["suppressed"]) == (None, None, True)
    assert (shown["numerator"], shown["denominator"], shown["rate"], shown["suppressed"]) == (
        4,
        4,
        1.0,
        False,
    )


def test_a_hidden_area_does_not_follow_from_its_contract_area(medway):
    other = AreaFactory(name="Dartford")
    for area, people in ((medway, 40), (other, 4)):
        for _ in range(people):
            released(living_in(area))
    cells = [
        reoffending(told("--as-at", "2025-06-30", place=place))
        for place in (("--area", "Medway"), ("--area", "Dartford"), ("--contract-area", "South East"))
    ]
    assert [cell["denominator"] for cell in cells].count(None) >= 2


# Files


def test_the_output_file_holds_what_standard_output_would(medway, tmp_path):
    dates = ("--as-at", "2025-06-30", "--known-at", timezone.localdate().isoformat())
    run(*dates, "--output", str(tmp_path / "report.json"))
    assert (tmp_path / "report.json").read_text(encoding="utf-8") == run(*dates)


def test_the_csv_has_the_figures_of_the_json(medway):
    for day in (9, 400, None):
        person = living_in(medway)
        released(person)
        if day:
            OffenceFactory(person=person, offence_on=later(day), disposed_on=later(day + 30))
    options = ("--as-at", "2025-06-30", "--internal")
    text, report = run(*options, form="csv"), told(*options)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    figures, curve = ([row for row in rows if row["part"] == part] for part in ("indicators", "survival"))
    for row, each in zip(figures, report["indicators"], strict=True):
        for name in ("numerator", "denominator", "unknown", "value", "rate", "low", "high"):
            assert row[name] == ("" if each[name] is None else str(each[name]))
        for reason, number in each["excluded"].items():
            assert row[f"excluded_{reason}"] == str(number)
        assert row["control"] == "internal: no disclosure control"
    assert [(row["day"], row["value"]) for row in curve] == [
        (str(point["day"]), str(point["survival"])) for point in report["survival"]
    ]


def test_the_csv_runs_no_formula(db):
    AreaFactory(name="=2+5")
    assert "'=2+5" in run(place=("--area", "=2+5"), form="csv")
