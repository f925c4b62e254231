"""One referral's page and the home page: what each reader may see and do."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.roles import Permission
from foundation.audit.models import AuditEvent
from foundation.design.dates import say_day_short
from foundation.lifecycle import events, facts
from referrals import actions as referrals
from referrals import scope
from referrals.models import Referral
from referrals.states import ReferralState
from tests.factories.accounts import NoticeFactory, UserFactory
from tests.factories.hubs import PlaceFactory
from tests.factories.people import ReleaseFactory, RiskInformationFactory
from tests.factories.referrals import NeedFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db
CANARY = "See with a second member of staff"


def page_of(browser, referral):
    return browser.get(reverse("referral_detail", args=[referral.uuid])).content.decode()


def buttons(browser, referral):
    answer = browser.get(reverse("referral_detail", args=[referral.uuid]))
    return [act["label"] for act in answer.context["acts"]]


HOLDS, WITHDRAWS = "Put on hold", "Withdraw the referral"
WORKERS_ACTS = {
    "submitted": ["Take this referral", "Decline", WITHDRAWS],
    "in_review": [
        "Accept",
        "Ask the referrer",
        "Put on the waiting list",
        "Decline",
        "Hand back to the queue",
        WITHDRAWS,
    ],
    "information_requested": ["Decline", WITHDRAWS],
    "waiting": ["Accept", "Record a review", "Decline", HOLDS, WITHDRAWS],
    "accepted": ["Record the induction", HOLDS, WITHDRAWS],
    "started": ["Record a review", "Record another induction", HOLDS],
    "on_hold": ["Resume", "Record a review"],
}
MANAGERS_ACTS = {
    "started": [
        "Record a review", "Record another induction", "Give it to a worker", HOLDS, "Ask another hub to take it over",
        "Enter as an error",
    ],
    "declined": ["Reconsider the refusal", "Enter as an error"],
    "completed": ["Reopen the support", "Enter as an error"],
    "ended_early": ["Reopen the support", "Enter as an error"],
    "withdrawn": ["Enter as an error"],
}  # fmt: skip
REFERRERS_ACTS = {
    "submitted": [WITHDRAWS],
    "information_requested": ["Answer the hub’s questions", WITHDRAWS],
    "waiting": [WITHDRAWS],
    "accepted": [WITHDRAWS],
}
EVERY_STATE = [state for state in ReferralState if state not in ("draft", "entered_in_error")]


@pytest.mark.parametrize("state", EVERY_STATE)
def test_only_what_is_possible_now_is_a_button(signed_in, hub, worker, referrer, state):
    referral = scene.a_referral(state, hub=hub, referrer=referrer)
    assert buttons(signed_in(worker), referral) == WORKERS_ACTS.get(state, [])
    if state in MANAGERS_ACTS:
        assert buttons(signed_in(scene.a_manager(hub)), referral) == MANAGERS_ACTS[state]
    if state in REFERRERS_ACTS or state not in WORKERS_ACTS:
        assert buttons(signed_in(referrer), referral) == REFERRERS_ACTS.get(state, [])


def test_the_key_worker_completes_or_ends_the_support(signed_in, hub, worker):
    referral = scene.a_referral("started", hub=hub, key_worker=worker)
    assert buttons(signed_in(worker), referral) == [
        "Record a review", "Complete the support", "Record another induction", HOLDS, "End the support early",
    ]  # fmt: skip


def test_what_is_not_possible_is_explained(signed_in, hub, worker, referrer):
    referral = scene.a_referral("submitted", hub=hub, referrer=referrer)
    Referral.objects.update(decision_due_on=datetime.date(2026, 6, 8))
    assert "To accept it, take it first." in page_of(signed_in(worker), referral)
    assert "Chatham decides by Monday 8 June 2026. The referrer is told." in page_of(
        signed_in(referrer), referral
    )


def test_risk_is_shown_only_to_those_who_may_see_it(signed_in, hub, worker, monkeypatch):
    referral = scene.a_referral("in_review", hub=hub)
    RiskInformationFactory(person=referral.person, to_whom="staff", level="high", meaning=CANARY)
    assert CANARY in page_of(signed_in(worker), referral)
    without = UserFactory(role="hub_worker", teams=[hub.team])
    from foundation.accounts import roles

    monkeypatch.setitem(roles.MAY, "hub_worker", roles.MAY["hub_worker"] - {Permission.VIEW_RISK})
    page = page_of(signed_in(without), referral)
    assert CANARY not in page
    assert "High risk" not in page
    assert "Risk information" not in page


def test_the_page_says_what_the_hub_needs_to_decide(signed_in, hub, worker):
    referral = scene.a_referral("in_review", hub=hub, about="Works nights")
    NeedFactory(
        referral=referral, kind="accommodation", detail="A place for release night", in_place="No address"
    )
    ReleaseFactory(person=referral.person, released_on=None, expected_on=datetime.date(2027, 1, 8))
    PlaceFactory(hub=hub)
    page = page_of(signed_in(worker), referral)
    for words in ("A place for release night", "No address", "Works nights", "Friday release", "59 of 60 places",
                  "Opens a place and 2 pathways", "A key worker."):  # fmt: skip
        assert (words, words in page) == (words, True)


def missing_for(browser, referral):
    answer = browser.get(reverse("referral_detail", args=[referral.uuid]))
    return [(item["label"], "url" in item) for item in answer.context["missing"]]


def test_what_is_missing_is_told_to_those_whose_task_it_is(signed_in, hub, worker, referrer):
    referral = scene.a_referral("submitted", hub=hub, referrer=referrer)
    assert missing_for(signed_in(worker), referral) == [("A key worker.", False), ("A release date.", False)]
    assert missing_for(signed_in(referrer), referral) == [("A release date.", True)]
    ReleaseFactory(person=referral.person)
    assert missing_for(signed_in(referrer), referral) == []


def test_a_hub_decides_the_soonest_first_and_inducts_whoever_waits_longest(hub, worker):
    now = timezone.now()
    days = [datetime.timedelta(days=day) for day in (2, 4, 3)]
    due, accepted = (
        {day: scene.a_referral(state, hub=hub, decision_due_on=(now - day).date()) for day in days}
        for state in ("in_review", "accepted")
    )
    for day, referral in accepted.items():
        facts.correct([(referral, {"decided_at": now - day})], by=None)
    scene.a_referral(
        "in_review", hub=hub, decision_due_on=datetime.date.today() + datetime.timedelta(days=60)
    )
    assert scope.to_decide_and_induct(worker, limit=2) == (
        [due[days[1]], due[days[2]]], [accepted[days[1]], accepted[days[2]]],
    )  # fmt: skip


def test_home_shows_the_referrer_new_ones_first_and_waiting_ones_without_a_clock(signed_in, hub, referrer):
    waiting, new = (
        scene.a_referral(state, hub=hub, referrer=referrer, decision_due_on=datetime.date(2026, 5, 20))
        for state in ("waiting", "submitted")
    )
    assert scope.due_from_referrer(referrer, limit=8) == [new, waiting]
    page = home(signed_in(referrer))
    assert "When a place is free" in page
    assert page.count(f"by {say_day_short(datetime.date(2026, 5, 20))}</span>") == 1


def test_what_has_happened_is_told_from_the_events_newest_first(signed_in, draft, referrer, worker):
    referrals.submit(draft, by=referrer)
    referrals.take(Referral.objects.get(), by=worker)
    answer = signed_in(worker).get(reverse("referral_detail", args=[draft.uuid]))
    assert [event["title"] for event in answer.context["events"]] == ["Taken for review", "Submitted"]
    assert answer.context["events"][0]["by"] == worker


def test_a_draft_opens_at_its_task_list_and_a_submitted_one_at_its_page(signed_in, draft, referrer):
    browser = signed_in(referrer)
    detail, tasks = (reverse(name, args=[draft.uuid]) for name in ("referral_detail", "referral_tasks"))
    assert browser.get(detail).url == tasks
    referrals.submit(draft, by=referrer)
    assert browser.get(tasks).url == detail


def test_opening_a_referral_is_one_line_in_the_trail_about_one_person(signed_in, hub, worker):
    referral = scene.a_referral("in_review", hub=hub)
    page_of(signed_in(worker), referral)
    event = AuditEvent.objects.get()
    assert (event.operation, event.what, event.purpose) == (
        "consultation", "GET referral_detail", f"referral {referral.reference}",
    )  # fmt: skip
    assert event.subjects.get().person_id == referral.person_id


def test_a_verb_is_an_alteration_in_the_trail(signed_in, hub, worker):
    referral = scene.a_referral("submitted", hub=hub)
    signed_in(worker).post(reverse("referral_take", args=[referral.uuid]))
    event = AuditEvent.objects.get()
    assert (event.operation, event.subjects.get().person_id) == ("alteration", referral.person_id)


def home(browser):
    return browser.get("/").content.decode()


def test_home_shows_the_referrer_what_is_due_decided_and_told(signed_in, hub, worker, referrer):
    waiting = scene.a_referral("submitted", hub=hub, referrer=referrer)
    Referral.objects.update(decision_due_on=timezone.localdate())
    decided = scene.a_referral("accepted", hub=hub, referrer=referrer)
    NoticeFactory(user=referrer, text="Chatham accepted R-2026-000417")
    page = home(signed_in(referrer))
    for words in (str(waiting.person), str(decided.person), "Decisions I wait for", "Decided in the last 14 days",
                  "Chatham accepted R-2026-000417", "My referrals", "Today"):  # fmt: skip
        assert (words, words in page) == (words, True)


def test_home_shows_the_hub_its_queue_and_whom_to_induct(signed_in, hub, worker):
    new = scene.a_referral("submitted", hub=hub)
    Referral.objects.update(decision_due_on=timezone.localdate() - datetime.timedelta(days=7))
    accepted = scene.a_referral("accepted", hub=hub)
    page = home(signed_in(worker))
    for words in (
        str(new.person),
        str(accepted.person),
        "overdue",
        "Accepted, to be inducted",
        "Decide on these referrals",
    ):
        assert (words, words in page) == (words, True)
    assert "Decided in the last 14 days" not in page


def test_home_shows_nobody_to_those_who_see_no_person(signed_in, hub):
    referral = scene.a_referral("submitted", hub=hub)
    page = home(signed_in(UserFactory(role="commissioner", teams=[hub.team])))
    assert str(referral.person) not in page
    assert not AuditEvent.objects.exists()


def test_home_is_in_the_trail_with_everybody_it_shows(signed_in, hub, worker):
    people = {scene.a_referral("accepted", hub=hub).person_id for _ in range(2)}
    home(signed_in(worker))
    assert {each.person_id for each in AuditEvent.objects.get().subjects.all()} == people


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("wait_list", "Put on the waiting list"),
        ("recorded", "Referral recorded"),
        ("imported", "Referral imported"),
    ],
)
def test_what_has_happened_names_its_subject(signed_in, hub, worker, what, said):
    referral = scene.a_referral("waiting", hub=hub)
    events.write([events.entry(referral, what, by=worker)])
    answer = signed_in(worker).get(reverse("referral_detail", args=[referral.uuid]))
    assert [event["title"] for event in answer.context["events"]] == [said]
