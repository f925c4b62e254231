"""What the pages of outcome reports ask of the database (speed: row 12)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.outcomes.crowd import released_together
from tests.outcomes.scenes import RELEASED, referred


def asked_for(client, address):
    """The questions that a page asks once what it shows is kept; the savepoints are those of the test."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [each["sql"] for each in captured if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]


@pytest.fixture
def another(db):
    """A commissioner at a screen of their own."""
    client = Client()
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    return client


@pytest.mark.whole
def test_a_report_asks_as_many_queries_for_three_hundred_people_as_for_sixty(
    manager, another, medway, chatham
):
    pages = [
        (manager, "/outcomes/hub/chatham/2023-Q1/"),
        *((another, f"/outcomes/{below}") for below in (
            "hub/chatham/2023-Q1/", "area/medway/2023-Q1/", "contract-area/south-east/2022-23/",
            "england/england/2023-Q1/", "area/medway/2023-Q1/housed-on-release/",
            "area/medway/2023-Q1/wait-to-first-attendance/",
        )),
    ]  # fmt: skip
    for person in released_together(medway, 60, offended=20):
        referred(person, chatham, RELEASED)
    few = [len(asked_for(*page)) for page in pages]
    for person in released_together(medway, 240, offended=80, mark="D"):
        referred(person, chatham, RELEASED)
    assert [len(asked_for(*page)) for page in pages] == few
    assert max(few) <= 15, few


def test_a_report_reads_the_rollup_twice_and_nothing_else_counts_people(manager, another, medway, chatham):
    for person in released_together(medway, 60, offended=20):
        referred(person, chatham, RELEASED)
    for client, place in ((manager, "hub/chatham"), (another, "england/england")):
        asked = asked_for(client, f"/outcomes/{place}/2023-Q1/")
        assert len([sql for sql in asked if "outcomes_bucket" in sql]) == 2, (
            "the table, and everything beside it"
        )
        assert not [sql for sql in asked if "GROUP BY" in sql]
