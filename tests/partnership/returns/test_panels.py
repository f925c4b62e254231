"""What the home page says of returns and actions, to a partner and to an officer."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.partnership import MeasureFactory, adopt_anew

pytestmark = pytest.mark.django_db
EDGES = ("SAVEPOINT", "RELEASE")  # of transactions


@pytest.fixture
def home(client):
    def text(user):
        client.force_login(user)
        return " ".join(client.get("/").content.decode().split())

    return text


def test_nothing_is_shown_where_nothing_is_to_be_done(scene, home):
    scene.return_("accepted")
    assert "Your returns and actions" not in home(scene.users["writer"])
    assert "Returns, January to March 2025" not in home(scene.users["officer elsewhere"])


def test_a_partner_finds_its_return_and_its_actions(scene, home):
    quarterly = scene.return_(due_on=datetime.date(2025, 4, 10))
    action = scene.action(due_on=datetime.date(2025, 4, 20))
    text = home(scene.users["writer"])
    assert reverse("return_detail", args=[quarterly.uuid]) in text
    assert action.what in text
    other = home(scene.users["writer of another partner"])
    assert str(quarterly.uuid) not in other
    assert action.what not in other


def test_an_officer_reads_who_is_late_and_who_is_missing(scene, home):
    scene.return_(due_on=datetime.date(2025, 4, 10))
    missing = MeasureFactory(priority=scene.measures[0].priority).owner
    adopt_anew(scene.plan)
    scene.action(due_on=datetime.date(2025, 4, 1))
    text = home(scene.users["officer"])
    assert "Returns, January to March 2025" in text
    assert "open, 4 days late" in text
    assert f"{missing}: missing: not opened" in text
    assert "1 improvement action overdue" in text


@pytest.mark.parametrize(
    ("state", "is_told"),
    [
        ("open", "open, 74 days late"),
        ("returned", "sent back"),
        ("submitted", "submitted"),
        ("accepted", None),
        ("withdrawn", None),
    ],
)
def test_a_return_of_an_earlier_quarter_stays_before_officers_until_it_is_accepted(
    client, scene, home, state, is_told
):
    quarterly = scene.return_(state, period="2024-Q4", due_on=datetime.date(2025, 1, 30))
    texts = [home(scene.users["officer"])]
    texts.append(" ".join(client.get(reverse("return_list")).content.decode().split()))
    for text in texts:
        assert (str(quarterly.uuid) in text) == (is_told is not None)
        assert (f"{scene.partner}, October to December 2024</a>: {is_told}" in text) == (is_told is not None)
    assert str(quarterly.uuid) not in home(scene.users["officer elsewhere"])


@pytest.mark.parametrize("who", ["writer", "officer"])
def test_the_home_page_asks_as_much_for_one_action_as_for_thirty(client, scene, who):
    scene.return_()
    client.force_login(scene.users[who])
    counts = []
    for number in (1, 29):
        for _ in range(number):
            scene.action(due_on=datetime.date(2025, 4, 1))
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        counts.append(sum(not each["sql"].startswith(EDGES) for each in asked.captured_queries))
    assert counts[0] == counts[1] <= 15
