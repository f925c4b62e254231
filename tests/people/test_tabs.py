"""Every page about a person keeps the tabs of their pages, with what the reader may open and where they are."""

import re

import pytest
from django.urls import reverse

from foundation.accounts.roles import Role
from people.tabs import tabs_for
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.pathways import PathwayFactory
from tests.factories.people import CaseloadFactory, InvolvementFactory, PersonFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db
ALL = ["Overview", "Timeline", "Plan", "Pathways", "Attendance", "Contacts and notes", "Documents", "History"]


@pytest.fixture
def tabs(client):
    """(every tab, the current one) of a page, for a reader."""

    def read(user, name, *args):
        client.force_login(user)
        page = client.get(reverse(name, args=args)).content.decode()
        nav = re.search(
            r'<nav class="moj-sub-navigation tg-tabs" aria-label="Person">(.*?)</nav>', page, re.S
        )
        links = re.findall(r"<a ([^>]*)>([^<]+)</a>", nav[1]) if nav else []
        return [label for _, label in links], [label for more, label in links if "aria-current" in more]

    return read


@pytest.fixture
def hub_team():
    return TeamFactory(name="Chatham")


@pytest.fixture
def worker(hub_team):
    return UserFactory(role=Role.HUB_WORKER, teams=[hub_team])


@pytest.fixture
def person(hub_team):
    person = PersonFactory()
    InvolvementFactory(person=person, team=hub_team)
    return person


def test_a_referral_of_somebody_no_longer_in_scope_shows_no_tabs_that_would_lead_nowhere(tabs):
    team = TeamFactory()
    writer = UserFactory(role=Role.PRACTITIONER, teams=[team])
    referral = ReferralFactory(team=team, referrer=writer, state="started")
    assert tabs(writer, "referral_detail", referral.uuid) == ([], [])
    CaseloadFactory(person=referral.person, team=team)
    assert tabs(writer, "referral_detail", referral.uuid)[1] == ["Overview"]


def test_a_data_steward_is_offered_the_pages_they_may_open():
    steward = UserFactory(role=Role.DATA_STEWARD)
    offered = [tab["label"] for tab in tabs_for(steward, PersonFactory(), "person_detail")]
    assert offered == ["Overview", "Timeline", "History"]


@pytest.mark.parametrize(
    ("name", "current"),
    [
        ("person_detail", "Overview"),
        ("pathway_list", "Pathways"),
        ("person_plan", "Plan"),
        ("condition_list", "Overview"),
        ("consent_list", "Overview"),
    ],
)
def test_a_page_about_a_person_keeps_the_tabs_and_says_where_the_reader_is(
    tabs, worker, person, name, current
):
    assert tabs(worker, name, person.uuid) == (ALL, [current])


def test_one_pathway_stands_under_pathways(tabs, worker, person):
    assert tabs(worker, "pathway_detail", PathwayFactory(person=person).uuid) == (ALL, ["Pathways"])
