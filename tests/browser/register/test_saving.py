"""Every mark is saved at once, and its row says so."""

import re

import pytest
from playwright.sync_api import expect

from hubs.models import Booking, Concern, SentMark, Session
from hubs.states import SessionState

from .taking import NAMES, all_written, written

pytestmark = [pytest.mark.browser_full, pytest.mark.django_db(transaction=True)]
AT = re.compile(r"^Saved \d{1,2}\.\d\d$")


def test_a_mark_is_saved_when_it_is_made_and_the_row_says_when(take, context):
    taking = take(context)
    for number, label in enumerate(["Attended", "Attended late", "Did not attend"], 1):
        taking.mark(number, label)
        expect(taking.row(number).locator(".tg-save")).to_have_text(AT)
    assert all_written() == [["attended"], ["late"], ["did_not_attend"]]
    taking.counts("3 of 3 marked")
    taking.mark(1, "Left early")
    expect(taking.row(1).locator("[name$=-seen]")).to_have_value("2")
    taking.shows(1, "Saved")
    assert written(NAMES[0]) == ["attended", "left_early"]
    assert SentMark.objects.count() == 4
    assert taking.waiting() == 0


def test_a_double_click_is_one_mark_and_one_submission(take, context, session):
    taking = take(context)
    for number in (1, 2, 3):
        taking.row(number).locator(".tg-marks__a").dblclick()
        taking.shows(number, "Saved")
    taking.page.get_by_role("button", name="Submit register").dblclick()
    expect(taking.page.get_by_text("The register is submitted.")).to_be_visible()
    assert all_written() == [["attended"]] * 3
    assert SentMark.objects.count() == 3
    session.refresh_from_db()
    assert session.state == SessionState.RECORDED


def test_a_reason_stands_beside_an_absence_and_goes_with_it(take, context):
    taking = take(context)
    taking.mark(1, "Did not attend")
    taking.shows(1, "Saved")
    taking.row(1).get_by_label("Why, if known").select_option("Ill")
    expect(taking.row(1).locator("[name$=-seen]")).to_have_value("2")
    assert Booking.objects.get(person__family_name="Ashwell").absence_reason == "Ill"
    taking.mark(1, "Attended")
    expect(taking.row(1).locator("[name$=-seen]")).to_have_value("3")
    assert Booking.objects.get(person__family_name="Ashwell").absence_reason == ""


def test_texts_are_saved_when_they_are_left_and_a_concern_by_its_button(take, context):
    taking = take(context)
    row = taking.unfold(1)
    row.get_by_label("Strength shown").fill("Patient with others")
    row.get_by_label("Note, if any").fill("Came with a friend")
    row.get_by_label("What they did").press_sequentially("Wrote a letter")
    row.get_by_label("What they did").press("Enter")  # saves this line, and not the whole form
    expect(row.locator("[name$=-seen]")).to_have_value("3")
    taking.shows(1, "Not marked")
    row.get_by_label("Concern, if any").fill("Has nowhere to sleep tonight")
    row.get_by_role("button", name="Send the concern").click()
    expect(row.locator("[data-register-concerns]")).to_contain_text(
        re.compile(r"Concern, sent \d+\.\d\d: Has nowhere")
    )
    expect(row.get_by_label("Concern, if any")).to_have_value("")
    booking = Booking.objects.get(person__family_name="Ashwell")
    assert (booking.strength, booking.note, booking.did) == (
        "Patient with others",
        "Came with a friend",
        "Wrote a letter",
    )
    assert Concern.objects.get().text == "Has nowhere to sleep tonight"
    assert all_written() == [[], [], []]


def test_the_others_are_marked_as_attended_in_one_action_through_the_queue(take, context):
    taking = take(context)
    taking.mark(2, "Attended late")
    taking.press("Mark the other 2 as attended")
    taking.all_show((1, 2, 3), "Saved")
    taking.counts("3 of 3 marked")
    assert all_written() == [["attended"], ["late"], ["attended"]]
    assert SentMark.objects.count() == 3
    expect(taking.page.locator("[data-register-rest]")).to_be_hidden()


