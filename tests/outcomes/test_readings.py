"""How a report is read: marks beside small groups, words for what is withheld, periods that lie ahead."""

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from foundation.accounts.roles import Role
from outcomes.exports import FORMATS
from outcomes.pages.reading import reading
from outcomes.periods import period
from outcomes.places import place_named
from outcomes.report import outcome_report
from outcomes.whole import whole_report
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.outcomes.crowd import a_year_before, released_together
from tests.outcomes.scenes import AS_AT, RELEASED, referred

AT = f"?as_at={AS_AT}"


@pytest.fixture
def commissioner(client, db):
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    return client


@pytest.fixture
def chatham(db):
    return HubFactory(name="Chatham")


@pytest.fixture
def manager(client, chatham):
    client.force_login(UserFactory(role=Role.HUB_MANAGER, teams=[chatham.team]))
    return client


@pytest.fixture
def thirteen(medway, chatham):
    """Thirteen people of the hub: 1 offended, 4 of 12 known were housed."""
    for person in released_together(medway, 13, offended=1, housed=4, homeless=8):
        referred(person, chatham, RELEASED)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def pages(report):
    reader = PdfReader(io.BytesIO(FORMATS["pdf"].write(whole_report(report))))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def of_the_hub():
    return outcome_report(place_named("hub", "Chatham"), period("2023-Q1"), AS_AT, internal=True)


# Rates that rest on few


def test_an_internal_rate_that_rests_on_fewer_than_30_is_marked_wherever_it_stands(manager, thirteen):
    page = text(manager.get(f"/outcomes/hub/chatham/2023-Q1/{AT}"))
    assert "33.3% [u]" in page
    assert page.count("33.3%") == page.count("33.3% [u]") >= 2  # the table and the details
    assert page.count("7.7%") == page.count("7.7% [u]") >= 2


def test_the_page_of_an_indicator_marks_the_title_of_its_chart_and_its_table(manager, thirteen):
    page = manager.get(f"/outcomes/hub/chatham/2023-Q1/housed-on-release/{AT}")
    assert "Housed on release night: 33.3% [u] in January to March 2023" in text(page)
    table = text(page)[text(page).index("by quarter, the newest first") :]
    assert table.count("33.3%") == table.count("33.3% [u]") == 1


def test_an_internal_rate_that_rests_on_fewer_than_30_is_marked_on_paper(thirteen):
    first, *later = pages(of_the_hub())
    assert "33.3%" not in first
    assert "7.7%" not in first
    paper = " ".join(later)
    assert paper.count("33.3%") == paper.count("33.3% [u]") >= 1


def test_the_answer_of_an_internal_report_says_no_rate_that_rests_on_few(thirteen):
    said = reading(whole_report(of_the_hub()), "").answer
    assert said.sentence.startswith("No rate rests on 30 or more in this period.")
    words = " ".join(
        point.lead + point.words + point.under for column in said.columns for point in column.points
    )
    assert "%" not in words
    assert "Each rests on fewer than 30 [u]." in words


def test_an_internal_curve_of_few_people_is_marked(thirteen):
    drawn = reading(whole_report(of_the_hub()), "").offences
    assert all(share.endswith("[u]") for _, _, share, _ in drawn.rows)
    assert "[u]" in drawn.title


def test_an_internal_rate_that_rests_on_30_or_more_has_no_mark(manager, medway, chatham):
    for person in released_together(medway, 40, housed=20, homeless=15):
        referred(person, chatham, RELEASED)
    page = text(manager.get(f"/outcomes/hub/chatham/2023-Q1/{AT}"))
    assert "57.1%" in page
    assert "57.1% [u]" not in page


# What control withholds


def test_a_withheld_figure_is_said_to_be_few_or_withheld_and_never_only_few(commissioner, medway):
    released_together(medway, 50, offended=7)
    page = text(commissioner.get(f"/outcomes/area/medway/2023-Q1/{AT}"))
    assert "1 to 9 people, or withheld to protect another figure" in page
    assert "Too few people" not in page


# Sections


