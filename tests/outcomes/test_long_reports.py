"""A report that must be counted anew for a large nation is not made while a reader waits for the page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.accounts.roles import Role
from outcomes.report import lasting
from tests.factories.accounts import UserFactory
from tests.outcomes.crowd import released_together

AREA, HUB = "/outcomes/area/medway/2023-Q1/", "/outcomes/hub/chatham/2023-Q1/"
EARLIER = "?as_at=2025-06-30"


@pytest.fixture
def large_nation(monkeypatch, medway):
    monkeypatch.setattr(lasting, "MANY", 2)
    released_together(medway, 3)


@pytest.mark.parametrize("below", ["", "figures/flow-started/", "report.pdf", "report.json"])
def test_an_earlier_month_end_of_a_large_nation_is_refused_before_anything_is_counted(
    client, large_nation, below
):
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"{AREA}{below}{EARLIER}")
    assert not [each for each in asked if "GROUP BY" in each["sql"] or "outcomes_bucket" in each["sql"]]
    assert answer.status_code == 409
    assert "As at 30 June 2025 this report is not kept" in answer.content.decode()


def test_who_publishes_is_led_to_a_draft_that_is_worked_out_in_the_background(client, large_nation):
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    page = client.get(f"{AREA}{EARLIER}").content.decode()
    assert f'href="{AREA}publish/"' in page
    assert f'href="{AREA}"' in page
    client.force_login(UserFactory(role=Role.PARTNERSHIP_OFFICER))
    assert "publish/" not in client.get(f"{AREA}{EARLIER}").content.decode()


def test_the_latest_report_and_that_of_a_hub_for_its_staff_are_there_at_once(client, large_nation, chatham):
    client.force_login(UserFactory(role=Role.HUB_MANAGER, teams=[chatham.team]))
    assert client.get(f"{HUB}{EARLIER}").status_code == 200
    assert client.get(AREA).status_code == 200


def test_of_a_nation_that_is_counted_quickly_any_month_end_can_be_read(client, medway):
    released_together(medway, 3)
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    assert client.get(f"{AREA}{EARLIER}").status_code == 200
