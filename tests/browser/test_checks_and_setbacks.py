"""A job is asked about and lost, the person is recalled and released again: recorded as what it is, nothing deleted."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command

from hubs.models import Hub
from journeys.demo import staff
from pathways import actions as pathways
from pathways.models import Check, Pathway, Spell
from people import actions as people_actions
from tests.factories.people import CaseloadFactory, InvolvementFactory, PersonFactory, PrisonFactory

from .desks import PHONE, Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = datetime.datetime(2026, 10, 14, 14, 5, tzinfo=ZoneInfo("Europe/London"))
JOB_BEGAN, RELEASED = datetime.date(2026, 8, 31), datetime.date(2026, 8, 28)
NAME = "Kofi Larkfield"
AT_SIX_WEEKS = "Still employed 6 weeks after the job began?"


@pytest.fixture
def office():
    with time_machine.travel(NOW, tick=True):
        call_command("load_reference", verbosity=0)
        yield staff.engage()


@pytest.fixture
def kofi(office):
    """Released on 28 August, in a job since the 31st: the hub has worked with him since before."""
    hub = Hub.objects.get(name="Chatham")
    person = PersonFactory(given_names="Kofi", family_name="Larkfield", crn="X123456")
    dana = office["Dana Whitlock"]
    CaseloadFactory(person=person, team=dana.teams.get(), practitioner=dana)
    InvolvementFactory(person=person, team=hub.team)
    with time_machine.travel(datetime.datetime(2026, 8, 20, 9, tzinfo=datetime.UTC)):
        pathways.open_pathways(person, ["employment"], by=None)
    people_actions.record_release(
        person, by=None, prison=PrisonFactory(name="Rochester"), kind="licence", released_on=RELEASED
    )
    pathways.record_spell(
        Pathway.objects.get(), by=office["Marcus Oyelaran"], code="employed", started_on=JOB_BEGAN,
        detail="Strood Dairy Co-op",
    )  # fmt: skip
    return person


@pytest.fixture
def sit_down(desk, office):
    def signed_in(name: str, **about) -> Desk:
        seat = desk(**about)
        seat.open("home")
        seat.fill(login=office[name].email, password=staff.PASSWORD)
        seat.page.keyboard.press("Enter")
        seat.reads(name)
        return seat

    return signed_in


def tap(seat: Desk, answer: str, question: str = AT_SIX_WEEKS) -> None:
    """One of the four answers on the row of a check."""
    row = seat.page.get_by_role("row").filter(has_text=question)
    row.get_by_role("button", name=f"{answer} about {NAME}").click()


def test_checks_are_answered_from_the_list_in_two_taps(sit_down, kofi):
    marcus = sit_down("Marcus Oyelaran", viewport=PHONE)
    marcus.open("check_list")
    marcus.headed("Checks to answer")
    marcus.reads(NAME, "On record: Employed, Strood Dairy Co-op, since 31 August 2026")
    marcus.clean()
    tap(marcus, "Yes")
    marcus.reads(f"{NAME}: Yes")
    marcus.clean()
    marcus.press(f"Undo the answer about {NAME}")
    marcus.reads("the check is asked again")
    tap(marcus, "Unknown")
    marcus.headed(AT_SIX_WEEKS)
    marcus.clean()
    marcus.press("Save the answer")
    marcus.refuses("Say what was tried")
    marcus.fill(tried="Rang on Monday and on Tuesday")
    marcus.press_by_keyboard("Save the answer")
    marcus.headed("Checks to answer")
    assert (
        Check.objects.get(name="week_6", point_on=JOB_BEGAN + datetime.timedelta(weeks=6)).answer == "unknown"
    )


def test_a_job_lost_a_recall_and_a_new_release_are_recorded_as_what_they_are(sit_down, kofi):
    marcus, pathway = sit_down("Marcus Oyelaran"), Pathway.objects.get()
    marcus.open("check_list")
    tap(marcus, "No")
    marcus.reads("“No” sets the pathway back to in progress")
    marcus.clean()
    marcus.press("Save the answer")
    marcus.open("pathway_detail", pathway.uuid)
    marcus.reads("In progress", "Setback 1", "Answered no: Employed at 6 weeks")
    marcus.clean()
    marcus.press("End Employed, Strood Dairy Co-op")
    marcus.fill(ended_on="10 October 2026", end_reason="Laid off")
    marcus.press("Record the end")
    marcus.press("Record a job")
    marcus.choose(code="Self-employed")
    marcus.fill(started_on="12 October 2026", detail="Window cleaning")
    marcus.press("Record")
    marcus.reads("Achieved", "Still employed 26 weeks after the job began?")
    marcus.clean()
    recall(sit_down("Dana Whitlock"), kofi)
    marcus.open("pathway_detail", pathway.uuid)
    marcus.reads("Out of scope", "Recalled to custody")
    assert not Check.objects.unanswered().filter(point_on__gt=NOW.date()).exists()
    people_actions.record_release(
        kofi, by=None, prison=PrisonFactory(name="Elmley"), kind="post_recall", released_on=NOW.date()
    )
    marcus.open("check_list")
    marcus.page.get_by_role("link", name="Coming up").click()
    marcus.reads("Employed 6 weeks after release?")
    marcus.clean()
    assert Spell.objects.count() == 2  # nothing is deleted


def recall(dana: Desk, person) -> None:
    release = person.releases.get()
    dana.open("release_change", person.uuid, release.pk)
    dana.fill(recalled_on="14 October 2026", reason="Recalled by the court")
    dana.press("Save the release")
    dana.headed(NAME)