def test_sections_without_content_are_left_out_and_the_rest_are_numbered_in_order(commissioner, medway):
    released_together(medway, 20)
    page = text(commissioner.get(f"/outcomes/area/medway/2023-Q1/{AT}"))
    assert "Hubs compared" not in page
    assert "Survival and retention" not in page
    for words in (
        "1 The answer on one page",
        "2 Indicators",
        "3 Reoffending compared",
        "6 Data quality",
        "7 Method",
    ):
        assert words in page


def test_a_curve_takes_its_number_in_the_order_of_the_sections(commissioner, medway):
    released_together(medway, 100, offended=40)
    page = text(commissioner.get(f"/outcomes/area/medway/2023-Q1/{AT}"))
    for words in (
        "2 Indicators",
        "3 Survival and retention",
        "4 Reoffending compared",
        "7 Data quality",
        "8 Method",
    ):
        assert words in page


# Periods that lie ahead


@pytest.mark.parametrize("below", ["", "housed-on-release/"])
def test_a_period_that_has_not_begun_has_no_report(commissioner, medway, below):
    answer = commissioner.get(f"/outcomes/area/medway/2091-Q1/{below}")
    assert answer.status_code == 404
    assert "This period has not begun" in text(answer)
    assert "the period begins on 1 January 2091" in text(answer)
    assert "Nobody was released" not in text(answer)


def test_a_period_that_has_not_begun_has_no_file(commissioner, medway):
    assert commissioner.get("/outcomes/area/medway/2091-Q1/report.pdf").status_code == 404


def test_a_period_that_has_not_begun_cannot_be_chosen(commissioner, medway):
    answer = commissioner.get("/outcomes/", {"place": "area/medway", "period": "2091-Q1"})
    assert answer.status_code == 200
    assert "any other cannot be read yet" in text(answer)


def test_a_report_as_at_a_day_before_its_period_is_refused_in_words(commissioner, medway):
    answer = commissioner.get("/outcomes/area/medway/2023-Q1/?as_at=2022-12-31")
    assert answer.status_code == 400
    assert "January to March 2023 had not begun" in text(answer)
    assert commissioner.get("/outcomes/area/medway/2023-Q1/report.csv?as_at=2022-12-31").status_code == 404


# Not yet mature


def test_below_an_immature_indicator_stands_its_latest_mature_cohort(commissioner, medway):
    released_together(medway, 100, offended=60, on=a_year_before(), mark="B")
    released_together(medway, 50, offended=20)
    page = text(commissioner.get("/outcomes/area/medway/2023-Q1/?as_at=2023-10-31"))
    assert "[x] of 50" in page
    assert "Latest mature: January to March 2022 60 of 100 60% 50 to 69" in page


def test_an_indicator_that_is_mature_has_no_earlier_cohort_below_it(commissioner, medway):
    released_together(medway, 100, offended=60, on=a_year_before(), mark="B")
    released_together(medway, 50, offended=20)
    assert "Latest mature" not in text(commissioner.get(f"/outcomes/area/medway/2023-Q1/{AT}"))


# Speed


def test_the_areas_and_their_sums_are_read_once_a_report_and_never_for_a_hub(medway, chatham):
    def readings_of_areas(*about):
        with CaptureQueriesContext(connection) as captured:
            outcome_report(*about)
        return len([each for each in captured if 'FROM "people_area" ' in each["sql"]])

    for number in range(2):
        released_together(medway, 30, mark=chr(83 + number))
    area, hub = place_named("area", "Medway"), place_named("hub", "Chatham")
    assert readings_of_areas(area, period("2023-Q1"), AS_AT) == 1
    assert readings_of_areas(hub, period("2023-Q1"), AS_AT) == 0


def test_no_question_is_asked_twice_for_one_page(commissioner, medway):
    released_together(medway, 60, offended=20, housed=30, homeless=20)
    with CaptureQueriesContext(connection) as captured:
        assert commissioner.get(f"/outcomes/area/medway/2023-Q1/{AT}").status_code == 200
    engine = [each["sql"] for each in captured if "GROUP BY" in each["sql"]]
    twice = len(engine) - len(set(engine))
    assert twice <= 2  # reoffences per reoffender and per person are counted of the same rows
    assert (
        len(engine) <= 60
    )  # each indicator in its period and over its series, and a handful for other parts
