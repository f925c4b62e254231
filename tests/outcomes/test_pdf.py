"""The report on paper: it opens, says what the JSON says, is tagged, and is the same bytes every time."""

import datetime
import io
import json
from hashlib import sha256

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from foundation.design.pdf import table
from foundation.design.pdf.document import MEASURE
from outcomes.exports import FORMATS, as_pdf, pdf_parts
from outcomes.indicators import SPECIFICATION, indicator
from outcomes.pages.answer import Column, Point
from outcomes.periods import period
from outcomes.places import place_named
from outcomes.report import outcome_report
from outcomes.whole import whole_report
from tests.factories.hubs import HubFactory
from tests.outcomes.crowd import released_together
from tests.outcomes.scenes import AS_AT, RELEASED, referred

KNOWN = datetime.date(2026, 1, 31)


@pytest.fixture
def controlled(medway):
    """Enough people for rates, with one indicator hidden for its small number."""
    released_together(medway, 123, offended=42, housed=60, homeless=40)
    return outcome_report(place_named("area", "Medway"), period("2023-Q1"), AS_AT)


@pytest.fixture
def internal(medway):
    hub = HubFactory(name="Chatham")
    for person in released_together(medway, 40, offended=13, housed=20, homeless=15, mark="H"):
        referred(person, hub, RELEASED)
    return outcome_report(place_named("hub", "Chatham"), period("2023-Q1"), AS_AT, internal=True)


def pages(report):
    reader = PdfReader(io.BytesIO(FORMATS["pdf"].write(whole_report(report))))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def told(report):
    return json.loads(FORMATS["json"].write(whole_report(report)))


def count(number, maturity="final"):
    return "[x]" if maturity == "immature" else "[c]" if number is None else f"{number:,}"


def percent(share, decimals):
    return f"{100 * share:.{decimals}f}"


@pytest.mark.parametrize("which", ["controlled", "internal"])
def test_every_figure_of_the_table_equals_the_json(request, which):
    report = request.getfixturevalue(which)
    decimals = 1 if report.internal else 0
    paper = " ".join(pages(report)).partition("nothing is rated.")[2]
    rates = 0
    for each in told(report)["indicators"]:
        if indicator(each["slug"]).led_by:  # on the page of the question that leads, and in the files
            continue
        number, out_of = count(each["numerator"], each["maturity"]), count(each["denominator"])
        shown = (
            f"{number} offences, {out_of} people" if each["unit"] == "per_person" else f"{number} of {out_of}"
        )
        row = paper[paper.index(each["title"]) :]
        assert row.startswith(f"{each['title']} {shown}"), each["slug"]
        if each["rate"] is not None:
            rates += 1
            figures = f"{percent(each['rate'], decimals)}% {percent(each['low'], decimals)} to "
            assert row.startswith(f"{each['title']} {shown} {figures}{percent(each['high'], decimals)}")
    assert rates >= 2


def test_every_point_of_the_curve_in_the_table_equals_the_json(controlled):
    paper = " ".join(pages(controlled))
    survival = told(controlled)["survival"]
    assert [point["day"] for point in survival] == [0, 30, 61, 91], (
        "one event after day 122 would tell of itself"
    )
    for point in survival:
        assert f"{point['day']} {point['at_risk']} {percent(point['survival'], 0)}%" in paper


def test_the_first_page_is_the_answer_and_stands_alone(controlled):
    first = pages(controlled)[0]
    assert "The answer on one page" in first
    assert "Proven reoffending. 34%, 95% interval 26 to 43." in first
    assert "Data as at: 30 June 2025" in first
    assert "Indicators" not in first


def test_the_first_page_carries_the_measures_that_the_answer_rests_on(controlled, internal):
    for report, figures in (
        (controlled, "Housed on release night 60 of 100 60% 50 to 69"),
        (internal, "Housed on release night 20 of 35 57.1% 40.9 to 72.0"),
    ):
        first = pages(report)[0]
        assert "Measures that carry the answer" in first
        assert figures in first


def test_columns_of_the_answer_are_stacked_so_that_a_long_one_stands_alone():
    short = Column("Short", "plain", (Point("Housed.", "80%"),))
    long = Column("Long", "plain", (Point("Housed.", "80% " * 40),) * 3)
    stacks = as_pdf._stacks([short, long, short, short])
    assert [long] in stacks
    assert sorted(map(len, stacks)) == [1, 1, 2]


@pytest.mark.parametrize("which", ["controlled", "internal"])
def test_no_table_is_wider_than_its_page(request, which, monkeypatch):
    widths = {}

    def measured(caption, columns, rows):
        widths[caption] = sum(column.width for column in columns)
        return table(caption, columns, rows)

    monkeypatch.setattr(as_pdf, "table", measured)
    monkeypatch.setattr(pdf_parts, "table", measured)
    pages(request.getfixturevalue(which))
    assert len(widths) > 4
    assert {caption: width for caption, width in widths.items() if width > MEASURE + 1} == {}


