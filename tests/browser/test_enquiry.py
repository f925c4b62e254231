"""Asking a hub for help on a phone, with and without script; and the hub that answers."""

import datetime

import pytest
from playwright.sync_api import expect

from referrals.enquiries import spam
from referrals.models import Enquiry, Referral
from tests.factories.hubs import HubFactory, ServedAreaFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.people import AreaFactory, InvolvementFactory, PersonFactory
from tests.factories.referrals import EnquiryFactory, ReferralSourceFactory
from tests.referrals.scene import a_worker

from .desks import PHONE

pytestmark = [pytest.mark.browser_full, pytest.mark.django_db(transaction=True)]
EITHER_WAY = pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])


@pytest.fixture
def chatham():
    hub = HubFactory(name="Chatham")
    ServedAreaFactory(area=AreaFactory(name="Medway"), hub=hub)
    return hub


@pytest.fixture
def quick_hands(monkeypatch):
    """A browser that is driven fills in a form faster than anybody reads."""
    monkeypatch.setattr(spam, "QUICKEST", datetime.timedelta(seconds=0))


def go_on(seat, heading):
    seat.press("Continue")
    seat.headed(heading)
    seat.clean()


def printed_black_on_white(seat):
    seat.page.emulate_media(media="print")
    for part in ("html", ".govuk-panel"):
        expect(seat.page.locator(part)).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    seat.page.emulate_media(media="screen")


@EITHER_WAY
def test_somebody_asks_for_help_on_a_phone(desk, chatham, quick_hands, has_script):
    seat = desk(viewport=PHONE, java_script_enabled=has_script)
    seat.open("account_login")
    seat.press("Ask a hub for help")
    seat.headed("Ask a hub for help")
    seat.clean()
    seat.press("Start now")
    seat.press("Continue")
    seat.refuses("Say who needs help.")
    seat.choose(kind_of_enquiry="Myself")
    go_on(seat, "What is your name?")
    seat.fill(name="Renée O’Marlhurst")
    go_on(seat, "How can we get in touch safely?")
    seat.fill(phone="07700 900 123")
    seat.press("Continue")
    seat.refuses("Tick each way that is safe for us to use.")
    seat.page.get_by_label("Call the number").check()
    go_on(seat, "When were you born?")
    go_on(seat, "Where do you live?")
    seat.choose(area="Medway")
    go_on(seat, "What do you need help with?")
    seat.page.get_by_label("Somewhere to live").check()
    go_on(seat, "Is there anything we should know before we get in touch?")
    seat.page.go_back()
    seat.headed("What do you need help with?")
    assert seat.page.get_by_label("Somewhere to live").is_checked()
    seat.press("Continue")
    go_on(seat, "Check what you wrote")
    seat.reads("Renée O’Marlhurst", "We send this to the hub in Chatham")
    seat.press("Send")
    seat.refuses("Tick the box if you agree.")
    seat.page.get_by_label("I agree").check()
    seat.double_click("Send")
    seat.headed("We have your message")
    seat.clean()
    printed_black_on_white(seat)
    enquiry = Enquiry.objects.get()
    seat.reads(enquiry.reference)
    seat.reads_not("Marlhurst")
    assert (enquiry.hub, enquiry.name, enquiry.needs) == (chatham, "Renée O’Marlhurst", ["accommodation"])
    seat.page.go_back()
    seat.page.reload()
    seat.reads_not("Marlhurst")


def test_an_agency_is_asked_who_it_is(desk, chatham, quick_hands):
    ReferralSourceFactory(name="Community or voluntary organisation", kind="voluntary")
    seat = desk(viewport=PHONE)
    seat.open("enquiry_step", "who")
    seat.choose(kind_of_enquiry="Someone I work with")
    go_on(seat, "Where do you work?")
    seat.fill(agency_name="Night shelter", agency_worker="Ada Fenn", agency_email="ada@shelter.example")
    seat.choose(source="Community or voluntary organisation")
    go_on(seat, "What is their name?")


def test_a_worker_matches_an_enquiry_with_somebody_the_hub_knows(desk, chatham):
    ReferralSourceFactory(name="Self-referral", kind="self")
    enquiry = EnquiryFactory(hub=chatham, date_of_birth=datetime.date(1990, 5, 14))
    InvolvementFactory(person=PersonFactory(given_names="Kofi", family_name="Larkfield"), team=chatham.team)
    seat = desk(a_worker(chatham))
    seat.open("home")
    seat.reads("Enquiries waiting")
    seat.press(enquiry.name)
    seat.headed("Kofi Larkfield")
    seat.reads("Same name, Same date of birth")
    seat.clean()
    seat.page.get_by_role("button", name="It is them").click()
    seat.headed("Refer Kofi Larkfield")
    assert Referral.objects.get().enquiry == enquiry


@EITHER_WAY
def test_a_worker_adds_a_person_who_is_not_known(desk, chatham, has_script):
    ReferralSourceFactory(name="Self-referral", kind="self")
    enquiry = EnquiryFactory(hub=chatham, area=AreaFactory(name="Medway"), name="Renée O’Marlhurst")
    seat = desk(a_worker(chatham), java_script_enabled=has_script)
    seat.open("enquiry_detail", enquiry.uuid)
    seat.press("Add as a new person")
    seat.fill(date_of_birth="14 May 1990")
    seat.choose(sex="Female")
    seat.double_click("Add the person")
    seat.headed("Refer Renée O’Marlhurst")
    assert Referral.objects.count() == 1


def test_a_worker_refuses_an_enquiry(desk, chatham):
    ReasonFactory(list="enquiry", group="eligibility", reason="Under 18")
    enquiry = EnquiryFactory(hub=chatham)
    seat = desk(a_worker(chatham), viewport=PHONE)
    seat.open("enquiry_refuse", enquiry.uuid)
    seat.press("Refuse")
    seat.refuses("Choose a reason.")
    seat.choose(reason="Under 18")
    seat.press("Refuse")
    seat.reads(f"Enquiry {enquiry.reference} is refused.")
    seat.clean()
