"""The page, the PDF, CSV, ODS and JSON of one report say the same figures."""

import csv
import io
import json
import re

import pytest
import tablib
import time_machine
from pypdf import PdfReader

from outcomes.exports import FORMATS
from outcomes.periods import period
from outcomes.places import place_named
from outcomes.report import outcome_report
from outcomes.whole import whole_report
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.outcomes import TargetFactory
from tests.outcomes.crowd import released_together
from tests.outcomes.scenes import AS_AT


@pytest.fixture
def whole(medway):
    released_together(medway, 200, offended=60, housed=120, homeless=50)
    TargetFactory(
        area=medway,
        contract_area=None,
        measure="housed-on-release",
        period="2023-Q1",
        target="0.9",
        floor="0.7",
    )
    return whole_report(outcome_report(place_named("area", "Medway"), period("2023-Q1"), AS_AT))


def of_csv(whole):
    rows = csv.DictReader(io.StringIO(FORMATS["csv"].write(whole).decode("utf-8-sig")))
    return list(rows)


def test_every_file_holds_the_same_figures_of_every_indicator(whole):
    told = json.loads(FORMATS["json"].write(whole))
    lines = {row["slug"]: row for row in of_csv(whole) if row["part"] == "indicators"}
    sheets = tablib.Databook().load(FORMATS["ods"].write(whole), format="ods").sheets()
    spread = {row["slug"]: row for row in next(s for s in sheets if s.title == "indicators").dict}
    assert set(lines) == set(spread) == {each["slug"] for each in told["indicators"]}
    for each in told["indicators"]:
        for name in ("numerator", "denominator", "unknown", "rate", "low", "high", "known_share"):
            expected = "" if each[name] is None else str(each[name])
            assert lines[each["slug"]][name] == expected
            assert spread[each["slug"]][name] in (
                expected,
                each[name],
                None if expected == "" else each[name],
            )


def test_the_same_report_gives_the_same_bytes_in_every_format_whenever_it_is_written(whole):
    for form in FORMATS.values():
        with time_machine.travel("2026-01-01T12:00:00Z"):
            first = form.write(whole)
        with time_machine.travel("2026-03-01T12:00:00Z"):
            assert form.write(whole) == first


def test_the_paper_and_the_page_say_the_figures_of_the_file(whole, client, medway):
    told = {each["slug"]: each for each in json.loads(FORMATS["json"].write(whole))["indicators"]}
    paper = " ".join(
        " ".join(page.extract_text().split())
        for page in PdfReader(io.BytesIO(FORMATS["pdf"].write(whole))).pages
    )
    client.force_login(UserFactory(role="commissioner"))
    page = client.get(f"/outcomes/area/medway/2023-Q1/?as_at={AS_AT}").content.decode()
    page = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    for slug in ("housed-on-release", "proven-reoffending"):
        each = told[slug]
        for words in (
            f"{each['numerator']} of {each['denominator']}",
            f"{100 * each['rate']:.0f}%",
            f"{100 * each['low']:.0f} to {100 * each['high']:.0f}",
        ):
            assert words in paper
            assert words in page
    for words in (
        "Floor met",
        "90%",
        "floor 70%",
        "Men",
        "Survival and retention",
        "Whether anything improved",
    ):
        assert words in paper
        assert words in page


def test_the_verified_share_and_the_standing_are_in_the_files(whole):
    housed = next(
        each
        for each in json.loads(FORMATS["json"].write(whole))["indicators"]
        if each["slug"] == "housed-on-release"
    )
    assert housed["rating"] == {"target": 0.9, "floor": 0.7, "agreed_for": "2023-Q1", "rating": "floor_met"}
    assert housed["direction"] == {
        "state": "too_few", "quarters": 1, "slope": None, "low": None, "high": None,
    }  # fmt: skip
    assert housed["verified"] == {
        "numerator": 0, "denominator": 120, "rate": 0.0, "low": 0.0, "high": 0.03, "suppressed": False,
    }  # fmt: skip
    row = next(
        row for row in of_csv(whole) if row["part"] == "indicators" and row["slug"] == "housed-on-release"
    )
    assert (row["verified"], row["verified_of"], row["rating"], row["target"]) == (
        "0",
        "120",
        "floor_met",
        "0.9",
    )


@pytest.mark.parametrize("people", [0, 3])
def test_a_hub_with_nobody_or_three_people_reads_well_in_every_file(medway, people, client):
    hub = HubFactory(name="Chatham")
    released_together(medway, people, offended=people, housed=people)
    for internal in (False, True):
        report = outcome_report(place_named("hub", hub.name), period("2023-Q1"), AS_AT, internal=internal)
        whole = whole_report(report)
        for each in FORMATS.values():
            assert each.write(whole)
        assert whole.flow.has_people is False
        assert all(step.reached == 0 for step in whole.flow.steps)


@pytest.mark.parametrize("offended", [0, 100])
def test_nobody_and_everybody_reoffending_reads_as_such(medway, offended):
    released_together(medway, 100, offended=offended)
    whole = whole_report(outcome_report(place_named("area", "Medway"), period("2023-Q1"), AS_AT))
    line = whole.report.line("proven-reoffending")
    assert line.cell.rate == offended / 100
    assert FORMATS["pdf"].write(whole).startswith(b"%PDF")


def test_a_period_in_which_every_answer_is_unknown_has_no_rate_and_says_nobody_is_known(medway):
    released_together(medway, 100)
    whole = whole_report(outcome_report(place_named("area", "Medway"), period("2023-Q1"), AS_AT))
    cell = whole.report.line("housed-on-release").cell
    assert (cell.denominator, cell.parts.unknown, cell.rate) == (0, 100, None)
    assert "housed-on-release" not in {each.indicator.slug for each in whole.divided}
