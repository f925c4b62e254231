"""Journeys 5 and 6 to their ends: a job, a home and treatment are asked about until they have lasted; a tenancy and a
treatment are lost, recorded as what they are, and begun again.
"""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from playwright.sync_api import expect

from foundation.accounts.models import User
from hubs.models import Hub
from journeys.demo import staff
from pathways import actions as pathways
from pathways.models import Check, Pathway, Spell
from people import actions as people_actions
from tests.factories.people import CaseloadFactory, InvolvementFactory, PersonFactory, PrisonFactory

from .desks import PHONE, Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME, KINDS = "Kofi Larkfield", ("employment", "accommodation", "substance_support")
RELEASED = datetime.date(2026, 8, 28)


def at(*day: int) -> datetime.datetime:
    return datetime.datetime(*day, 14, 5, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def clock():
    with time_machine.travel(at(2026, 8, 20), tick=True) as traveller:
        yield traveller


@pytest.fixture
def marcus(clock) -> User:
    call_command("load_reference", verbosity=0)
    return staff.engage()["Marcus Oyelaran"]


@pytest.fixture
def kofi(clock, marcus):
    """Housed, in treatment and in a job within days of his release on 28 August; the hub has known him since before."""
    person = PersonFactory(given_names="Kofi", family_name="Larkfield", crn="X123456")
    dana = User.objects.get(name="Dana Whitlock")
    CaseloadFactory(person=person, team=dana.teams.get(), practitioner=dana)
    InvolvementFactory(person=person, team=Hub.objects.get(name="Chatham").team)
    pathways.open_pathways(person, ["employment", "accommodation", "substance"], by=None)
    clock.move_to(at(2026, 9, 2))
    prison = PrisonFactory(name="Rochester")
    people_actions.record_release(person, by=None, prison=prison, kind="licence", released_on=RELEASED)
    for kind, said in (
        ("accommodation", {"code": "A01D", "started_on": RELEASED, "detail": "Medway Homes"}),
        ("substance_support", {"code": "community_structured", "started_on": datetime.date(2026, 9, 1),
                               "detail": "Medway Recovery", "need_group": "opiate"}),
        ("employment", {"code": "employed", "started_on": datetime.date(2026, 8, 31), "detail": "Dairy"}),
    ):  # fmt: skip
        pathways.record_spell(Pathway.objects.get(kind=kind), by=marcus, **said)
    return person


def says_yes(seat: Desk, *questions: str) -> None:
    """Each in one tap from the work list, which then has nothing more to ask."""
    seat.open("check_list")
    seat.clean()
    for question in questions:
        row = seat.page.get_by_role("row").filter(has_text=question)
        row.get_by_role("button", name=f"Yes about {NAME}").click()
        seat.reads(f"{NAME}: Yes")
    expect(seat.page.get_by_role("button", name=f"Yes about {NAME}")).to_have_count(0)
    seat.clean()


def states() -> list[str]:
    return [Pathway.objects.get(kind=kind).state for kind in KINDS]


def test_a_job_a_home_and_treatment_are_asked_about_until_they_have_lasted(desk, clock, marcus, kofi):
    assert states() == ["achieved"] * 3
    clock.move_to(at(2026, 10, 14))
    says_yes(
        desk(marcus, viewport=PHONE), "Housed on the night of release?",
        "In community treatment 21 days after release?", "Employed 6 weeks after release?",
        "Still employed 6 weeks after the job began?",
    )  # fmt: skip
    assert states() == ["achieved"] * 3
    clock.move_to(at(2026, 12, 2))
    says_yes(desk(marcus), "3 months after", "Still in treatment 12 weeks after it began?")
    assert states() == ["achieved", "sustained", "sustained"]
    clock.move_to(at(2027, 3, 3))
    says_yes(
        desk(marcus, viewport=PHONE), "Employed 6 months after release?",
        "Still employed 26 weeks after the job began?",
    )  # fmt: skip
    assert states() == ["sustained"] * 3
    assert not Check.objects.unanswered().exists()
    seat = desk(marcus)
    seat.open("person_detail", kofi.uuid)
    seat.reads("Sustained", "Still employed at 26 weeks")
    seat.clean()
    seat.open("person_timeline", kofi.uuid)
    seat.reads("Sustained: employment", "Sustained: accommodation", "Sustained: substance support")
    seat.clean()


def end(seat: Desk, kind: str, spell: str, **said: str) -> None:
    """On the page of its pathway, which goes back to in progress with a setback."""
    seat.open("pathway_detail", Pathway.objects.get(kind=kind).uuid)
    seat.press(f"End {spell}")
    seat.clean()
    seat.press("Record the end")
    seat.refuses()
    for name, text in said.items():
        field = seat.page.locator(f"[name={name}]")
        field.select_option(label=text) if seat.page.locator(f"select[name={name}]").count() else field.fill(
            text
        )
    seat.press("Record the end")
    seat.reads("In progress", "Setback 1")
    seat.clean()


def begin_again(seat: Desk, noun: str, started_on: str, **chosen: str) -> None:
    seat.press(f"Record a {noun}")
    seat.choose(**chosen)
    seat.fill(started_on=started_on)
    seat.press("Record")
    seat.reads("Achieved", "Setback 1")
    seat.clean()


def test_an_eviction_and_a_drop_out_are_recorded_as_what_they_are_and_begun_again(desk, clock, marcus, kofi):
    clock.move_to(at(2026, 10, 14))
    seat = desk(marcus, viewport=PHONE)
    end(seat, "accommodation", "Social rent, Medway Homes", ended_on="10 October 2026", end_reason="Evicted")
    begin_again(seat, "home", "12 October 2026", code="Supported housing")
    in_treatment = "Structured treatment in the community, Medway Recovery"
    end(seat, "substance_support", in_treatment, ended_on="9 October 2026", end_reason="Dropped out")
    begin_again(
        seat, "treatment episode", "13 October 2026", code="Structured treatment in the community",
        need_group="Opiate",
    )  # fmt: skip
    assert Spell.objects.filter(ended_on=None).count() == 3
    assert Spell.objects.count() == 5, "nothing is deleted"
    seat.open("person_timeline", kofi.uuid)
    seat.reads("accommodation. Evicted", "substance support. Dropped out", "Setback: accommodation")
    seat.clean()
    seat.open("check_list")
    seat.page.get_by_role("link", name="Coming up").click()
    seat.reads("Still in settled accommodation 3 months after moving in?", "about 12 January 2027")
    seat.clean()
