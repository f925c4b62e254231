"""Two people mark the same person: the second is shown both marks and chooses."""

import re

import pytest
from playwright.sync_api import expect

from foundation.lifecycle.facts import unlocked
from hubs import actions
from hubs.models import Booking
from hubs.register.entries import Entry
from hubs.states import BookingState
from tests.factories.hubs import BookingFactory, InductionFactory, SessionFactory
from tests.factories.lifecycle import ReasonFactory

from .taking import NAMES, all_written, written

pytestmark = [pytest.mark.browser_full, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def helen_says(session, colleague):
    """A colleague says something of the person of this name meanwhile."""

    def say(name: str, mark: str, **more) -> None:
        booking = Booking.objects.get(session=session, person__family_name=name.split()[-1])
        actions.save_register(session, {booking.uuid: Entry(booking.version, mark, **more)}, by=colleague)

    return say


@pytest.mark.parametrize(
    ("choice", "end"),
    [("Keep attended", ["attended"]), ("Use did not attend", ["attended", "did_not_attend"])],
)
def test_both_versions_are_shown_in_the_row_and_the_choice_is_kept(take, context, helen_says, choice, end):
    taking = take(context)
    helen_says(NAMES[0], "attended")
    taking.mark(1, "Did not attend")
    taking.shows(1, "Choose a mark")
    question = (
        r"Helen Strand has saved “attended” at \d+\.\d\d\. You have “did not attend”\. Which is right\?"
    )
    taking.asks(1, re.compile(question))
    taking.mark(2, "Attended")  # the rest of the register goes on
    taking.shows(2, "Saved")
    assert written(NAMES[0]) == ["attended"]
    taking.page.reload()  # the question is not lost
    taking.shows(1, "Choose a mark")
    taking.choose(1, choice)
    taking.shows(1, "Saved")
    assert written(NAMES[0]) == end
    expect(taking.row(1).get_by_role("radio", checked=True)).to_have_value(end[-1])
    assert taking.waiting() == 0


def test_another_mark_than_both_answers_the_question_too(take, context, helen_says):
    taking = take(context)
    helen_says(NAMES[0], "attended")
    taking.mark(1, "Did not attend")
    taking.shows(1, "Choose a mark")
    taking.mark(1, "Attended late")
    taking.shows(1, "Saved")
    assert written(NAMES[0]) == ["attended", "late"]
    assert taking.waiting() == 0


def test_keeping_their_mark_keeps_a_note_and_a_concern_of_ones_own(take, context, line, helen_says):
    taking = take(context)
    line.become("down")
    taking.mark(1, "Did not attend")
    row = taking.unfold(1)
    row.get_by_label("Note, if any").fill("His bus was late")
    row.get_by_label("Note, if any").blur()
    row.get_by_label("Concern, if any").fill("No money for food")
    row.get_by_role("button", name="Send the concern").click()
    taking.shows(1, "Queued")
    helen_says(NAMES[0], "attended")
    line.become("up")
    taking.shows(1, "Choose a mark")
    taking.choose(1, "Keep attended")
    expect(row.locator("[data-register-concerns]")).to_contain_text("Concern, sent")
    booking = Booking.objects.get(person__family_name="Ashwell")
    assert (booking.mark, booking.note) == ("attended", "His bus was late")
    assert [concern.text for concern in booking.concerns.all()] == ["No money for food"]
    assert taking.waiting() == 0


def test_the_same_mark_by_two_people_is_no_question(take, context, helen_says):
    taking = take(context)
    helen_says(NAMES[0], "attended")
    taking.mark(1, "Attended")
    taking.shows(1, "Saved")
    assert written(NAMES[0]) == ["attended"]


def test_a_mark_and_somebody_elses_note_do_not_stand_against_each_other(take, context, helen_says):
    taking = take(context)
    helen_says(NAMES[0], "", note="Rang at nine")
    taking.mark(1, "Attended late")
    taking.shows(1, "Saved")
    booking = Booking.objects.get(person__family_name="Ashwell")
    assert (booking.mark, booking.note) == ("late", "Rang at nine")


def test_a_register_with_an_open_question_is_not_submitted(take, context, helen_says, session):
    taking = take(context)
    helen_says(NAMES[0], "attended")
    taking.mark(1, "Did not attend")
    taking.shows(1, "Choose a mark")
    taking.press("Mark the other 2 as attended")
    taking.all_show((2, 3), "Saved")
    taking.press("Submit register")
    taking.says("Not submitted: 1 mark needs you.")
    session.refresh_from_db()
    assert session.register_at is None


def test_a_question_about_another_register_is_not_forgotten(
    take, context, line, session, hub, someone, helen_says
):
    taking = take(context)
    line.become("down")
    taking.mark(1, "Attended")
    taking.shows(1, "Queued")
    helen_says(NAMES[0], "did_not_attend")
    other = SessionFactory(hub=hub, title="Cooking")
    BookingFactory(session=other, person=someone("Will Thornapple"))
    line.become("up")
    taking.page.goto(taking.page.url.replace(str(session.uuid), str(other.uuid)))
    taking.signals("A mark in another register needs you.")
    taking.page.get_by_role("link", name="Open that register").click()
    taking.shows(1, "Choose a mark")
    assert written(NAMES[0]) == ["did_not_attend"]


def test_a_refused_mark_says_why_and_is_saved_when_it_is_put_right(take, context, session, hub, someone):
    booking = BookingFactory(session=session, person=someone("Will Thornapple", inducted=False))
    taking = take(context)
    taking.mark(4, "Attended")
    taking.shows(4, "Not saved")
    taking.asks(4, "Not saved: Will Thornapple had no induction at Chatham")
    taking.mark(1, "Attended")
    taking.shows(1, "Saved")
    InductionFactory(person=booking.person, hub=hub)
    taking.choose(4, "Try again")
    taking.shows(4, "Saved")
    assert written("Will Thornapple") == ["attended"]


def test_a_refused_mark_can_be_left_out(take, context, session, someone):
    BookingFactory(session=session, person=someone("Will Thornapple", inducted=False))
    taking = take(context)
    taking.mark(4, "Attended")
    taking.asks(4, "had no induction")
    taking.choose(4, "Leave it out")
    taking.shows(4, "Not marked")
    expect(taking.row(4).get_by_role("radio", checked=True)).to_have_count(0)
    assert taking.waiting() == 0


def test_a_reason_that_needs_a_note_is_saved_with_the_note_that_follows(take, context):
    ReasonFactory(list="absence", reason="Something else", text_required=True)
    taking = take(context)
    taking.mark(1, "Did not attend")
    taking.shows(1, "Saved")
    taking.row(1).get_by_label("Why, if known").select_option("Something else")
    taking.asks(1, "“Something else” needs a note")
    note = taking.row(1).get_by_label("Note, if any")
    expect(note).to_be_visible()
    note.fill("Was kept at work")
    note.blur()
    taking.shows(1, "Saved")
    booking = Booking.objects.get(person__family_name="Ashwell")
    assert (booking.absence_reason, booking.note) == ("Something else", "Was kept at work")


def test_a_mark_of_somebody_who_was_taken_off_the_register_is_told_and_can_be_left_out(take, context, line):
    taking = take(context)
    line.become("down")
    taking.mark(3, "Attended")
    taking.shows(3, "Queued")
    with unlocked():
        Booking.objects.filter(person__family_name="Cobblewick").update(state=BookingState.CANCELLED_BY_HUB)
    line.become("up")
    taking.asks(3, "Sean Cobblewick cannot be marked here")
    taking.page.reload()
    taking.signals("A mark of row 3 is not saved: Sean Cobblewick cannot be marked here")
    taking.page.get_by_role("button", name="Leave it out").click()
    taking.signals_nothing()
    assert taking.waiting() == 0
    assert all_written()[:2] == [[], []]
