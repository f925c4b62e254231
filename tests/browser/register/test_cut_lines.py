"""The connection breaks: before a mark arrives, after it was saved, with the page reloaded and the browser closed."""

import pytest
from playwright.sync_api import expect

from hubs import actions
from hubs.models import Booking, SentMark
from hubs.register.entries import Entry
from tests.factories.hubs import BookingFactory, SessionFactory

from .taking import NAMES, all_written, written

pytestmark = [pytest.mark.browser_full, pytest.mark.django_db(transaction=True)]


def marked_by(user, session, name, mark):
    """Somebody else marks this person meanwhile."""
    booking = Booking.objects.get(session=session, person__family_name=name.split()[-1])
    actions.save_register(session, {booking.uuid: Entry(booking.version, mark)}, by=user)


@pytest.mark.parametrize("cut", ["in the browser", "on the line"])
def test_marks_made_without_a_connection_wait_through_a_reload_and_are_sent_in_order(
    take, context, line, cut
):
    taking = take(context)

    def off(is_off: bool) -> None:
        if cut == "in the browser":
            context.set_offline(is_off)
        else:
            line.become("down" if is_off else "up")

    off(True)
    taking.mark(1, "Attended")
    taking.mark(2, "Attended late")
    taking.mark(2, "Did not attend")  # changed their mind: both are sent, in order
    taking.all_show((1, 2), "Queued")
    taking.shows(3, "Not marked")
    taking.signals("No signal. 3 marks are queued in this browser")
    taking.page.reload()
    expect(taking.page.locator("h1")).to_have_text("No connection")
    expect(taking.page.locator("[data-register-waiting]")).to_have_text(
        "3 marks of this register wait in this browser."
    )
    rows = taking.page.locator(".tg-waiting li").evaluate_all("all => all.map(each => each.value)")
    assert rows == [1, 2, 2]
    assert not any(part in taking.page.content() for name in NAMES for part in name.split())
    assert all_written() == [[], [], []]
    off(False)
    taking.all_show((1, 2), "Saved")
    assert all_written() == [["attended"], ["late", "did_not_attend"], []]
    assert SentMark.objects.count() == 3
    assert taking.waiting() == 0
    taking.signals_nothing()


def test_a_mark_whose_answer_was_lost_is_saved_once(take, context):
    taking = take(context)
    lost = taking.loses_answers()
    taking.mark(1, "Attended")
    taking.shows(1, "Queued")
    assert lost[0] == 200
    assert written(NAMES[0]) == ["attended"]  # saved, and the page was never told
    taking.gets_through()
    taking.shows(1, "Saved")
    assert written(NAMES[0]) == ["attended"]
    assert SentMark.objects.count() == 1


def test_a_mark_whose_answer_was_lost_on_the_wire_is_saved_once_after_a_reload(take, context, line):
    taking = take(context)
    line.become("deaf")
    taking.mark(1, "Attended")
    taking.shows(1, "Queued")
    assert line.eaten >= 1
    assert written(NAMES[0]) == ["attended"]
    taking.page.reload()
    expect(taking.page.locator(".tg-waiting li")).to_have_count(1)
    line.become("up")
    taking.shows(1, "Saved")
    taking.mark(1, "Left early")  # builds on the version that the lost answer had
    expect(taking.row(1).locator("[name$=-seen]")).to_have_value("2")
    taking.shows(1, "Saved")
    assert written(NAMES[0]) == ["attended", "left_early"]
    assert SentMark.objects.count() == 2


def test_a_mark_saved_unknown_to_the_page_and_changed_since_shows_the_change(
    take, context, line, session, colleague
):
    taking = take(context)
    line.become("deaf")
    taking.mark(1, "Attended")
    taking.shows(1, "Queued")
    line.become("down")
    taking.page.reload()
    marked_by(colleague, session, NAMES[0], "did_not_attend")
    line.become("up")
    taking.shows(1, "Yours was saved, then changed")
    expect(taking.row(1).get_by_role("radio", name="Did not attend")).to_be_checked()
    assert written(NAMES[0]) == ["attended", "did_not_attend"]


def test_a_second_tap_while_the_first_is_on_its_way_builds_upon_it(take, context):
    taking = take(context)
    taking.page.route("**/marks/", lambda route: (taking.page.wait_for_timeout(300), route.continue_()))
    taking.mark(1, "Attended")
    taking.mark(1, "Attended late")
    taking.mark(1, "Left early")
    expect(taking.row(1).locator("[name$=-seen]")).to_have_value("3")
    taking.shows(1, "Saved")
    assert written(NAMES[0]) == ["attended", "late", "left_early"]


def test_a_reason_and_a_concern_wait_too(take, context, line):
    taking = take(context)
    line.become("down")
    taking.mark(1, "Did not attend")
    taking.row(1).get_by_label("Why, if known").select_option("Ill")
    taking.add_concern(2, "Has nowhere to sleep")
    taking.shows(2, "Queued")
    expect(taking.row(2).locator("[data-register-concerns]")).to_contain_text("Concern, queued")
    line.become("up")
    taking.shows(1, "Saved")
    expect(taking.row(2).locator("[data-register-concerns]")).to_contain_text("Concern, sent")
    assert Booking.objects.get(person__family_name="Ashwell").absence_reason == "Ill"
    assert [c.text for c in Booking.objects.get(person__family_name="Brookhollow").concerns.all()] == [
        "Has nowhere to sleep"
    ]


def test_submission_waits_until_every_mark_has_arrived(take, context, line, session):
    taking = take(context)
    line.become("down")
    taking.press("Mark the other 3 as attended")
    taking.all_show((1, 2, 3), "Queued")
    taking.press("Submit register")
    taking.says("Submitted as soon as 3 marks are sent. Keep this page open.")
    line.become("up")
    expect(taking.page.get_by_text("The register is submitted.")).to_be_visible(timeout=20_000)
    assert all_written() == [["attended"]] * 3


def test_a_register_without_a_waiting_mark_cannot_be_submitted_without_a_connection(
    take, context, line, session
):
    taking = take(context)
    line.become("down")
    taking.press("Submit register")
    taking.says("Not submitted: no connection.")
    expect(taking.page.locator("h1")).to_have_text("Employability introduction")


def test_a_mark_that_waits_here_is_sent_from_another_register(
    take, context, line, session, hub, someone, signed_in
):
    taking = take(context)
    line.become("down")
    taking.mark(1, "Attended")
    taking.shows(1, "Queued")
    other = SessionFactory(hub=hub, title="Cooking")
    BookingFactory(session=other, person=someone("Will Thornapple"))
    line.become("up")
    taking.page.goto(taking.page.url.replace(str(session.uuid), str(other.uuid)))
    expect(taking.page.locator("h1")).to_have_text("Cooking")
    taking.page.wait_for_function("() => new Promise((t) => setTimeout(() => t(true), 1500))")
    assert written(NAMES[0]) == ["attended"]


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 200, "body": "<h1>Free wifi</h1>", "content_type": "text/html"},
        {"status": 503},
        {"status": 404, "body": "Nothing here"},
        {"status": 429},
    ],
    ids=["a welcome page", "overloaded", "another server", "too many"],
)
def test_an_answer_that_does_not_name_the_key_acknowledges_nothing(take, context, answer):
    taking = take(context)
    taking.answers(**answer)
    taking.mark(1, "Attended")
    taking.shows(1, "Queued")
    taking.signals("The service does not answer. 1 mark is queued in this browser")
    assert taking.waiting() == 1
    taking.gets_through()
    taking.shows(1, "Saved")
    assert written(NAMES[0]) == ["attended"]
