"""A need is assessed at the hub on a telephone, a job is put right and ends, and support is not wanted any more."""

import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine

from foundation.accounts.roles import Role
from pathways.models import Pathway, Spell
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.pathways import OccupationFactory
from tests.factories.people import InvolvementFactory, PersonFactory

from .desks import PHONE, Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOW = datetime.datetime(2026, 10, 14, 14, 5, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def hub():
    """Somebody whom a hub supports and of whom no need is known yet, and a worker of the hub."""
    with time_machine.travel(NOW, tick=True):
        team = HubFactory(name="Chatham").team
        person = PersonFactory(given_names="Rhys", family_name="Elmstead")
        InvolvementFactory(person=person, team=team)
        OccupationFactory()
        yield SimpleNamespace(
            person=person, worker=UserFactory(role=Role.HUB_WORKER, teams=[team], name="Rosa Delgado")
        )


def assess(rosa: Desk, person) -> Pathway:
    rosa.open("pathway_list", person.uuid)
    rosa.reads("Finance and identity", "Nobody has asked yet")
    rosa.clean()
    rosa.page.locator("a[href$='/employment/assess/']").click()
    rosa.headed("Assess the need")
    rosa.clean()
    rosa.choose(work_to_go_to="No", papers="Yes", disclosure="Yes")
    rosa.press("Save the answers")
    rosa.refuses("Choose an answer: Does the person ask for other support towards work?")
    rosa.choose(wants_support="No")
    rosa.press("Save the answers")
    rosa.reads("Employment: need identified", "Is there work or a course to go to?")
    rosa.clean()
    return Pathway.objects.get()


def record_and_put_right(rosa: Desk) -> None:
    rosa.press("Record a job")
    rosa.choose(code="Employed", hours="Full time", occupation="Warehouse operatives (9252)")
    rosa.fill(
        detail="Strood Dairy Co-op", pay="11.44", started_on="12 October 2026", ended_on="1 October 2026"
    )
    rosa.press("Record")
    rosa.refuses("Say why it ended.")
    rosa.fill(ended_on="")
    rosa.press("Record")
    rosa.refuses("Choose what that pay is for")
    rosa.choose(pay_per="an hour")
    rosa.press("Record")
    rosa.reads("Job recorded", "Achieved")
    rosa.page.locator("a[href$='/correct/']").click()
    rosa.choose(hours="Zero hours")
    rosa.fill(reason="The contract says so")
    rosa.press("Correct")
    rosa.press("Employed, Strood Dairy Co-op")
    rosa.reads("£11.44 an hour", "Full time became Zero hours", "The contract says so")
    rosa.clean()


def set_back_and_decline(rosa: Desk, pathway: Pathway) -> None:
    rosa.open("pathway_detail", pathway.uuid)
    rosa.press("Record a setback")
    rosa.clean()
    rosa.fill(on="15 October 2026", reason="No hours were given")
    rosa.press("Record the setback")
    rosa.refuses("The day of the setback must be today or earlier.")
    rosa.fill(on="13 October 2026")
    rosa.press("Record the setback")
    rosa.reads("Set back 1 time", "No hours were given")
    rosa.press("Support not wanted")
    rosa.clean()
    rosa.fill(reason="Has a brother who hires")
    rosa.press("Record it")
    rosa.reads("Support declined", "Has a brother who hires", "Assess the need")
    rosa.clean()


def test_a_need_is_assessed_a_job_put_right_a_setback_counted_and_support_declined(desk, hub):
    rosa = desk(hub.worker, viewport=PHONE)
    pathway = assess(rosa, hub.person)
    record_and_put_right(rosa)
    set_back_and_decline(rosa, pathway)
    pathway.refresh_from_db()
    assert (pathway.state, Spell.versions.count()) == ("declined", 2)
