"""A queue is its user's: it waits through a lost sign-in, and is never sent in somebody else's name."""

import pytest
from django.contrib.sessions.models import Session as SignIn
from playwright.sync_api import expect

from hubs.models import Booking

from .taking import NAMES, all_written, written

pytestmark = [pytest.mark.browser_full, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("how", ["it ended", "a redirect", "forbidden"])
def test_marks_wait_for_a_new_sign_in_and_go_on_after_it(take, context, worker, how):
    taking = take(context)
    if how == "it ended":
        SignIn.objects.all().delete()
    elif how == "a redirect":
        taking.answers(status=302, headers={"Location": "/accounts/login/"})
    else:
        taking.answers(status=403, body="Forbidden")
    taking.mark(1, "Attended")
    taking.mark(2, "Did not attend")
    taking.signals("You are signed out. 2 marks are queued in this browser until you sign in again.")
    taking.all_show((1, 2), "Queued")
    taking.gets_through()
    SignIn.objects.all().delete()
    assert all_written() == [[], [], []]
    taking.page.get_by_role("link", name="Sign in again").click()
    taking.sign_in(worker)
    taking.all_show((1, 2), "Saved")
    assert all_written() == [["attended"], ["did_not_attend"], []]


def test_a_sign_in_in_another_tab_lets_the_old_tab_go_on(take, context, worker):
    taking = take(context)
    SignIn.objects.all().delete()
    taking.mark(1, "Attended")
    taking.signals("You are signed out.")
    take(context, worker).page.close()
    taking.shows(1, "Saved")
    assert Booking.objects.get(person__family_name="Ashwell").marked_by == worker


def test_somebody_else_on_a_shared_computer_sees_how_many_wait_and_no_name(
    take, context, line, worker, colleague
):
    taking = take(context)
    line.become("down")
    taking.mark(1, "Attended")
    taking.mark(2, "Did not attend")
    taking.all_show((1, 2), "Queued")
    taking.page.close()
    line.become("up")
    helen = take(context, colleague)
    helen.signals("2 marks of somebody else wait in this browser, the first made today at")
    helen.signals("They are sent when that person signs in here and opens a register: ask them to.")
    expect(helen.page.locator("[data-register-signal]")).not_to_contain_text("Marcus")
    helen.all_show((1, 2, 3), "Not marked")
    helen.mark(3, "Attended")
    helen.shows(3, "Saved")
    assert all_written() == [[], [], ["attended"]]
    assert helen.waiting() == 2
    again = take(context, worker)
    again.all_show((1, 2), "Saved")
    assert Booking.objects.get(person__family_name="Ashwell").marked_by == worker
    assert again.waiting() == 0


def test_an_old_tab_sends_nothing_in_the_name_of_whoever_signed_in_since(
    take, context, worker, colleague, signed_in
):
    taking = take(context)
    signed_in(context, colleague)
    taking.mark(1, "Attended")
    taking.signals("Somebody else is signed in in this browser.")
    taking.page.wait_for_timeout(2500)  # its next try comes after two seconds
    assert written(NAMES[0]) == []
    signed_in(context, worker)
    taking.shows(1, "Saved")
    assert Booking.objects.get(person__family_name="Ashwell").marked_by == worker


def test_a_mark_of_two_weeks_ago_is_not_sent_unless_its_user_says_so(take, context, line):
    taking = take(context)
    line.become("down")
    taking.mark(1, "Attended")
    taking.mark(2, "Attended")
    taking.all_show((1, 2), "Queued")
    taking.grow_older(days=15)
    line.become("up")
    taking.page.reload()
    taking.asks(1, "Not saved: it has waited in this browser for more than 14 days. Check that it is right.")
    taking.asks(2, "14 days")
    assert all_written() == [[], [], []]
    taking.choose(1, "Try again")
    taking.shows(1, "Saved")
    taking.choose(2, "Leave it out")
    taking.shows(2, "Not marked")
    assert all_written() == [["attended"], [], []]
    assert taking.waiting() == 0


def test_a_mark_of_four_weeks_ago_is_removed_and_its_user_is_told(take, context, line, worker, colleague):
    taking = take(context)
    line.become("down")
    taking.mark(1, "Attended")
    taking.shows(1, "Queued")
    taking.grow_older(days=29)
    line.become("up")
    taking.page.reload()
    taking.signals("1 mark of yours was removed from this browser after waiting for 4 weeks.")
    assert taking.waiting() == 0
    assert written(NAMES[0]) == []
