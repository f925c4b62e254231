"""The tagged PDF as a reader, and a screen reader, meets it."""

import gc
import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream, IndirectObject

from foundation.design.charts import Caption, CurvePoint, interval_strip, rating_mark, survival
from foundation.design.charts.strip import Rating
from foundation.design.pdf import (
    Column,
    Columns,
    Document,
    Figure,
    Gap,
    Group,
    Rule,
    TableCell,
    figure,
    heading,
    note,
    paragraph,
    table,
)
from foundation.design.pdf.fonts import BOLD, FOLDER, REGULAR, printable
from foundation.design.pdf.structure import TaggedCanvas

COLUMNS = [
    Column("Indicator", 200),
    Column("Count", 90, is_number=True),
    Column("0 to 100%", 90),
    Column("Rating", 100),
]


def a_row(number):
    strip = interval_strip("Rate", share=0.78, low=0.7, high=0.84, width=110)
    rated = TableCell("Target met", is_strong=True, mark=rating_mark(Rating.TARGET_MET))
    return [TableCell(f"Measure {number}", under="84% England"), "100 of 125", strip, rated]


def a_curve():
    curve = [CurvePoint(0, 1, 1, 1), CurvePoint(183, 0.88, 0.84, 0.9)]
    words = Caption("88% not reconvicted after six months", "430 people released", "Not reconvicted, %")
    return survival(
        words, curve, followed={0: 430}, end=365, ticks=(0, 183, 365), time_words="Days", decimals=0
    )


def a_report():
    document = Document(
        "Outcome report: Medway", issuer="Medway Council", footer=["Data as at 15 May 2026.", "Version 1."]
    )
    document.add(heading("Outcome report", 1), paragraph("Medway", "subtitle"), Gap(0, 4))
    document.add(
        Columns([[Rule("#1d4f59"), heading("Improved", 3), paragraph("Up by 3.1 points.", lead="H2.")], []])
    )
    rows = [Group("Hub"), *map(a_row, range(20)), Group("Accommodation"), *map(a_row, range(20, 40))]
    document.add(heading("Indicators"), table("All indicators", COLUMNS, rows), note("Change −0.7 points."))
    document.break_page()
    document.add(figure(a_curve(), "People released from January to March"))
    return document.build()


@pytest.fixture(scope="module")
def content():
    return a_report()


@pytest.fixture(scope="module")
def report(content):
    return PdfReader(io.BytesIO(content))


def elements(report):
    """Every element of the structure tree, in reading order."""
    waiting = [report.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop(0)
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, dict) and node.get("/Type") != "/MCR":
            kids = node.get("/K", [])
            waiting = [*(kids if isinstance(kids, list) else [kids]), *waiting]
            if "/S" in node:
                yield node


def roles(report, role):
    return [element for element in elements(report) if element["/S"] == role]


def marked(page, report):
    """(role or "Artifact", words) of each marked piece of content; None where content is not marked."""
    inside, pieces = [], []
    for operands, operator in ContentStream(page.get_contents(), report).operations:
        if operator == b"BDC":
            inside.append(str(operands[0]))
            pieces.append((inside[-1], 0))
        elif operator == b"EMC":
            inside.pop()
        elif operator in (b"Tj", b"TJ", b"S", b"f", b"f*", b"B", b"re"):
            pieces.append((inside[-1] if inside else None, operator))
    assert not inside
    return pieces


# Refusals


def test_a_row_that_does_not_fill_the_columns_is_refused():
    with pytest.raises(ValueError, match="does not fill 4 columns"):
        table("Short", COLUMNS, [["Measure", "1"]])


def test_there_is_no_heading_of_level_4():
    with pytest.raises(KeyError):
        heading("Deep", 4)


# The file


def test_the_same_report_gives_the_same_bytes(content):
    assert a_report() == content


def test_it_says_its_title_and_language(report):
    root = report.trailer["/Root"]
    assert report.metadata.title == "Outcome report: Medway"
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_it_is_a4(report):
    assert [round(float(side)) for side in report.pages[0].mediabox[2:]] == [595, 842]


def test_every_font_is_embedded(report):
    fonts = [font.get_object() for page in report.pages for font in page["/Resources"]["/Font"].values()]
    assert {re.sub(r".*\+", "", font["/BaseFont"]) for font in fonts} == {
        "BitstreamVeraSans-Roman",
        "BitstreamVeraSans-Bold",
    }
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_its_words_can_be_read_and_searched(report):
    words = "\n".join(page.extract_text() for page in report.pages)
    for expected in (
        "Outcome report",
        "Measure 39",
        "Change −0.7 points.",
        "88% not reconvicted",
        "84% England",
    ):
        assert expected in words


def test_the_outline_leads_to_the_page_of_each_heading(report):
    found = {}

    def collect(entries):
        for entry in entries:
            if isinstance(entry, list):
                collect(entry)
            else:
                found[entry.title] = report.get_destination_page_number(entry)

    collect(report.outline)
    assert found["Outcome report"] == found["Indicators"] == 0
    assert found["88% not reconvicted after six months"] == len(report.pages) - 1


# The structure


