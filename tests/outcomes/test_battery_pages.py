"""Indicators of one form on the pages and in the files: one line leads in the table, the others on its page."""

import csv
import io
import json

import pytest

from foundation.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory, WellbeingFactory
from tests.outcomes.scenes import AS_AT, RELEASED, later, living_in

AT = f"?as_at={AS_AT}"


def asked_twice(medway, hub, people):
    """People whose satisfaction grew by 1 or 2, and whose anxiety nobody asked about."""
    for number in range(people):
        about = {"person": living_in(medway), "hub": hub, "worthwhile": 5, "happy": 5, "anxious": None}
        WellbeingFactory(occasion="induction", asked_on=RELEASED, satisfied=4, **about)
        WellbeingFactory(occasion="review", asked_on=later(30), satisfied=5 + number % 2, **about)


@pytest.fixture
def hub(medway):
    return HubFactory(name="Chatham")


@pytest.fixture
def commissioner(client, db):
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    return client


@pytest.fixture
def manager(client, hub):
    client.force_login(UserFactory(role=Role.HUB_MANAGER, teams=[hub.team]))
    return client


def text(response):
    return " ".join(response.content.decode().split())


def test_a_mean_that_rests_on_fewer_than_30_is_not_shown_to_a_commissioner(commissioner, medway, hub):
    asked_twice(medway, hub, 29)
    figures = json.loads(commissioner.get(f"/outcomes/area/medway/2023-Q1/report.json{AT}").content)
    (line,) = [each for each in figures["indicators"] if each["slug"] == "wellbeing-change"]
    assert (line["value"], line["low"], line["high"], line["suppressed"]) == (None, None, None, True)


def test_a_mean_of_30_is_shown_in_one_decimal(commissioner, medway, hub):
    asked_twice(medway, hub, 30)
    figures = json.loads(commissioner.get(f"/outcomes/area/medway/2023-Q1/report.json{AT}").content)
    (line,) = [each for each in figures["indicators"] if each["slug"] == "wellbeing-change"]
    assert (line["unit"], line["value"], line["low"], line["high"]) == ("score", 1.5, 1.3, 1.7)
    assert (line["numerator"], line["denominator"], line["rate"]) == (30, 30, None)
    seen = text(commissioner.get(f"/outcomes/area/medway/2023-Q1/{AT}"))
    assert "Wellbeing: satisfied with life" in seen
    assert "+1.5" in seen
    assert "wellbeing-change-anxious" not in seen, "the table has the leading question alone"


def test_every_question_stands_on_the_page_of_each_with_its_own_address(manager, medway, hub):
    asked_twice(medway, hub, 3)
    seen = text(manager.get(f"/outcomes/hub/chatham/2023-Q1/wellbeing-change/{AT}"))
    assert "Each question of the form" in seen
    assert "/outcomes/hub/chatham/2023-Q1/wellbeing-change-anxious/" in seen
    other = text(manager.get(f"/outcomes/hub/chatham/2023-Q1/wellbeing-change-anxious/{AT}"))
    assert "no pairs" in other
    assert "/outcomes/hub/chatham/2023-Q1/wellbeing-change/" in other
    assert "Mean change" in other


def test_an_indicator_that_stands_alone_has_no_other_questions(manager, hub):
    assert "Each question of the form" not in text(
        manager.get(f"/outcomes/hub/chatham/2023-Q1/attendance-rate/{AT}")
    )


def test_the_files_hold_every_question(manager, medway, hub):
    asked_twice(medway, hub, 3)
    content = manager.get(f"/outcomes/hub/chatham/2023-Q1/report.csv{AT}").content.decode("utf-8-sig")
    rows = {row["slug"]: row for row in csv.DictReader(io.StringIO(content))}
    assert rows["wellbeing-change"]["value"].startswith("1.33")
    assert rows["wellbeing-change-anxious"]["excluded_unpaired"] == "3"
    assert "top-change-opiates" in rows


def test_the_pdf_is_made_with_means_in_it(manager, medway, hub):
    asked_twice(medway, hub, 3)
    answer = manager.get(f"/outcomes/hub/chatham/2023-Q1/report.pdf{AT}")
    assert answer.content.startswith(b"%PDF")
