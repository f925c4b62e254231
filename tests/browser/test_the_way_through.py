"""One person from search to outcome report, through the pages that staff use, and the same without JavaScript."""

import datetime
import json
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command

from journeys.demo import staff
from pathways.models import MilestoneClaim
from referrals.models import Referral

from . import steps
from .desks import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A Wednesday afternoon: a session can have begun today and not have ended yet, whenever the tests run.
NOW = datetime.datetime(2026, 10, 14, 14, 5, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def office():
    """The reference lists as delivered and one member of staff per role; nobody is known yet."""
    with time_machine.travel(NOW, tick=True):
        call_command("load_reference", verbosity=0)
        yield staff.engage()


@pytest.fixture
def sit_down(desk, office):
    """`sit_down("Dana Whitlock")` signs that person in by the sign-in page."""

    def signed_in(name: str, **about) -> Desk:
        seat = desk(**about)
        seat.open("home")
        seat.headed("Sign in")
        seat.fill(login=office[name].email, password=staff.PASSWORD)
        seat.page.keyboard.press("Enter")
        seat.reads(name)
        return seat

    return signed_in


def refer(dana: Desk) -> Referral:
    person = steps.add_person(dana)
    steps.record_circumstances(dana, person)
    steps.draft_referral(dana, person)
    return steps.submit(dana)


def test_one_person_from_search_to_outcome_report(sit_down):
    dana, marcus = sit_down("Dana Whitlock"), sit_down("Marcus Oyelaran")
    dana.clean()
    referral = refer(dana)
    person = referral.person
    mail.outbox.clear()
    steps.find_in_queue(marcus)
    steps.accept(marcus)
    decision_reaches(dana, "Accepted", referral)
    steps.record_release(dana, person)
    steps.record_induction(marcus, referral)
    session = steps.put_session_on(marcus)
    steps.book(marcus, session)
    steps.take_register(marcus, session)
    steps.record_job(marcus, person)
    steps.claim_job(marcus, person)
    steps.verify_claim(sit_down("Helen Ashworthy"))
    assert MilestoneClaim.objects.get().state == "verified"
    with time_machine.travel(NOW + datetime.timedelta(days=20), tick=True):  # when the month has ended
        files = steps.read_report(sit_down("Claire Tidewell"))
    assert json.loads(files["JSON"])["area"] == "Medway"
    assert files["PDF"].startswith(b"%PDF")
    assert files["CSV"].startswith(b"\xef\xbb\xbf")


def test_a_declined_referral_tells_the_practitioner_why_and_where_to_go(sit_down):
    dana, marcus = sit_down("Dana Whitlock"), sit_down("Marcus Oyelaran")
    referral = refer(dana)
    mail.outbox.clear()
    steps.find_in_queue(marcus)
    steps.decline(marcus)
    decision_reaches(dana, "Declined", referral)
    dana.page.get_by_role("main").get_by_role("link", name=steps.NAME).first.click()
    dana.reads("There is no drug worker until May.", "Ask the hub in Maidstone.")
    dana.clean()


def decision_reaches(dana: Desk, state: str, referral: Referral) -> None:
    """On the home page, with the name; and by one mail, without."""
    dana.open("home")
    dana.reads(f"Chatham {state.lower()} {referral.reference}", "Decided in the last 14 days", steps.NAME)
    dana.clean()
    told = [letter for letter in mail.outbox if letter.to == ["dana@demo.throughgate.invalid"]]
    assert len(told) == 1
    assert "Larkfield" not in told[0].subject + told[0].body


def test_without_javascript_the_referral_and_the_register_work_too(sit_down):
    dana = sit_down("Dana Whitlock", java_script_enabled=False)
    marcus = sit_down("Marcus Oyelaran", java_script_enabled=False)
    referral = refer(dana)
    steps.record_release(dana, referral.person)
    steps.find_in_queue(marcus)
    steps.accept(marcus)
    steps.record_induction(marcus, referral)
    session = steps.put_session_on(marcus)
    steps.book(marcus, session)
    steps.take_register_by_hand(marcus, session)
