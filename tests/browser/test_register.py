"""The register in a real browser: by keyboard alone, on a phone, and clean for axe."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from foundation.accounts.roles import Role
from hubs.models import Booking
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, InductionFactory, SessionFactory
from tests.factories.people import ConsentFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def session():
    """A running session of three people: the last has no induction."""
    session = SessionFactory(title="Employability introduction")
    for name in ("Ashwell", "Brookhollow", "Cobblewick"):
        booking = BookingFactory(session=session, person__family_name=name)
        ConsentFactory(person=booking.person)
        if name != "Cobblewick":
            InductionFactory(person=booking.person, hub=session.hub)
    return session


@pytest.fixture
def register(page: Page, sign_in, live_server, session) -> Page:
    sign_in(UserFactory(role=Role.HUB_WORKER, teams=[session.hub.team]))
    page.goto(live_server.url + reverse("register_take", args=[session.uuid]))
    expect(page.locator("[data-register-ready]")).to_have_count(1)
    return page


def marks(session):
    return list(Booking.objects.filter(session=session).order_by("pk").values_list("mark", flat=True))


def test_the_register_is_taken_by_keyboard_alone(register: Page, session):
    register.locator("[data-register-row] input[type=radio]").first.focus()
    for key in ("l", "ArrowDown", "a", "ArrowDown", "d"):
        register.keyboard.press(key)
    expect(register.locator("[data-register-count] b")).to_have_text("3 of 3 marked")
    submit = register.get_by_role("button", name="Submit register")
    submit.focus()
    register.keyboard.press("Enter")
    expect(register.get_by_text("The register is submitted.")).to_be_visible()
    assert marks(session) == ["late", "attended", "did_not_attend"]


def test_the_button_for_the_others_counts_along_without_those_who_may_not_attend(register: Page):
    rest = register.locator("[data-register-rest]")
    expect(rest).to_have_text("Mark the other 2 as attended")
    register.locator("[data-register-row] input[type=radio]").first.focus()
    register.keyboard.press("l")
    expect(rest).to_have_text("Mark the other 1 as attended")
    for key in ("ArrowDown", "a"):
        register.keyboard.press(key)
    expect(rest).to_be_hidden()


def test_leaving_with_a_concern_not_sent_asks_first_and_with_marks_alone_does_not(register: Page, session):
    asked = []
    register.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    row = register.locator("[data-register-row]").first
    row.locator("input[type=radio]").first.focus()
    register.keyboard.press("a")
    expect(row.locator(".tg-save")).to_contain_text("Saved")
    register.keyboard.press("c")
    register.keyboard.type("Looked frightened")
    register.get_by_role("link", name="Session details").click(no_wait_after=True)
    expect(register.get_by_role("button", name="Submit register")).to_be_visible()
    register.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    register.get_by_role("button", name="Send the concern").first.click()
    expect(row.get_by_text("Concern, sent")).to_be_visible()
    register.get_by_role("link", name="Session details").click()
    expect(register.get_by_role("heading", name="Who is booked")).to_be_visible()
    assert asked == ["beforeunload"]


def test_a_correction_is_saved_by_its_button_with_its_reason_and_leaving_before_asks(register: Page, session):
    register.get_by_role("button", name="Mark the other 2 as attended").click()
    row = register.locator("[data-register-row]").nth(2)
    row.get_by_role("radio", name="Did not attend").check(force=True)
    expect(row.locator(".tg-save")).to_contain_text("Saved")
    register.get_by_role("button", name="Submit register").click()
    expect(register.get_by_text("The register is submitted.")).to_be_visible()
    register.goto(register.url + "register/")
    asked = []
    register.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    first = register.locator("[data-register-row]").first
    first.get_by_role("radio", name="Left early").check(force=True)
    expect(first.locator(".tg-save")).to_have_text("Not saved yet")
    register.get_by_role("link", name="Session details").click(no_wait_after=True)
    register.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    register.get_by_label("Why do you change the register?").fill("She left at eleven")
    register.get_by_role("button", name="Save the correction").click()
    expect(register.get_by_text("The correction is saved")).to_be_visible()
    assert marks(session) == ["left_early", "attended", "did_not_attend"]


def test_c_opens_the_concern_of_the_person_in_focus(register: Page):
    row = register.locator("[data-register-row]").nth(1)
    row.locator("input[type=radio]").first.focus()
    register.keyboard.press("c")
    expect(row.get_by_label("Concern, if any")).to_be_focused()


def test_a_letter_typed_into_a_note_marks_nobody(register: Page):
    row = register.locator("[data-register-row]").first
    row.locator("summary").click()
    row.get_by_label("Note, if any").press_sequentially("a lad")
    expect(register.locator("[data-register-count] b")).to_have_text("0 of 3 marked")


def test_a_refused_register_is_clean_for_axe_and_its_summary_leads_to_the_row(register: Page, axe_clean):
    register.get_by_role("button", name="Submit register").click()
    expect(register.get_by_text("There is a problem")).to_be_visible()
    axe_clean(register)
    register.locator(".govuk-error-summary a").first.click()
    expect(register.locator("[data-register-row] input[type=radio]").first).to_be_focused()


def test_on_a_phone_nothing_is_wider_than_the_screen_and_marks_are_large(register: Page, axe_clean):
    register.set_viewport_size(PHONE)
    assert register.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert register.locator(".tg-marks label").first.bounding_box()["height"] >= 48
    axe_clean(register)


def test_without_script_the_register_is_taken_too(browser, client, live_server, session):
    client.force_login(UserFactory(role=Role.HUB_WORKER, teams=[session.hub.team]))
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(live_server.url + reverse("register_take", args=[session.uuid]))
    page.get_by_role("button", name="Mark the other 2 as attended").click()
    page.locator("[data-register-row]").nth(2).get_by_label("Did not attend").check(force=True)
    page.get_by_role("button", name="Submit register").click()
    assert "The register is submitted." in page.content()
    assert marks(session) == ["attended", "attended", "did_not_attend"]
    context.close()
