"""A draft that saves itself while it is written, and typed text that meets an ended session."""

import pytest
from playwright.sync_api import expect

from foundation.accounts.models import User
from referrals import actions as referrals
from referrals.models import Referral
from tests.referrals.scene import a_full_draft, a_practitioner

from .desks import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long enough password"


@pytest.fixture
def draft():
    return a_full_draft(a_practitioner())


def about(draft):
    return Referral.objects.get(pk=draft.pk).about


def sign_in_again(seat, user: User) -> None:
    seat.headed("Sign in")
    seat.fill(login=user.email, password=PASSWORD)
    seat.press("Sign in")


def test_what_is_typed_is_saved_without_a_button_and_stands_there_after_leaving(desk, draft):
    seat = desk(draft.referrer, viewport=PHONE)
    seat.open("referral_section", draft.uuid, "about")
    seat.page.get_by_role("textbox", name="Anything else").fill("Works nights")
    expect(seat.page.get_by_role("status")).to_contain_text("Not saved yet")
    seat.page.keyboard.press("Tab")
    expect(seat.page.get_by_role("status")).to_contain_text("Saved at")
    assert about(draft) == "Works nights"
    seat.clean()
    seat.press("Leave this part")
    seat.headed("Refer")
    seat.open("referral_section", draft.uuid, "about")
    expect(seat.page.locator("textarea")).to_have_value("Works nights")


def test_leaving_at_once_saves_too(desk, draft):
    seat = desk(draft.referrer)
    seat.open("referral_section", draft.uuid, "about")
    seat.page.locator("textarea").press_sequentially("Works nights")
    seat.page.get_by_role("link", name="Back to the task list").click()
    seat.headed("Refer")
    seat.open("referral_section", draft.uuid, "about")
    expect(seat.page.locator("textarea")).to_have_value("Works nights")


def test_a_part_that_is_not_complete_says_what_is_missing_before_it_is_saved(desk, draft):
    seat = desk(draft.referrer)
    seat.open("referral_section", draft.uuid, "needs")
    seat.fill(health_detail="A dentist")
    seat.page.keyboard.press("Tab")
    expect(seat.page.get_by_role("status")).to_contain_text("Health: tick the box, or clear what you wrote.")
    seat.choose(health="Help is needed")
    expect(seat.page.get_by_role("status")).to_contain_text("Saved at")
    assert draft.needs.filter(kind="health", dropped_at=None).get().detail == "A dentist"


def test_what_somebody_else_saved_is_not_overwritten_and_both_versions_are_shown(desk, draft):
    seat = desk(draft.referrer)
    seat.open("referral_section", draft.uuid, "about")
    referrals.fill(draft, by=draft.referrer, version=draft.version, about="Works days")
    seat.fill(about="Works nights")
    seat.page.keyboard.press("Tab")
    expect(seat.page.get_by_role("status")).to_contain_text("changed somewhere else")
    seat.press("Save")
    seat.reads("What is saved stands here", "Works days")
    seat.press("Save mine instead")
    seat.headed("Refer")
    assert about(draft) == "Works nights"


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_a_session_that_ended_keeps_what_was_typed_until_its_writer_is_back(desk, draft, has_script):
    seat = desk(draft.referrer, java_script_enabled=has_script)
    seat.open("referral_section", draft.uuid, "about")
    seat.page.context.clear_cookies(name="sessionid")
    seat.fill(about="Works nights")
    if has_script:
        seat.page.keyboard.press("Tab")
        expect(seat.page.get_by_role("status")).to_contain_text("you are signed out")
    seat.press("Save")
    sign_in_again(seat, draft.referrer)
    seat.headed("What you typed is kept")
    seat.reads("Works nights")
    seat.clean()
    seat.press("Send it again")
    seat.headed("Refer")
    assert about(draft) == "Works nights"
