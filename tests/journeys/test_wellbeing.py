"""What somebody answered on wellbeing, on the person page: for those who work with them."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.hubs import WellbeingFactory

pytestmark = pytest.mark.django_db


def page_of(client, user, person):
    client.force_login(user)
    return " ".join(client.get(reverse("person_detail", args=[person.uuid])).content.decode().split())


@pytest.fixture
def answers(person, hub):
    today = datetime.date.today()
    for ago, satisfied in ((90, 3), (30, None), (1, 7)):
        WellbeingFactory(
            person=person, hub=hub, occasion="review", asked_on=today - datetime.timedelta(days=ago),
            satisfied=satisfied, worthwhile=5, happy=5, anxious=5,
        )  # fmt: skip


def test_those_whose_work_it_is_not_read_no_answer(client, person, team, answers):
    steward = UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation, teams=[team])
    assert "Satisfied with life" not in page_of(client, steward, person)


def test_without_an_answer_there_is_no_empty_frame(client, person, practitioner):
    assert 'id="wellbeing"' not in page_of(client, practitioner, person)


def test_the_four_questions_are_drawn_and_told(client, person, practitioner, answers):
    seen = page_of(client, practitioner, person)
    assert 'id="chart-wellbeing-satisfied-t"' in seen
    assert 'data-label="Satisfied with life">Not answered<' in seen


def test_answers_ask_no_further_query(client, person, practitioner, hub):
    address, asked = reverse("person_detail", args=[person.uuid]), []
    page_of(client, practitioner, person)  # the session is warm
    for occasion in ("induction", "review"):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(len(queries))
        WellbeingFactory(person=person, hub=hub, occasion=occasion, asked_on=datetime.date.today())
    assert asked[0] == asked[1]