def test_it_has_headings_paragraphs_a_table_and_a_figure(report):
    found = [element["/S"] for element in elements(report)]
    assert found[0] == "/Document"
    assert {"/H1", "/H2", "/H3", "/P", "/Table", "/TR", "/TH", "/TD", "/Figure"} <= set(found)
    assert found.index("/H1") < found.index("/H2") < found.index("/Table") < found.index("/Figure")


def test_a_table_over_two_pages_is_one_table_with_one_header(report):
    (one,) = roles(report, "/Table")
    assert one["/A"]["/Summary"] == "All indicators"
    scopes = [element["/A"]["/Scope"] for element in roles(report, "/TH")]
    assert scopes.count("/Column") == 4
    assert scopes.count("/Row") == 42
    assert len(roles(report, "/TR")) == 43
    assert len(roles(report, "/TD")) == 40 * 3
    assert sum("Indicator\n" in page.extract_text() for page in report.pages) == 2


def test_a_group_heads_all_columns(report):
    spans = [element["/A"].get("/ColSpan") for element in roles(report, "/TH")]
    assert [span for span in spans if span] == [4, 4]


def test_a_figure_says_what_it_shows_and_where_it_stands(report):
    (one,) = roles(report, "/Figure")
    assert one["/Alt"] == "88% not reconvicted after six months. 430 people released"
    assert len(one["/A"]["/BBox"]) == 4


def test_everything_drawn_is_content_or_artifact(report):
    for page in report.pages:
        assert None not in {role for role, _ in marked(page, report)}


def test_every_piece_of_content_is_found_from_its_page(report):
    numbers = report.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    by_page = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in report.pages:
        ids = [int(found) for found in re.findall(rb"/MCID (\d+)", page.get_contents().get_data())]
        assert ids == list(range(len(by_page[page["/StructParents"]].get_object())))


def test_the_page_number_is_an_artifact(report):
    for number, page in enumerate(report.pages, 1):
        assert f"Page {number} of {len(report.pages)}" in page.extract_text()
        furniture = re.findall(
            rb"/Artifact <</Type /Pagination>> BDC(.*?)EMC", page.get_contents().get_data(), re.S
        )
        assert furniture[-1].count(b"Tj") >= 4


def test_a_paragraph_torn_by_a_page_end_stays_one_element():
    document = Document("Long")
    document.add(heading("Long", 1), paragraph("A sentence that goes on. " * 600))
    report = PdfReader(io.BytesIO(document.build()))
    assert len(report.pages) > 1
    assert len(roles(report, "/P")) == 1
    assert len(roles(report, "/P")[0]["/K"]) == len(report.pages)


def test_a_group_does_not_end_a_page():
    for before in range(24, 30):
        document = Document("Groups")
        document.add(table("Groups", COLUMNS, [*map(a_row, range(before)), Group("Employment"), a_row(77)]))
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(document.build())).pages]
        assert [("Employment" in words) == ("Measure 77" in words) for words in pages] == [True] * len(pages)


def test_a_heading_does_not_end_a_page_and_a_figure_stays_with_its_title():
    for gap in (560, 600, 640):
        document = Document("Breaks")
        document.add(Gap(0, gap), heading("Indicators"), paragraph("Below."), Gap(0, 420), figure(a_curve()))
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(document.build())).pages]
        assert any("Indicators" in words and "Below." in words for words in pages)
        assert any("88% not reconvicted" in words and "People still followed" in words for words in pages)


# Words and type


def test_words_are_never_read_as_markup():
    document = Document("A <b>title</b>")
    document.add(
        paragraph("<b>Bold</b> & <img src='x'/>", lead="<i>Lead</i>"), table("T", COLUMNS, [["<u>x</u>"] * 4])
    )
    words = PdfReader(io.BytesIO(document.build())).pages[0].extract_text()
    assert "<b>Bold</b> & <img src='x'/>" in words
    assert "<i>Lead</i>" in words
    assert "<u>x</u>" in words


def test_the_family_has_what_reports_need_and_stands_in_for_the_rest():
    assert printable("−0.7 to £5 – “quoted” ’ • é ½ ≥ …") == "−0.7 to £5 – “quoted” ’ • é ½ ≥ …"
    assert printable("Ǻ ș → ﬁ") == "A s ? ﬁ"


def test_the_family_comes_with_reportlab():
    assert all(Path(FOLDER, f"{name}.ttf").is_file() for name in (REGULAR, BOLD))


def test_a_wide_chart_shrinks_to_its_column():
    chart = Figure(a_curve())
    assert chart.wrap(200, 500)[0] == pytest.approx(200)


def test_headings_that_skip_a_level_still_have_an_outline():
    document = Document("Skips")
    document.add(heading("One", 1), heading("Three", 3), heading("Two", 2))
    assert PdfReader(io.BytesIO(document.build())).outline


def test_what_a_document_was_made_of_is_thrown_away_at_once():
    before = _canvases()
    document = Document("A report")
    document.add(paragraph("Words."))
    document.build()
    assert gc.isenabled()
    assert not _canvases() - before


def _canvases():
    """Those in memory. Their type is asked and not their class: to answer that, what is lazy works itself out."""
    return {id(each) for each in gc.get_objects() if type(each) is TaggedCanvas}
