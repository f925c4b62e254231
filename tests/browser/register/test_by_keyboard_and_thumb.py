"""Thirty people by keyboard, walk-ins by name, and journey 4 on a phone over a line that breaks."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from hubs import actions
from hubs.models import Booking, Concern, SentMark, Session
from hubs.register.entries import Entry
from hubs.states import SessionState
from tests.browser.desks import PHONE
from tests.factories.hubs import BookingFactory

from .taking import NAMES, Taking, all_written, written

pytestmark = [pytest.mark.browser_full, pytest.mark.django_db(transaction=True)]
A_KEY = 180  # milliseconds between two keys of somebody who looks before they press
CONTROLS = ", ".join([
    ".tg-mark-row :is(button, summary, select, input:not([type=radio], [type=hidden]))",
    ".tg-marks label", ".tg-bar button", ".tg-found button",
])  # fmt: skip
TOO_SMALL = """([controls, least]) => [...document.querySelectorAll(controls)]
  .filter((each) => each.checkVisibility() && !each.closest(".govuk-visually-hidden, .tg-marks input"))
  .map((each) => [each, each.getBoundingClientRect()])
  .filter(([each, box]) => box.width > 1 && box.height < least && getComputedStyle(each).display !== "inline")
  .map(([each, box]) => `${each.tagName} ${each.textContent.trim().slice(0, 30)} ${Math.round(box.height)}`)"""


def clean(taking: Taking) -> None:
    """axe finds nothing and nothing is wider than the screen."""
    found = Axe().run(taking.page)
    assert found.violations_count == 0, found.generate_report()
    width = taking.page.evaluate("document.documentElement.scrollWidth")
    assert width <= taking.page.viewport_size["width"]


def test_thirty_people_are_marked_by_keyboard_in_under_a_minute(take, context, session, someone):
    for number in range(27):
        BookingFactory(session=session, person=someone(f"Given Family{number:02}"))
    taking = take(context)
    keyboard = taking.page.keyboard
    taking.row(1).get_by_role("radio").first.focus()
    begun = time.monotonic()
    for number in range(30):
        keyboard.press("ldena"[number % 5], delay=A_KEY / 2)
        taking.page.wait_for_timeout(A_KEY / 2)
        keyboard.press("ArrowDown", delay=A_KEY / 2)
        taking.page.wait_for_timeout(A_KEY / 2)
    taking.counts("30 of 30 marked")
    taking.all_show(range(1, 31), "Saved")
    assert time.monotonic() - begun < 60
    marks = list(Booking.objects.order_by("person__family_name").values_list("mark", flat=True))
    assert sorted(marks) == sorted(["late", "did_not_attend", "left_early", "not_expected", "attended"] * 6)
    assert SentMark.objects.count() == 30
    assert taking.waiting() == 0


def test_a_walk_in_is_found_as_the_name_is_typed_and_added_with_enter_in_under_ten_seconds(
    take, context, someone
):
    someone("Joseph Ferndale")
    taking = take(context)
    taking.mark(1, "Attended")
    box = taking.page.get_by_label("Name or CRN of somebody of this hub")
    begun = time.monotonic()
    box.press_sequentially("fernd", delay=A_KEY)
    expect(taking.page.locator("[data-register-walk-in-said]")).to_have_text("1 person found.")
    box.press("Enter")
    expect(taking.page.locator("[data-register-walk-in-said]")).to_have_text(
        "Joseph Ferndale is added and marked as attended."
    )
    assert time.monotonic() - begun < 10
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    expect(taking.page.locator("[data-register-row] legend")).to_have_text(
        ["Nadia Ashwell", "Simon Brookhollow", "Sean Cobblewick", "Joseph Ferndale"]
    )
    taking.shows(4, "Saved")
    taking.counts("2 of 4 marked")
    taking.mark(4, "Attended late")  # the new row is like the others
    expect(taking.row(4).locator("[name$=-seen]")).not_to_have_value("1")
    taking.shows(4, "Saved")
    assert written("Joseph Ferndale") == ["attended", "late"]


def test_with_several_found_enter_leads_to_the_first_and_adds_nobody(take, context, someone):
    someone("Joseph Ferndale")
    someone("Marie Ferndown", inducted=False)
    taking = take(context)
    box = taking.page.get_by_label("Name or CRN of somebody of this hub")
    box.fill("fernd")
    box.press("Enter")
    first = taking.page.get_by_role("button", name="Add Joseph Ferndale as attended")
    expect(first).to_be_focused()
    assert Booking.objects.count() == 3
    clean(taking)
    taking.press("Add Marie Ferndown")
    expect(taking.page.locator("[data-register-walk-in-said]")).to_have_text(
        "Marie Ferndown is added, without a mark yet."
    )
    assert written("Marie Ferndown") == []


def test_nobody_can_be_added_without_a_connection_and_it_is_said(take, context, line, someone):
    someone("Joseph Ferndale")
    taking = take(context)
    line.become("down")
    taking.page.get_by_label("Name or CRN of somebody of this hub").fill("fernd")
    expect(taking.page.locator("[data-register-walk-in-said]")).to_contain_text(
        "No signal: somebody can be added"
    )


def test_a_letter_typed_into_a_text_marks_nobody(take, context):
    taking = take(context)
    taking.unfold(1).get_by_label("Note, if any").press_sequentially("a lad")
    taking.counts("0 of 3 marked")


def test_journey_four_on_a_phone_over_a_line_that_breaks_before_and_after_the_save(
    take, other_browser, line, session, someone
):
    """Marked without a line, reloaded, marked again with the answers lost, reloaded, a concern, submitted."""
    someone("Joseph Ferndale")
    phone = take(other_browser(viewport=PHONE, has_touch=True, is_mobile=True))
    phone.page.set_viewport_size(PHONE)
    clean(phone)
    assert phone.row(1).locator(".tg-marks label").first.bounding_box()["height"] >= 44
    assert phone.page.evaluate(TOO_SMALL, [CONTROLS, 24]) == []
    line.become("down")
    phone.row(1).locator(".tg-marks__a").tap()
    phone.row(2).locator(".tg-marks__l").tap()
    phone.all_show((1, 2), "Queued")
    phone.signals("No signal. 2 marks are queued")
    clean(phone)
    phone.page.reload()
    expect(phone.page.locator("h1")).to_have_text("No connection")
    clean(phone)
    line.become("deaf")
    phone.page.wait_for_timeout(500)
    line.become("up")
    phone.all_show((1, 2), "Saved")
    line.become("deaf")
    phone.row(3).locator(".tg-marks__d").tap()
    phone.shows(3, "Queued")
    phone.page.reload()
    expect(phone.page.locator(".tg-waiting li")).to_have_count(1)
    line.become("up")
    phone.all_show((1, 2, 3), "Saved")
    phone.add_concern(3, "Did not answer his phone")
    expect(phone.row(3).locator("[data-register-concerns]")).to_contain_text("Concern, sent")
    phone.page.get_by_label("Name or CRN of somebody of this hub").fill("fernd")
    phone.press("Add Joseph Ferndale as attended")
    phone.counts("4 of 4 marked")
    phone.press("Submit register")
    expect(phone.page.get_by_text("The register is submitted.")).to_be_visible()
    assert all_written() == [["attended"], ["late"], ["did_not_attend"]]
    assert Concern.objects.get().text == "Did not answer his phone"
    assert Session.objects.get(pk=session.pk).state == SessionState.RECORDED
    assert SentMark.objects.count() == 4


def test_every_state_of_a_row_is_clean_for_axe_at_both_widths(
    take, context, line, session, someone, colleague
):
    BookingFactory(session=session, person=someone("Will Thornapple", inducted=False))
    taking = take(context)
    booking = Booking.objects.get(person__family_name="Ashwell")
    actions.save_register(session, {booking.uuid: Entry(0, "attended")}, by=colleague)
    taking.mark(1, "Did not attend")
    taking.shows(1, "Choose a mark")
    taking.mark(4, "Attended")
    taking.shows(4, "Not saved")
    taking.mark(2, "Attended")
    taking.shows(2, "Saved")
    line.become("down")
    taking.mark(3, "Left early")
    taking.shows(3, "Queued")
    taking.add_concern(3, NAMES[0])
    taking.press("Submit register")
    taking.says("Not submitted: 2 marks need you.")
    clean(taking)
    taking.page.set_viewport_size(PHONE)
    clean(taking)
    assert taking.page.evaluate(TOO_SMALL, [CONTROLS, 24]) == []
