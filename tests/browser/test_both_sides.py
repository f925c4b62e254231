"""Journeys 1 to 3 from both sides: refer over several sittings, decide after a question, and go through the gate."""

import pytest
from playwright.sync_api import expect

from referrals.models import Referral

from . import steps
from .desks import PHONE, Desk
from .test_the_way_through import office, sit_down  # noqa: F401

pytestmark = [pytest.mark.browser_full, pytest.mark.django_db(transaction=True)]


def on_detail(seat: Desk, referral: Referral) -> Desk:
    seat.open("referral_detail", referral.uuid)
    return seat


def refuses_empty(seat: Desk, button: str, *messages: str) -> None:
    """The page as it opens is clean; sent as it is, it says everything it lacks at once."""
    seat.clean()
    seat.press(button)
    seat.refuses(*messages)
    seat.clean()


def test_a_referral_is_left_and_resumed_asked_about_and_decided(sit_down):  # noqa: F811
    dana, marcus = sit_down("Dana Whitlock"), sit_down("Marcus Oyelaran")
    person = steps.add_person(dana)
    steps.record_circumstances(dana, person)
    begun_and_left(dana, person)
    steps.fill_in_draft(dana)
    referral = steps.submit(dana)
    steps.find_in_queue(marcus)
    asks(marcus)
    answers(dana, referral)
    waits(on_detail(marcus, referral))
    reviews(marcus)
    steps_accept_as_own(marcus)
    on_detail(dana, referral).reads("Accepted", "Support worker visits on Mondays.")
    dana.clean()


def begun_and_left(dana: Desk, person) -> None:
    """A draft is begun and left; it is found again under Draft."""
    dana.open("person_detail", person.uuid)
    dana.press("Start a referral")
    dana.headed("Refer")
    dana.open("home")
    dana.open("referral_list")
    dana.page.get_by_role("link", name="Draft").first.click()
    dana.page.get_by_role("main").get_by_role("link", name=steps.NAME).first.click()
    dana.headed(f"Refer {steps.NAME}")
    assert Referral.objects.count() == 1


def asks(marcus: Desk) -> None:
    marcus.press("Ask the referrer")
    marcus.headed("Ask the referrer")
    refuses_empty(marcus, "Send the questions", "Write at least one question.")
    marcus.fill(question_1="Who visits him at home?")
    marcus.press("Send the questions")
    marcus.reads("Your clock stands still until they answer.", "Question asked")
    marcus.clean()


def answers(dana: Desk, referral: Referral) -> None:
    """Found under "Needs my answer"; an answer that says nothing is refused and kept."""
    dana.open("referral_list")
    dana.page.get_by_role("link", name="Needs my answer").first.click()
    dana.clean()
    dana.page.get_by_role("main").get_by_role("link", name=steps.NAME).first.click()
    dana.press("Answer the hub’s questions")
    dana.clean()
    name = f"answer_{referral.questions.get().pk}"
    dana.fill(**{name: "tbc"})
    dana.press("Send the answers")
    dana.refuses("in words that say something")
    expect(dana.page.locator(f"[name={name}]")).to_have_value("tbc")
    dana.fill(**{name: "Support worker visits on Mondays."})
    dana.press("Send the answers")
    dana.reads("Your answers are with the hub.")


def waits(marcus: Desk) -> None:
    marcus.press("Put on the waiting list")
    refuses_empty(marcus, "Put on the waiting list", "Say why it waits.")
    marcus.fill(because="No place before the new year", expected_on="1 October 2026")
    marcus.press("Put on the waiting list")
    marcus.refuses("The day must be to come.")
    marcus.fill(expected_on="4 January 2027")
    marcus.press("Put on the waiting list")
    marcus.reads("It is on the waiting list.", "4 January 2027")
    marcus.clean()


def reviews(marcus: Desk) -> None:
    marcus.press("Record a review")
    refuses_empty(marcus, "Record the review", "Say what you reviewed.")
    marcus.fill(said="He still wants to come; a place is free sooner than thought.")
    marcus.press("Record the review")
    marcus.reads("The review is recorded.", "a place is free sooner than thought")


def steps_accept_as_own(marcus: Desk) -> None:
    marcus.press("Accept")
    marcus.choose(key_worker="Marcus Oyelaran (me)")
    marcus.press("Accept")
    marcus.reads("is accepted.")


def refer(dana: Desk) -> Referral:
    person = steps.add_person(dana)
    steps.record_circumstances(dana, person)
    steps.draft_referral(dana, person)
    return steps.submit(dana)


