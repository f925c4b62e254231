"""Journey 7: a commissioner reads a quarter's report, opens a figure, takes it away on paper and as tables, publishes
it, and reads why the numbers moved once what came late is published as a correction.
"""

from pathlib import Path

import pytest
import tablib
from playwright.sync_api import expect
from pypdf import PdfReader

from pathways.models import Check
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import AreaFactory, OffenceCoverageFactory
from tests.outcomes.crowd import CANARY
from tests.outcomes.full import full_quarter
from tests.outcomes.scenes import AS_AT, RELEASED

from .desks import PHONE, WIDE, Desk

pytestmark = [pytest.mark.browser_full, pytest.mark.django_db(transaction=True)]
SLUG, HOUSED = "housed-on-release", "Housed on release night"
RATE, COUNTS, INTERVAL = "64%", "70 of 110", "54 to 72"


@pytest.fixture
def released():
    """The people of a quarter with something in every part of its report."""
    OffenceCoverageFactory(covers_to=AS_AT)
    return full_quarter(AreaFactory(name="Medway"), HubFactory(name="Chatham"))


def test_a_commissioner_reads_publishes_and_corrects_a_report(desk, released):
    commissioner = desk(UserFactory(role="commissioner"))
    choose(commissioner)
    says_all_that_a_rate_needs(commissioner)
    files_say_the_same(commissioner)
    opens_a_figure(commissioner)
    publish(commissioner, "Publish this report")
    comes_to_be_known(released)
    choose(commissioner)
    publish(commissioner, "Publish a correction")
    reads_why_it_moved(commissioner)


def choose(commissioner: Desk) -> None:
    """On the page of reports, as known today, with facts to the end of June 2025."""
    commissioner.open("report_list")
    commissioner.clean()
    commissioner.choose(place="Medway", period="January to March 2023", as_at="30 June 2025")
    commissioner.press("Show the report")
    commissioner.headed("Outcome report: Medway, January to March 2023")


def says_all_that_a_rate_needs(commissioner: Desk) -> None:
    """The answer in words; each rate with counts, interval, share known, maturity, rating; funnel, curve, groups."""
    row = commissioner.page.get_by_role("row", name=HOUSED).first
    for words in (COUNTS, RATE, INTERVAL, "No target", "Final", "92% known"):
        expect(row).to_contain_text(words)
    commissioner.reads("The answer on one page", f"{HOUSED}. {RATE}, 95% interval {INTERVAL}.")
    for part in (
        "From referral to milestone",
        "Indicators",
        "Hubs compared",
        "Survival and retention",
        "Equality",
    ):
        expect(commissioner.page.get_by_role("heading", name=part).first).to_be_visible()
    for picture in commissioner.page.locator("main svg[role=img]").all():
        assert picture.get_attribute("aria-labelledby") or picture.get_attribute("aria-label")
    commissioner.clean()
    commissioner.page.set_viewport_size(PHONE)
    commissioner.clean()
    commissioner.page.set_viewport_size(WIDE)


def files_say_the_same(commissioner: Desk) -> None:
    """The paper, both tables and the page."""
    paper = " ".join(page.extract_text() for page in PdfReader(download(commissioner, "PDF")).pages)
    assert f"{COUNTS} {RATE} {INTERVAL}" in " ".join(paper.split())
    csv = tablib.Dataset().load(download(commissioner, "CSV").read_text("utf-8-sig"), format="csv").dict
    sheets = tablib.Databook().load(download(commissioner, "ODS").read_bytes(), format="ods").sheets()
    ods = next(sheet for sheet in sheets if sheet.title == "indicators").dict
    for rows in ([each for each in csv if each["part"] == "indicators"], ods):
        (row,) = [each for each in rows if each["slug"] == SLUG]
        assert [float(row[name]) for name in ("numerator", "denominator", "rate", "low", "high")] == [
            70,
            110,
            0.64,
            0.54,
            0.72,
        ]


def download(commissioner: Desk, name: str) -> Path:
    with commissioner.page.expect_download() as found:
        commissioner.page.get_by_role("link", name=name, exact=True).click()
    return found.value.path()


def opens_a_figure(commissioner: Desk) -> None:
    """Its definition and what was left out, and nobody's name."""
    commissioner.page.get_by_role("link", name=HOUSED, exact=True).first.click()
    commissioner.headed(HOUSED)
    commissioner.reads("Denominator", "Left out")
    commissioner.reads_not(CANARY)
    commissioner.clean()
    commissioner.page.go_back()


def publish(commissioner: Desk, link: str) -> None:
    commissioner.press(link)
    commissioner.clean()
    commissioner.press("Work out the draft")
    commissioner.reads("Only those who publish can read it.")
    commissioner.press("Check and publish")
    commissioner.clean()
    commissioner.press("Publish")
    commissioner.reads("These figures never change.")


def comes_to_be_known(people) -> None:
    """The ten of whom nothing was known turn out to have been housed."""
    Check.objects.bulk_create(
        Check(person=each, name=Check.Name.RELEASE_NIGHT, point_on=RELEASED, answer="yes")
        for each in people[110:]
    )


def reads_why_it_moved(commissioner: Desk) -> None:
    commissioner.reads("It corrects")
    commissioner.press("Why the numbers moved")
    commissioner.headed("Why the numbers moved")
    row = commissioner.page.get_by_role("row", name=HOUSED)
    expect(row.get_by_role("cell")).to_have_text(
        [RATE, "67%", "+3", "0", "0", "0"]
    )  # late data, and nothing else
    commissioner.clean()
