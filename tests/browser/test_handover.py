"""Journey 3: drug treatment is handed over before release and answered by its service, seen from both sides."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from foundation.lifecycle.models import RunningClock
from journeys.demo import staff
from pathways.models import Handover, MilestoneClaim
from people.models import Area
from tests.factories.pathways import PathwayFactory
from tests.factories.people import (
    CaseloadFactory,
    ConsentFactory,
    InvolvementFactory,
    PersonAreaFactory,
    PersonFactory,
    ReleaseFactory,
)

from .desks import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEFORE = datetime.datetime(2026, 10, 14, 14, 5, tzinfo=ZoneInfo("Europe/London"))
RELEASED, NAME = datetime.date(2026, 11, 11), "Kofi Larkfield"


@pytest.fixture
def clock():
    with time_machine.travel(BEFORE, tick=True) as traveller:
        yield traveller


@pytest.fixture
def office(clock):
    call_command("load_reference", verbosity=0)
    return staff.engage()


@pytest.fixture
def person(office):
    """Somebody on Dana's caseload and Rosa's hub, in prison for four more weeks, in treatment there."""
    dana, rosa = office["Dana Whitlock"], office["Rosa Delgado"]
    person = PersonFactory(given_names="Kofi", family_name="Larkfield")
    CaseloadFactory(person=person, team=dana.teams.get(), practitioner=dana)
    InvolvementFactory(person=person, team=rosa.teams.get())
    ConsentFactory(person=person, given_on=BEFORE.date())
    PersonAreaFactory(person=person, area=Area.objects.get(name="Medway"))
    ReleaseFactory(person=person, expected_on=RELEASED, released_on=None)
    PathwayFactory(person=person, kind="substance_support")
    return person


def send(dana, person):
    dana.open("person_detail", person.uuid)
    dana.press("Hand over to a service")
    dana.headed(f"Hand {NAME} over to a service")
    dana.clean()
    dana.page.get_by_role("link", name="Drug and alcohol treatment").click()
    dana.headed(f"Hand over {NAME}")
    dana.clean()
    dana.press("Send the handover")
    dana.refuses("Choose the service.")
    dana.choose(service="Medway Recovery Service")
    dana.fill(
        purpose="Go on with the methadone prescription", contact="By the prison until release",
        need="Opiates", medication="Methadone 40 ml", agreed_on="14 October 2026",
    )  # fmt: skip
    dana.choose(continues_treatment="Treatment goes on from custody", agreed_how="In person")
    dana.page.get_by_label("Yes, arranged for the day of release").check()
    dana.press("Send the handover")
    dana.reads("is with Medway Recovery Service.", "Receive or refuse the handover", "Methadone 40 ml")
    dana.clean()
    return Handover.objects.get()


def receive_and_book(noor):
    noor.open("home")
    noor.reads("Handed over to you", NAME)
    noor.clean()
    noor.page.get_by_role("link", name=NAME).first.click()
    noor.headed(NAME)
    noor.reads("Go on with the methadone prescription", "Methadone 40 ml", "Wednesday 11 November 2026")
    noor.reads_not("CRN")
    noor.clean()
    noor.press("Receive")
    noor.reads("is received.", "Book an appointment on or before the day of release")
    noor.press("Book an appointment")
    noor.clean()
    noor.fill(on="11 November 2026", starts="11.30", place="12 Gate Street")
    noor.press("Book")
    noor.reads("has its appointment.")


def move_release(dana, person, *, to: str) -> None:
    dana.open("release_change", person.uuid, person.releases.get().pk)
    dana.fill(expected_on=to, reason="Sentence recalculated")
    dana.press("Save the release")
    dana.headed(NAME)


def record_release(dana, person) -> None:
    """The day of release while the handover is open; a day to come first, which is refused."""
    dana.open("release_change", person.uuid, person.releases.get().pk)
    dana.clean()
    dana.fill(released_on="12 November 2026")
    dana.press("Save the release")
    dana.refuses("cannot be in the future.")
    dana.clean()
    dana.fill(released_on="11 November 2026")
    dana.press("Save the release")
    dana.headed(NAME)
    dana.reads_not("Release expected")
    dana.clean()


def test_the_release_moves_while_the_handover_is_under_way_and_the_service_books_by_the_new_day(
    desk, office, person
):
    dana, noor = desk(office["Dana Whitlock"]), desk(office["Noor Castellan"], viewport=PHONE)
    handover = send(dana, person)
    noor.open("handed_over_detail", handover.uuid)
    noor.press("Receive")
    noor.reads("Book an appointment on or before the day of release", "Wednesday 11 November 2026")
    move_release(dana, person, to="25 November 2026")
    noor.open("handed_over_detail", handover.uuid)
    noor.reads("Wednesday 25 November 2026")
    noor.reads_not("Wednesday 11 November 2026")
    noor.open("home")
    noor.clean()
    run = RunningClock.objects.get(clock="handover_appointment", subject_id=handover.pk, stopped_at=None)
    assert (run.due_on, run.former_due_on) == (datetime.date(2026, 11, 25), RELEASED)
    noor.open("handed_over_detail", handover.uuid)
    noor.press("Book an appointment")
    noor.fill(on="24 November 2026", starts="9.15", place="12 Gate Street")
    noor.press("Book")
    noor.reads("has its appointment.")
    noor.clean()
    dana.open("person_timeline", person.uuid)
    dana.reads("moved", "Expected 11 November 2026 before", "Medway Recovery Service received the handover")
    dana.reads("Appointment at Medway Recovery Service")
    dana.clean()


def test_a_treatment_handover_is_answered_by_its_service(desk, office, person, clock):
    dana, noor = desk(office["Dana Whitlock"]), desk(office["Noor Castellan"], viewport=PHONE)
    handover = send(dana, person)
    receive_and_book(noor)
    dana.open("handover_detail", handover.uuid)
    dana.reads("Booked", "11 November 2026, 11.30, 12 Gate Street")
    dana.open("person_timeline", person.uuid)
    dana.reads("Handed over to Medway Recovery Service", "Appointment at Medway Recovery Service")

    clock.move_to(datetime.datetime(2026, 11, 11, 15, tzinfo=ZoneInfo("Europe/London")))
    record_release(desk(office["Dana Whitlock"]), person)
    noor = desk(office["Noor Castellan"])
    noor.open("notice_list")
    noor.reads(f"Handover {handover}: the person was released.")
    noor.open("home")
    noor.reads("Expected today", NAME)
    noor.page.get_by_role("link", name=NAME).first.click()
    noor.press("The person came")
    noor.clean()
    noor.press("Record")
    noor.reads("is put down as attended.")
    noor.press("Record that treatment started")
    noor.clean()
    noor.fill(started_on="11 November 2026")
    noor.choose(code="Structured treatment in the community", need_group="Opiate")
    noor.press("Record the start")
    noor.reads("has its treatment recorded.")
    noor.clean()
    noor.press("Close the handover")
    noor.clean()
    noor.choose(reason="In treatment with us")
    noor.press("Close")
    noor.reads("You see the person no longer.")
    assert noor.page.goto(noor.home + reverse("handed_over_detail", args=[handover.uuid])).status == 404

    rosa = desk(office["Rosa Delgado"])
    rosa.open("pathway_detail", person.pathways.get().uuid)
    rosa.reads(
        "In treatment with us",
        "Structured treatment in the community",
        "First community appointment attended",
    )
    rosa.clean()
    claims = MilestoneClaim.objects.filter(evidence_type="service_record")
    assert {claim.milestone for claim in claims} == {
        "provider_appointment", "first_appointment", "treatment_started",
    }  # fmt: skip
