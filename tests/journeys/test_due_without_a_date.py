"""The list of due work without a date: who is told, in what order, and what the page leads to."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent, AuditSubject
from journeys.due.undated import Undated
from journeys.next_action.sets import Standing
from people.models import Person
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import (
    CaseloadFactory,
    ConsentFactory,
    InvolvementFactory,
    LimitedAccessFactory,
    PersonFactory,
    ReleaseFactory,
)
from tests.factories.referrals import ReferralFactory

from .saying import listed

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def test_somebody_hidden_is_in_no_list_and_in_no_count(consenting, practitioner):
    assert len(listed(practitioner)) == 1
    LimitedAccessFactory(person=consenting, user=practitioner, kind="exclusion")
    assert listed(practitioner) == []
    assert Undated(practitioner).count == 0


def test_nothing_is_due_for_another_team_or_for_somebody_who_has_died(
    consenting, practitioner, referred, worker
):
    referred("accepted")
    stranger = UserFactory(role=Role.HUB_WORKER, teams=[HubFactory().team])
    assert (len(listed(worker)), listed(stranger)) == (1, [])
    Person.objects.filter(pk=consenting.pk).update(died_on=datetime.date.today())
    assert listed(worker) == []


def test_a_role_that_is_told_of_none_has_an_empty_list(person):
    assert (listed(UserFactory(role=Role.AUDITOR)), Undated(UserFactory(role=Role.AUDITOR)).count) == ([], 0)


def test_releases_come_first_by_their_day_and_then_what_has_stood_longest(team, practitioner, today):
    for name, since in (("Later", 20), ("Longest", 90)):
        late = PersonFactory(given_names=name, family_name="Held")
        CaseloadFactory(person=late, team=team, since=today - since * DAY)
        ConsentFactory(person=late)
    for name, ahead in (("Second", 9), ("First", 2)):
        leaving = PersonFactory(given_names=name, family_name="Held", held_by=team)
        ConsentFactory(person=leaving)
        ReleaseFactory(person=leaving, released_on=None, expected_on=today + ahead * DAY)
    found = [Standing.of(row).person.given_names for row in Undated(practitioner).rows]
    assert found[:2] == ["First", "Second"]
    assert found.index("Longest") < found.index("Later")


def test_the_page_says_why_leads_to_the_work_and_narrows(client, consenting, worker, referred):
    accepted = referred("accepted")
    client.force_login(worker)
    page = " ".join(client.get(reverse("due_list"), {"when": "undated"}).content.decode().split())
    assert (
        f'href="{reverse("induction_record", args=[accepted.uuid])}">Record the induction at Chatham</a>'
        in page
    )
    assert "The referral was accepted, and starts with it" in page
    assert 'Without a date <span class="tg-count">1</span>' in page
    other = client.get(reverse("due_list"), {"when": "undated", "clock": "claim returned"}).content.decode()
    assert "Nothing without a date is due here." in other
    named = AuditSubject.objects.filter(event__in=AuditEvent.objects.filter(what="GET due_list"))
    assert {each.person_id for each in named} == {consenting.pk}


def test_as_many_questions_at_3_as_at_30(client, worker, hub, team):
    client.force_login(worker)
    asked = []
    for count in (3, 27):
        for _ in range(count):
            person = PersonFactory()
            InvolvementFactory(person=person, team=hub.team)
            ReferralFactory(person=person, hub=hub, team=TeamFactory(), state="accepted", key_worker=worker)
        client.get("/due/?when=undated")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/due/?when=undated").status_code == 200
        asked.append(sum(query["sql"].startswith("SELECT") for query in queries))
    assert asked[0] == asked[1] <= 15