def test_through_the_gate_with_a_release_that_moves(sit_down):  # noqa: F811
    dana, marcus = sit_down("Dana Whitlock"), sit_down("Marcus Oyelaran")
    referral = refer(dana)
    release_moves(dana, referral, "22 January 2027")
    steps.find_in_queue(marcus)
    steps_accept_as_own(marcus)
    marcus.open("referral_gate", referral.uuid)
    marcus.reads("Friday", "Hold the joint meeting before release")
    marcus.clean()
    release_moves(dana, referral, "15 March 2027")
    marcus.open("referral_gate", referral.uuid)
    marcus.reads("It was due on", "Sentence recalculated")
    meets(marcus, referral)
    appoints(marcus, referral)
    dana.open("referral_gate", referral.uuid)
    dana.reads("Prison offender manager was on leave", "Chatham hub, Military Road")
    dana.clean()


def release_moves(dana: Desk, referral: Referral, to: str) -> None:
    dana.open("release_change", referral.person.uuid, referral.person.releases.get().pk)
    dana.fill(expected_on=to, reason="")
    dana.press("Save the release")
    dana.refuses("Say why the date moved.")
    dana.fill(reason="Sentence recalculated")
    dana.press("Save the release")
    dana.headed(steps.NAME)


def meets(marcus: Desk, referral: Referral) -> None:
    """Who came, and why somebody did not: all of it is asked for at once."""
    marcus.open("gate_meeting_record", referral.uuid)
    marcus.clean()
    marcus.fill(held_on=steps.TODAY)
    marcus.page.locator("[name=how]").first.check()
    for side, came in (("prison_side", "no"), ("hub_side", "yes"), ("person_side", "yes")):
        marcus.page.locator(f"[name={side}][value={came}]").check()
    marcus.page.locator("form button[type=submit]").last.click()
    marcus.refuses()
    marcus.fill(prison_side_why_not="Prison offender manager was on leave")
    marcus.page.locator("form button[type=submit]").last.click()
    marcus.headed("through the gate")
    marcus.reads("Prison offender manager was on leave")


def appoints(marcus: Desk, referral: Referral) -> None:
    marcus.open("gate_appointment", referral.uuid)
    marcus.clean()
    marcus.fill(
        on="16 March 2027", at="10.30", place="Chatham hub, Military Road", with_whom="Marcus Oyelaran"
    )
    marcus.page.locator("form button[type=submit]").last.click()
    marcus.headed("through the gate")


def test_support_is_held_resumed_completed_and_reopened_on_a_phone(sit_down):  # noqa: F811
    dana, marcus = sit_down("Dana Whitlock"), sit_down("Marcus Oyelaran", viewport=PHONE)
    referral = refer(dana)
    steps.record_release(dana, referral.person)
    on_detail(marcus, referral).press("Take this referral")
    steps_accept_as_own(marcus)
    steps.record_induction(marcus, referral)
    holds_and_resumes(marcus)
    completes(marcus)
    on_detail(dana, referral).reads("Completed", "His brother’s firm takes him on.")
    dana.clean()
    helen = on_detail(sit_down("Helen Ashworthy", viewport=PHONE), referral)
    helen.press("Reopen the support")
    refuses_empty(helen, "Reopen", "Say why it is reopened.")
    helen.fill(because="The firm closed.")
    helen.press("Reopen")
    helen.reads("Support goes on.", "Started")
    asks_another_hub(helen)


def holds_and_resumes(marcus: Desk) -> None:
    marcus.press("Put on hold")
    refuses_empty(marcus, "Put on hold", "Choose a reason.")
    marcus.choose(reason="Illness or treatment")
    marcus.press("Put on hold")
    marcus.reads("It is on hold.", "Goes back to")
    marcus.clean()
    marcus.press("Resume")
    marcus.fill(because="He is well again.")
    marcus.press("Resume")
    marcus.reads("It is no longer on hold.")


def completes(marcus: Desk) -> None:
    marcus.press("Complete the support")
    refuses_empty(marcus, "Complete", "Say what happens next.")
    for need in ("employment", "accommodation", "substance"):
        marcus.page.locator(f"[name={need}]").first.check()
    marcus.fill(what_next="His brother’s firm takes him on.")
    marcus.press("Complete")
    marcus.reads("Support is completed.")
    marcus.clean()


def asks_another_hub(helen: Desk) -> None:
    helen.press("Ask another hub to take it over")
    refuses_empty(helen, "Ask the hub", "Choose a hub.", "Say why they should take it over.")
    helen.page.locator("select[name=to_hub]").select_option(index=1)
    helen.fill(reason="He moved away.")
    helen.press("Ask the hub")
    helen.reads("The hub is asked.", "Transfer asked for")