def test_what_was_typed_and_not_left_is_saved_before_submission(take, context, session):
    taking = take(context)
    taking.press("Mark the other 3 as attended")
    taking.unfold(2).get_by_label("Concern, if any").fill("Seemed unwell")
    taking.press("Submit register")
    expect(taking.page.get_by_text("The register is submitted.")).to_be_visible()
    assert Concern.objects.get().text == "Seemed unwell"
    assert Session.objects.get(pk=session.pk).state == SessionState.RECORDED


def test_save_says_that_all_is_saved(take, context):
    taking = take(context)
    taking.mark(1, "Attended")
    taking.press("Save")
    taking.says("All is saved. The register stays open until you submit it.")


def test_without_javascript_it_is_one_form_and_keeps_what_was_typed_through_a_clash(
    take, other_browser, colleague
):
    plain = take(other_browser(java_script_enabled=False), has_script=False)
    plain.mark(1, "Attended")
    plain.mark(2, "Attended late")
    plain.page.get_by_role("button", name="Save", exact=True).dblclick()
    plain.shows(1, "Saved")
    assert all_written() == [["attended"], ["late"], []]
    helen = take(other_browser(), colleague)
    helen.mark(1, "Left early")
    helen.shows(1, "Saved")
    plain.mark(1, "Did not attend")
    plain.mark(3, "Attended")
    with plain.page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        plain.press("Save")
    assert answer.value.status == 409
    expect(plain.row(1)).to_contain_text("Helen Strand marked “Left early” at")
    expect(plain.row(1).get_by_role("radio", name="Did not attend")).to_be_checked()
    plain.press("Save")
    plain.shows(1, "Saved")
    assert all_written() == [["attended", "left_early", "did_not_attend"], ["late"], ["attended"]]


def test_the_form_sent_whole_after_the_script_changes_nothing_twice(take, context):
    """Where the script stops halfway, the form still says which versions it knows."""
    taking = take(context)
    taking.mark(1, "Attended late")
    taking.shows(1, "Saved")
    taking.page.evaluate("document.querySelector('form#register').submit()")
    taking.page.wait_for_load_state()
    taking.shows(1, "Saved")
    assert all_written() == [["late"], [], []]


def test_enter_in_the_search_box_finds_without_javascript_too(take, other_browser, someone):
    someone("Jordan Fernhill")
    plain = take(other_browser(java_script_enabled=False), has_script=False)
    plain.page.get_by_label("Name or CRN").fill("fernh")
    plain.page.get_by_label("Name or CRN").press("Enter")
    expect(plain.page.get_by_role("button", name="Add Jordan Fernhill as attended")).to_be_visible()


def test_where_the_browser_cannot_keep_a_mark_its_row_says_so_and_nothing_is_lost(take, context):
    taking = take(context)
    taking.page.evaluate("""() => {
      window.asItWas = IDBDatabase.prototype.transaction;
      IDBDatabase.prototype.transaction = function (store, mode, ...more) {
        if (mode === "readwrite") throw new DOMException("full", "QuotaExceededError");
        return window.asItWas.call(this, store, mode, ...more);
      };
    }""")
    taking.mark(1, "Attended")
    taking.asks(1, "Not saved: this browser’s storage is full or closed.")
    taking.add_concern(2, "Looked ill")
    taking.asks(2, "Not saved")
    expect(taking.row(2).get_by_label("Concern, if any")).to_have_value("Looked ill")
    assert all_written() == [[], [], []]
    taking.page.evaluate("() => { IDBDatabase.prototype.transaction = window.asItWas; }")
    taking.choose(1, "Try again")
    taking.shows(1, "Saved")
    taking.choose(2, "Try again")
    expect(taking.row(2).locator("[data-register-concerns]")).to_contain_text("Concern, sent")
    assert all_written() == [["attended"], [], []]
