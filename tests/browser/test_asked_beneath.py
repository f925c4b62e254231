"""Questions that belong to one answer of another, with script and without."""

import pytest
from playwright.sync_api import expect

from hubs.models import TimetableRule
from tests.factories.hubs import ActivityCategoryFactory, HubFactory
from tests.referrals.scene import a_worker

from .desks import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hub():
    ActivityCategoryFactory(category="Choir")
    return HubFactory(name="Chatham")


def typed_both(seat, hub):
    """The form of a rule in which the weekday of a month was chosen first, and then a day of the week."""
    page = seat.open("rule_create", hub.slug)
    seat.choose(category="Choir", repeats="Once a month")
    seat.fill(capacity="8", starts="10", ends="12", first_on="3 March 2027")
    page.locator("[name=nth]").select_option("1")
    page.locator("[name=weekday]").select_option("MO")
    seat.choose(repeats="Every week")
    page.locator("[name=days][value=MO]").check(force=True)
    return page


def test_with_script_only_the_questions_of_the_answer_chosen_are_shown_and_sent(desk, hub):
    seat = desk(a_worker(hub), viewport=PHONE)
    page = typed_both(seat, hub)
    expect(page.locator("[name=nth]")).to_be_hidden()
    expect(page.get_by_role("group", name="On which days?")).to_have_count(1)
    seat.clean()
    seat.press("Continue")
    seat.reads("Check the new rule")
    seat.press("Put it in the timetable")
    seat.reads("The rule stands")
    assert TimetableRule.objects.get().recurrence == "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO"


def test_without_script_all_are_shown_and_two_answers_contradict_each_other(desk, hub):
    seat = desk(a_worker(hub), viewport=PHONE, java_script_enabled=False)
    page = typed_both(seat, hub)
    expect(page.locator("[name=nth]")).to_be_visible()
    seat.press("Continue")
    seat.reads("There is a problem", "You chose “Every week”, and “Once a month” is filled in too.")
    assert not TimetableRule.objects.exists()