def test_the_first_page_names_measures_that_cannot_yet_be_said_with_their_date(medway):
    released_together(medway, 50, housed=40)
    early = outcome_report(place_named("area", "Medway"), period("2023-Q1"), datetime.date(2024, 6, 30))
    measures = pages(early)[0].partition("Measures that carry the answer")[2]
    assert "Proven reoffending [x] of 50 [x]" in measures
    assert "It can be known from 30 September 2024." in measures


def test_a_year_that_is_not_over_says_so_on_one_page_and_names_the_weightiest_that_wait(medway):
    hub = HubFactory(name="Chatham")
    for person in released_together(medway, 50, housed=40):
        referred(person, hub, RELEASED)
    early = outcome_report(place_named("area", "Medway"), period("2022/23"), datetime.date(2023, 3, 15))
    first, second = pages(early)[:2]
    assert "The period is not over: it ends on 31 March 2023." in first
    assert "How to read this report." in first
    assert second.partition("Contents")[1]
    waiting = first.partition("Cannot yet be said")[2].partition(".")[0]
    assert "Proven reoffending, housed on release night" in waiting
    assert waiting.endswith("more")


def test_data_quality_stands_on_two_pages_and_the_method_on_five(controlled, internal):
    for report in (controlled, internal):
        paper = pages(report)
        (begins,) = [number for number, page in enumerate(paper) if "never counted as a no" in page]
        quality = " ".join(paper[begins : begins + 2])
        assert "Time to reoffence" in quality.partition("never counted as a no")[2]
        first = next(number for number, page in enumerate(paper) if "same declarations" in page)
        assert len(paper) - first <= 5


def test_every_page_names_place_dates_versions_and_the_hash_of_the_figures(controlled):
    figures = sha256(FORMATS["json"].write(whole_report(controlled))).hexdigest()
    paper = pages(controlled)
    for number, page in enumerate(paper, 1):
        assert "Medway, January to March 2023. Data as at 30 June 2025." in page
        assert f"Specification {SPECIFICATION}, code 0.1.0" in page
        assert f"figures {figures[:4]} {figures[4:8]} {figures[8:12]}" in page
        assert f"Page {number} of {len(paper)}" in page
    assert figures in "".join(paper).replace(" ", "")


def test_every_page_of_an_internal_report_says_that_it_is(internal):
    assert all("INTERNAL" in page for page in pages(internal))


def test_no_page_of_a_controlled_report_says_that_it_is_internal(controlled):
    assert not any("INTERNAL" in page for page in pages(controlled))


def test_the_same_report_gives_the_same_bytes(controlled, internal):
    for report in (controlled, internal):
        assert FORMATS["pdf"].write(whole_report(report)) == FORMATS["pdf"].write(whole_report(report))


def test_two_runs_of_the_command_write_the_same_bytes(controlled, tmp_path):
    files = [tmp_path / "one.pdf", tmp_path / "other.pdf"]
    for file in files:
        call_command(
            "outcome_report", "--area", "Medway", "--period", "2023-Q1", "--as-at", str(AS_AT),
            "--known-at", str(KNOWN), "--format", "pdf", "--output", str(file),
        )  # fmt: skip
    assert files[0].read_bytes() == files[1].read_bytes()
    assert files[0].read_bytes().startswith(b"%PDF-")


def test_the_file_is_tagged_in_english_with_headings_tables_and_figures(controlled):
    content = FORMATS["pdf"].write(whole_report(controlled))
    catalogue = PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en-GB"
    roles = _roles(catalogue["/StructTreeRoot"])
    assert {"/H1", "/H2", "/H3", "/P", "/Table", "/TR", "/TH", "/TD", "/Figure"} <= roles


def test_every_figure_has_an_alternative_text(controlled):
    catalogue = PdfReader(io.BytesIO(FORMATS["pdf"].write(whole_report(controlled)))).trailer["/Root"]
    figures = [element for element in _elements(catalogue["/StructTreeRoot"]) if element["/S"] == "/Figure"]
    assert figures
    assert all(figure.get("/Alt") for figure in figures)


def test_a_report_of_nobody_is_a_file_too(medway):
    report = outcome_report(place_named("area", "Medway"), period("2023-Q1"), AS_AT)
    paper = pages(report)
    assert "Nobody was released, referred or booked into a session" in paper[0]
    assert "Method" in paper[1]


def _elements(node):
    for kid in node.get("/K", []):
        kid = kid.get_object()
        if isinstance(kid, dict) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _roles(root):
    return {element["/S"] for element in _elements(root)}
