"""Scrutiny on the home page: what each has to do, what is late, what was published."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.design.dates import today
from tests.factories.partnership import (
    MeetingFactory,
    PartnerFactory,
    QuestionFactory,
    RecommendationFactory,
    writer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(client):
    def of(user):
        client.force_login(user)
        return client.get(reverse("home")).content.decode()

    return of


@pytest.fixture
def question(probation, people):
    def made(state="asked", **more):
        given = {"partner": probation, "partnership": probation.partnership, "asked_by": people.member}
        return QuestionFactory(state=state, **given | more)

    return made


def test_a_home_without_anything_says_so(home, people):
    assert "You have asked nothing yet." in home(people.member)
    assert "No question waits for you." in home(people.writer)
    assert "No response waits for you." in home(people.officer)


def test_a_member_sees_own_questions_late_responses_and_what_was_published(home, people, question, probation):
    late, published = (
        question(due_on=today() - datetime.timedelta(days=2)),
        question("published", asked_by=people.officer),
    )
    text = home(people.member)
    assert f">{late}</a>" in text
    assert f">{published}</a>" in text
    assert "1 late response to your questions" in text


def test_a_partner_sees_what_waits_for_it_and_not_what_waits_for_another(home, people, question, probation):
    asked = question(due_on=today() + datetime.timedelta(days=5))
    made = RecommendationFactory(partner=probation, meeting__partnership=probation.partnership)
    answered = question("answered")
    text = home(people.writer)
    assert f">{asked}</a>" in text
    assert made.text in text
    assert f">{answered}</a>" not in text
    other = home(writer_of(PartnerFactory(partnership=probation.partnership)))
    assert f">{asked}</a>" not in other
    assert made.text not in other


def test_an_officer_sees_what_to_approve_what_is_late_and_what_is_open(home, people, question, probation):
    late = question()
    to_approve, approved = question("answered"), question("approved")
    made = RecommendationFactory(
        partner=probation, meeting__partnership=probation.partnership, state="accepted"
    )
    text = home(people.officer)
    assert all(f">{each}</a>" in text for each in (late, to_approve, approved))
    assert made.text in text


@pytest.mark.parametrize("who", ["officer", "writer", "member"])
def test_the_home_page_asks_as_much_at_three_rows_as_at_thirty(client, people, question, probation, who):
    client.force_login(getattr(people, who))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("home")).status_code == 200
        return len(
            [each for each in queries if "SAVEPOINT" not in each["sql"]]
        )  # of the test's own transaction

    meeting = MeetingFactory(partnership=probation.partnership)

    def fill(rows):
        for _ in range(rows):
            for state in ("asked", "answered", "published"):
                question(state)
            RecommendationFactory(partner=probation, meeting=meeting, state="accepted")
        return asked()

    few, many = fill(3), fill(10)
    assert few == many <= 15
