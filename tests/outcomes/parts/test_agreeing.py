"""The page, the PDF, CSV, ODS and JSON of one report say the same figures."""

import csv
import io
import json
import re

import pytest
import time_machine
from pypdf import PdfReader

from outcomes.exports import FORMATS
from outcomes.pages.reading import reading
from outcomes.parts.ratings import INSUFFICIENT
from outcomes.periods import period
from outcomes.places import place_named
from outcomes.report import outcome_report
from outcomes.whole import whole_report
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.outcomes import TargetFactory
from tests.outcomes.attending import refer
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


def of_hub(internal):
    return whole_report(
        outcome_report(place_named("hub", "Chatham"), period("2023-Q1"), AS_AT, internal=internal)
    )


def test_a_hub_of_three_people_shows_a_commissioner_nothing_of_them_and_its_staff_too_little_to_judge(medway):
    hub = HubFactory(name="Chatham")
    refer(hub, released_together(medway, 3, offended=1, housed=3))
    TargetFactory(hub=hub, contract_area=None, measure="housed-on-release", period="2023-Q1", target="0.9")
    shown, own = of_hub(internal=False), of_hub(internal=True)
    assert shown.report.line("decided-in-time").cell.parts.unknown is None
    for slug in ("housed-on-release", "proven-reoffending"):
        cell = shown.report.line(slug).cell
        assert (cell.numerator, cell.denominator, cell.rate) == (None, None, None), slug
    assert [step.reached for step in shown.flow.steps if step.reached] == []
    assert shown.divided == shown.report.survival == shown.retention.points == ()
    assert own.report.line("housed-on-release").cell.rate == 1
    assert (own.ratings["housed-on-release"].rating, own.flow.steps[0].reached) == (INSUFFICIENT, 3)
    for each in FORMATS.values():
        assert each.write(shown)
        assert each.write(own)
    assert {row["denominator"] for row in of_csv(shown)} <= {"", "0"}


def test_a_hub_of_nobody_reads_well_in_every_file(medway):
    HubFactory(name="Chatham")
    whole = of_hub(internal=True)
    assert whole.flow.has_people is False
    assert all(each.write(whole) for each in FORMATS.values())


def test_a_period_before_any_data_is_a_report_of_nobody_in_every_file(medway, client):
    released_together(medway, 40, offended=20, housed=30)
    whole = whole_report(outcome_report(place_named("area", "Medway"), period("2015-Q1"), AS_AT))
    assert {line.cell.denominator for line in whole.report.lines} == {0}
    assert all(each.write(whole) for each in FORMATS.values())
    client.force_login(UserFactory(role="commissioner"))
    assert "Nobody was released" in client.get("/outcomes/area/medway/2015-Q1/").content.decode()


@pytest.mark.parametrize("offended", [0, 100])
def test_nobody_and_everybody_reoffending_reads_as_such(medway, offended):
    released_together(medway, 100, offended=offended)
    whole = whole_report(outcome_report(place_named("area", "Medway"), period("2023-Q1"), AS_AT))
    line = whole.report.line("proven-reoffending")
    assert line.cell.rate == offended / 100
    assert FORMATS["pdf"].write(whole).startswith(b"%PDF")


@pytest.mark.parametrize("internal", [True, False])
def test_a_period_in_which_every_answer_is_unknown_has_no_rate_and_says_nobody_is_known(medway, internal):
    released_together(medway, 100)
    where = place_named("area", "Medway")
    whole = whole_report(outcome_report(where, period("2023-Q1"), AS_AT, internal=internal))
    cell = whole.report.line("housed-on-release").cell
    assert (cell.denominator, cell.parts.unknown, cell.rate) == (0, 100, None)
    assert "housed-on-release" not in {each.indicator.slug for each in whole.divided}
    read = reading(whole, "")
    row = next(each for each in read.rows if each.indicator.slug == "housed-on-release")
    assert (row.marked_rate, row.why_none, row.known_share) == ("[z]", "no answer is known", "0%")
    assert not row.is_empty
    points = [point for column in read.answer.columns for point in column.points]
    (said,) = [point for point in points if point.words == "Nobody’s answer is known [z]."]
    assert "housed on release night" in said.lead.lower()


def test_a_few_whose_answers_are_unknown_are_not_told_of(medway):
    released_together(medway, 3)
    whole = whole_report(outcome_report(place_named("area", "Medway"), period("2023-Q1"), AS_AT))
    read = reading(whole, "")
    row = next(each for each in read.rows if each.indicator.slug == "housed-on-release")
    assert (row.unknown, row.known_share, row.is_unknown, row.is_empty) == ("[c]", "[c]", False, False)


def test_a_quarter_of_few_known_answers_does_not_say_that_few_were_released(medway, client):
    released_together(medway, 100, housed=10, homeless=10)
    client.force_login(UserFactory(role="commissioner"))
    page = client.get(f"/outcomes/area/medway/2023-Q1/?as_at={AS_AT}").content.decode()
    assert "Fewer than 30 people were released" not in page
    assert "For fewer than 30 people released in this quarter it is known where they slept" in page
