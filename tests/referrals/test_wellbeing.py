"""The four questions on wellbeing, asked at the induction and at each review, also where nobody answers."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused
from hubs.models import Induction, Wellbeing
from hubs.wellbeing.questions import ASKED
from referrals import actions as referrals
from referrals.models import Referral
from tests.factories.hubs import HubFactory, InductionFactory, WellbeingFactory
from tests.factories.people import LimitedAccessFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db
ANSWERS = {"satisfied": 4, "worthwhile": 0, "happy": None, "anxious": 9}


@pytest.fixture
def accepted(hub, worker):
    decided_at = timezone.now() - datetime.timedelta(days=3)
    return scene.a_referral("accepted", hub=hub, key_worker=worker, decided_by=worker, decided_at=decided_at)


@pytest.fixture
def started(hub, worker):
    return scene.a_referral("started", hub=hub, key_worker=worker)


def induct(referral, by, **facts):
    day = timezone.localdate()
    return referrals.record_induction(referral, by=by, inducted_on=day, covered=["hub"], **facts)


def test_an_answer_off_the_scale_leaves_no_induction(accepted, worker):
    with pytest.raises(Refused, match="from 0 to 10"):
        induct(accepted, worker, wellbeing=ANSWERS | {"happy": 11})
    assert not Induction.objects.exists()
    assert Referral.objects.get().state == "accepted"


def test_an_answer_off_the_scale_leaves_no_review(started, worker):
    with pytest.raises(Refused):
        referrals.review(started, by=worker, said="She still wants to come", wellbeing={"happy": -1})
    assert not started.reviews.exists()


@pytest.mark.parametrize("typed", ["11", "ten", "-1", "2.5"])
def test_the_page_of_an_induction_says_it_at_the_question(signed_in, accepted, worker, typed):
    sent = {"inducted_on": timezone.localdate().isoformat(), "covered": ["hub"], "anxious": typed}
    answer = signed_in(worker).post(reverse("induction_record", args=[accepted.uuid]), sent)
    assert list(answer.context["form"].errors) == ["anxious"]
    assert not Induction.objects.exists()


def test_a_review_that_says_nothing_is_refused_on_its_page(signed_in, started, worker):
    answer = signed_in(worker).post(reverse("referral_review", args=[started.uuid]), {"said": "n/a"})
    assert list(answer.context["form"].errors) == ["said"]


def test_nobody_asked_leaves_nothing(accepted, worker):
    induct(accepted, worker)
    assert not Wellbeing.objects.exists()


def test_what_is_answered_at_an_induction_is_kept_with_who_asked_when_and_where(accepted, worker, hub):
    induct(accepted, worker, wellbeing=ANSWERS)
    asked = Wellbeing.objects.get()
    assert {name: getattr(asked, name) for name in ANSWERS} == ANSWERS
    assert (asked.person, asked.hub, asked.asked_by, asked.occasion, asked.asked_on) == (
        accepted.person, hub, worker, "induction", timezone.localdate(),
    )  # fmt: skip
    assert [event.what for event in events.of(asked)] == ["asked"]


def test_the_pages_ask_in_the_exact_words(signed_in, accepted, started, worker):
    for name, referral in (("induction_record", accepted), ("referral_review", started)):
        page = signed_in(worker).get(reverse(name, args=[referral.uuid])).content.decode()
        for asked in ASKED.values():
            assert asked in page


def test_skipping_all_questions_is_allowed_and_said(signed_in, accepted, worker):
    sent = {"inducted_on": timezone.localdate().isoformat(), "covered": ["hub"]}
    answer = signed_in(worker).post(reverse("induction_record", args=[accepted.uuid]), sent, follow=True)
    assert "No question on wellbeing was answered; that is kept too." in answer.content.decode()
    assert Wellbeing.objects.get().is_unanswered
    assert Referral.objects.get().state == "started"


def test_a_review_keeps_its_answers_and_shows_zero_apart_from_nothing(signed_in, started, worker):
    sent = {
        "said": "She still wants to come",
        "satisfied": "7",
        "worthwhile": "0",
        "happy": "",
        "anxious": "2",
    }
    browser = signed_in(worker)
    for _ in range(2):  # a double click
        answer = browser.post(reverse("referral_review", args=[started.uuid]), sent, follow=True)
    assert started.reviews.count() == 1
    page = answer.content.decode()
    assert "3 of the 4 questions on wellbeing answered." in page
    assert [words for _, words in answer.context["wellbeing"][0]["answers"]] == [
        "7",
        "0",
        "Not answered",
        "2",
    ]
    assert Wellbeing.objects.get().occasion == "review"


def test_first_and_later_answers_can_be_paired(accepted, worker, time_machine):
    """What outcomes need of it: per person and hub, by occasion and day."""
    induct(accepted, worker, wellbeing=ANSWERS)
    time_machine.move_to(timezone.now() + datetime.timedelta(days=90))
    referrals.review(
        Referral.objects.get(), by=worker, said="Going well", wellbeing=ANSWERS | {"satisfied": 8}
    )
    told = Wellbeing.objects.filter(person=accepted.person, hub=accepted.hub).order_by("asked_on")
    assert list(told.values_list("occasion", "satisfied")) == [("induction", 4), ("review", 8)]


def test_only_a_worker_of_that_hub_is_offered_to_correct_it(signed_in, started, worker, referrer):
    asked = WellbeingFactory(person=started.person, hub=started.hub)
    WellbeingFactory(person=started.person, hub=HubFactory(name="Dover"))
    link = reverse("wellbeing_correct", args=[asked.uuid])
    page = signed_in(worker).get(reverse("referral_detail", args=[started.uuid])).content.decode()
    assert page.count("/correct/") == 1
    assert link in page


def test_from_whom_the_person_is_hidden_the_answers_are_too(signed_in, started, worker):
    asked = WellbeingFactory(person=started.person, hub=started.hub)
    LimitedAccessFactory(person=started.person, user=worker, kind="exclusion")
    assert signed_in(worker).get(reverse("wellbeing_correct", args=[asked.uuid])).status_code == 404


def test_after_a_transfer_the_new_hubs_induction_is_a_record_and_no_start(started, worker):
    began = started.started_on
    InductionFactory(person=started.person, hub=started.hub)
    dover = HubFactory(name="Dover")
    there = scene.a_worker(dover, name="Ada Brook")
    transfer = referrals.request_transfer(
        started, by=scene.a_manager(started.hub), to_hub=dover, reason="Moved to Dover"
    )
    referrals.agree_transfer(transfer, by=scene.a_manager(dover), key_worker=there)
    moved = Referral.objects.get(pk=started.pk)
    induct(moved, there, wellbeing=ANSWERS)
    moved.refresh_from_db()
    assert (moved.state, moved.started_on) == ("started", began)
    assert not events.of(moved).filter(what="start").exists()
    assert Induction.objects.filter(person=moved.person, hub=dover).count() == 1
    assert Wellbeing.objects.get().hub == dover
