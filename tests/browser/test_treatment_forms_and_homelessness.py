"""Journey 3 beside the handover: a TOP form put right week by week, and a duty-to-refer answered by the authority."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from playwright.sync_api import expect

from foundation.lifecycle import running
from hubs.models import Hub
from journeys.demo import staff
from pathways import actions as pathways
from pathways.handovers.clocks import DUTY_TO_REFER
from pathways.models import Handover, MilestoneClaim, OutcomesProfile
from pathways.profiles.items import ITEMS, Measure
from people.models import Area
from tests.factories.pathways import PathwayFactory
from tests.factories.people import (
    CaseloadFactory,
    ConsentFactory,
    InvolvementFactory,
    PersonAreaFactory,
    PersonFactory,
    PrisonFactory,
)

from .desks import PHONE, Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = datetime.datetime(2026, 10, 14, 14, 5, tzinfo=ZoneInfo("Europe/London"))
NAME, AUTHORITY = "Kofi Larkfield", "Medway Housing Options"
WEEKS_AND_TOTAL = ("alcohol_week_1", "alcohol_week_2", "alcohol_week_3", "alcohol_week_4", "alcohol")


@pytest.fixture
def office():
    with time_machine.travel(NOW, tick=True):
        call_command("load_reference", verbosity=0)
        yield staff.engage()


@pytest.fixture
def kofi(office):
    """On Dana's caseload and known to the hub, with a need for a home and for treatment."""
    person, dana = PersonFactory(given_names="Kofi", family_name="Larkfield"), office["Dana Whitlock"]
    CaseloadFactory(person=person, team=dana.teams.get(), practitioner=dana)
    InvolvementFactory(person=person, team=Hub.objects.get(name="Chatham").team)
    ConsentFactory(person=person, given_on=NOW.date())
    PersonAreaFactory(person=person, area=Area.objects.get(name="Medway"))
    pathways.open_pathways(person, ["accommodation"], by=None)
    PathwayFactory(person=person, kind="substance_support")
    PrisonFactory(name="Rochester")
    return person


def answer_every_item(seat: Desk) -> None:
    """No day of anything, the middle of each scale, no to each question; what may be left out is left out."""
    for item in ITEMS:
        if item.measure is Measure.YES_NO:
            seat.page.locator(f"[name={item.slug}][value=no] + label").click()
        elif not item.optional:
            seat.fill(**{item.slug: "10" if item.measure is Measure.SCALE else "0"})


def drank(seat: Desk, *days: str) -> None:
    seat.fill(**dict(zip(WEEKS_AND_TOTAL, days, strict=True)))


def test_a_top_form_is_refused_week_by_week_until_it_adds_up(desk, office, kofi):
    """Eight days in a week, then weeks that do not add up; what was typed stays, and *not answered* is no zero."""
    rosa = desk(office["Rosa Delgado"], viewport=PHONE)
    rosa.open("top_list", kofi.pathways.get(kind="substance_support").uuid)
    rosa.clean()
    rosa.press("Record a TOP form")
    rosa.clean()
    rosa.press("Record the form")
    rosa.refuses("Choose the stage of treatment.", "Crack: enter the days of each week")
    rosa.clean()
    rosa.choose(stage="Start", setting="In the community")
    rosa.fill(taken_on="13 October 2026")
    answer_every_item(rosa)
    rosa.fill(crack="")
    rosa.page.locator("[name=crack_not_answered] + label").click()
    drank(rosa, "8", "2", "0", "1", "11")
    rosa.press("Record the form")
    rosa.refuses("Alcohol, week 1: a week has 0 to 7 days.")
    rosa.clean()
    drank(rosa, "7", "2", "0", "1", "12")
    rosa.press("Record the form")
    rosa.refuses("Alcohol: the four weeks add up to 10, and the total says 12.")
    expect(rosa.page.locator("[name=alcohol_week_1]")).to_have_value("7")
    rosa.clean()
    rosa.fill(alcohol="10")
    rosa.press("Record the form")
    rosa.reads("recorded", "13 October 2026", "Not answered")
    rosa.clean()
    form = OutcomesProfile.objects.get()
    assert (form.alcohol, form.crack, form.opiates) == (10, None, 0)


def expect_release(dana: Desk, person) -> None:
    dana.open("release_record", person.uuid)
    dana.choose(prison="Rochester", kind="On licence")
    dana.fill(expected_on="25 November 2026")
    dana.press("Record the release")
    dana.headed(NAME)
    dana.reads("duty to refer")
    dana.clean()


def make_the_duty_to_refer(dana: Desk) -> Handover:
    dana.press("Hand over to a service")
    dana.page.get_by_role("link", name="Housing").click()
    dana.reads("owed 56 days before it")
    dana.clean()
    dana.choose(service=AUTHORITY)
    dana.fill(
        purpose="No address for the night of release", contact="By the prison until release",
        need="Has slept at friends' since 2024", agreed_on="14 October 2026",
    )  # fmt: skip
    dana.choose(agreed_how="In person")
    dana.press("Send the handover")
    dana.reads(f"is with {AUTHORITY}.")
    dana.clean()
    return Handover.objects.get()


def test_a_duty_to_refer_is_made_and_answered_through_the_pages(desk, office, kofi):
    dana, abel = desk(office["Dana Whitlock"]), desk(office["Abel Cotterill"], viewport=PHONE)
    home = kofi.pathways.get(kind="accommodation")
    expect_release(dana, kofi)
    assert running.running(home, DUTY_TO_REFER).due_on == datetime.date(2026, 11, 24)
    handover = make_the_duty_to_refer(dana)
    assert running.running(home, DUTY_TO_REFER) is None

    abel.open("home")
    abel.clean()
    abel.page.get_by_role("link", name=NAME).first.click()
    abel.reads("No address for the night of release", "Wednesday 25 November 2026")
    abel.press("Receive")
    abel.clean()
    abel.press("Answer the duty-to-refer")
    abel.clean()
    abel.press("Send the answer")
    abel.refuses("Say whether the duty-to-refer is accepted.")
    abel.choose(answer="Accepted: a duty is owed")
    abel.press("Send the answer")
    abel.refuses("Say which duty the authority owes.")
    abel.clean()
    abel.choose(owed="Relief duty, for 56 days")
    abel.press("Send the answer")
    abel.reads("Relief duty")
    abel.clean()

    dana.open("handover_detail", handover.uuid)
    dana.reads("Accepted: a duty is owed", "Relief duty, for 56 days")
    dana.clean()
    dana.open("pathway_detail", home.uuid)
    dana.reads("Duty-to-refer made", AUTHORITY)
    dana.clean()
    claim = MilestoneClaim.objects.get()
    assert (claim.milestone, claim.evidence_type, claim.handover) == (
        "duty_to_refer",
        "service_record",
        handover,
    )
