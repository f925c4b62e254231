"""Clicks that come twice, pages that are gone back to, names longer than the screen, and thumbs."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from foundation.lifecycle.models import Event
from hubs.models import Booking, Session
from tests.factories.hubs import (
    ActivityCategoryFactory,
    BookingFactory,
    HubFactory,
    InductionFactory,
    SessionFactory,
)
from tests.factories.people import CaseloadFactory, ConsentFactory
from tests.referrals.scene import a_full_draft, a_practitioner, a_worker

from .desks import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# With script the second click is held back in the browser; without, both reach the server.
EITHER_WAY = pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])


def times(kind: str, state: str) -> int:
    """How often anything of a kind came into a state, by the event log."""
    return Event.objects.filter(subject_type=kind, to_state=state).count()


@EITHER_WAY
def test_a_double_click_submits_one_referral(desk, has_script):
    user = a_practitioner()
    draft = a_full_draft(user)
    seat = desk(user, java_script_enabled=has_script)
    seat.open("referral_check", draft.uuid)
    seat.double_click(f"Submit to {draft.hub}")
    seat.headed("Referral submitted")
    draft.refresh_from_db()
    assert (draft.state, times("referrals.referral", "submitted")) == ("submitted", 1)


def test_back_from_a_submitted_referral_leads_to_no_draft(desk):
    user = a_practitioner()
    draft = a_full_draft(user)
    seat = desk(user)
    seat.open("referral_check", draft.uuid)
    seat.press(f"Submit to {draft.hub}")
    seat.headed("Referral submitted")
    seat.page.go_back()
    seat.page.reload()
    seat.reads_not(f"Submit to {draft.hub}")
    assert times("referrals.referral", "submitted") == 1


@pytest.fixture
def put_on():
    """`put_on(seat)` fills the form of a session of tomorrow."""
    category = ActivityCategoryFactory().category
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    def filled(seat) -> None:
        seat.open("session_create")
        seat.choose(category=category)
        seat.fill(held_on=f"{tomorrow:%-d %B %Y}", starts="10", ends="11.30")

    return filled


@EITHER_WAY
def test_a_double_click_puts_one_session_on(desk, put_on, has_script):
    seat = desk(a_worker(HubFactory()), java_script_enabled=has_script)
    put_on(seat)
    seat.double_click("Put the session on")
    seat.reads("The session is on.")
    assert Session.objects.count() == 1


def test_back_to_the_form_of_a_session_and_sending_it_again_puts_no_second_one_on(desk, put_on):
    seat = desk(a_worker(HubFactory()))
    put_on(seat)
    seat.press("Put the session on")
    seat.reads("The session is on.")
    seat.page.go_back()
    seat.headed("Put a session on")
    with seat.page.expect_navigation():
        seat.press("Put the session on")
    assert Session.objects.count() == 1


@pytest.fixture
def session():
    """A running session at which two people are expected, one with the longest of names."""
    session = SessionFactory()
    for name in ("Ashwell", "Featherstonehaugh-Cholmondeley-Wolstenholme" * 2):
        booking = BookingFactory(
            session=session, person__family_name=name[:100], person__given_names="Maximilian"
        )
        ConsentFactory(person=booking.person)
        InductionFactory(person=booking.person, hub=session.hub)
    return session


@EITHER_WAY
def test_a_double_click_submits_one_register(desk, session, has_script):
    seat = desk(a_worker(session.hub), java_script_enabled=has_script)
    seat.open("register_take", session.uuid)
    for radio in seat.page.get_by_role("radio", name="Attended", exact=True).all():
        radio.check()
    seat.double_click("Submit register")
    # The second click may break off the way that the first one had begun, so the address is looked at again and again.
    expect(seat.page).to_have_url(re.compile(re.escape(reverse("session_detail", args=[session.uuid])) + "$"))
    seat.reads("Attended")
    assert [each.version for each in Booking.objects.all()] == [1, 1]
    assert times("hubs.session", "recorded") == 1


def test_the_register_is_taken_with_a_thumb_on_a_phone(desk, session):
    seat = desk(a_worker(session.hub), viewport=PHONE, has_touch=True, is_mobile=True)
    seat.open("register_take", session.uuid)
    seat.clean()
    rows = seat.page.locator("[data-register-row]")
    rows.nth(0).get_by_text("Late", exact=True).tap()
    rows.nth(1).get_by_text("Did not attend", exact=True).tap()
    seat.reads("2 of 2 marked")
    seat.clean()
    seat.page.get_by_role("button", name="Submit register").tap()
    seat.reads("The register is submitted.")
    assert {each.mark for each in Booking.objects.all()} == {"late", "did_not_attend"}


def test_a_long_label_stands_beside_its_box_on_a_phone(desk):
    user = a_practitioner()
    person = CaseloadFactory(team=user.teams.get(), practitioner=user).person
    seat = desk(user, viewport=PHONE)
    seat.open("death_record", person.uuid)
    box, label = (seat.page.locator(part).bounding_box() for part in ("[name=is_sure]", "[for=id_is_sure]"))
    assert label["x"] >= box["x"] + box["width"]
    assert label["height"] > 40  # or it would be no long one


def test_long_names_fit_a_phone(desk, session):
    user = a_practitioner()
    long = Booking.objects.order_by("pk").last().person
    CaseloadFactory(person=long, team=user.teams.get(), practitioner=user)
    draft = a_full_draft(user, person=long)
    seat, wrong = desk(user, viewport=PHONE), []
    for name, args in (
        ("home", ()), ("person_list", ()), ("person_detail", (long.uuid,)), ("person_timeline", (long.uuid,)),
        ("referral_list", ()), ("referral_tasks", (draft.uuid,)), ("referral_check", (draft.uuid,)),
    ):  # fmt: skip
        seat.open(name, *args)
        wrong += seat.too_wide()
    assert not wrong, "\n".join(wrong)
