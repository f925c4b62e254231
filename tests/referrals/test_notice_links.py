"""Where notices lead: whoever was told can read what they were told of, a hub that handed the referral over too."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.lifecycle.transitions import open_to
from people import actions as people
from referrals import access, can_do
from referrals import actions as referrals
from referrals.actions import through_the_gate
from referrals.models import Referral
from referrals.scope import listed, tab_counts, to_decide_and_induct
from referrals.states import LIVE
from referrals.tabs import tabs_of
from tests.factories.hubs import HubFactory, PlaceFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.people import InvolvementFactory
from tests.factories.referrals import TransferFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db
WHY = "She moved to Dover"


@pytest.fixture
def manager(hub):
    return scene.a_manager(hub)


@pytest.fixture
def dover():
    return HubFactory(name="Dover", places=10)


@pytest.fixture
def other(dover):
    return scene.a_manager(dover)


@pytest.fixture
def handed_over(hub, dover):
    """Dover's for a week."""

    def handed(state="started", days=7):
        referral = scene.a_referral(state, hub=dover)
        at = timezone.now() - datetime.timedelta(days=days)
        TransferFactory(referral=referral, from_hub=hub, to_hub=dover, state="agreed", agreed_at=at)
        return referral

    return handed


# Reads on, and no more


def test_after_90_days_the_hub_that_handed_over_reads_no_more(handed_over, worker):
    referral = handed_over(days=91)
    assert not Referral.objects.visible_to(worker).filter(pk=referral.pk).exists()


def test_a_hub_that_was_asked_and_refused_does_not_read_on(hub, dover, other):
    referral = scene.a_referral("started", hub=hub)
    TransferFactory(referral=referral, from_hub=hub, to_hub=dover, state="refused")
    assert not Referral.objects.visible_to(other).filter(pk=referral.pk).exists()


@pytest.mark.parametrize("state", LIVE)
def test_no_verb_is_open_to_the_hub_that_handed_over(handed_over, worker, manager, state):
    referral = handed_over(state)
    for user in (worker, manager):
        assert Referral.objects.visible_to(user).get() == referral
        assert open_to(user, referral) == []
        assert can_do.open_to_reader(referral, user, []) == []
        assert not access.can_amend(user, referral)


def test_it_records_nothing_through_the_gate(handed_over, worker):
    with pytest.raises(NotYou):
        through_the_gate.record_contact(handed_over(), by=worker, made_on=timezone.localdate(), how="phone")


def test_lists_counts_and_what_is_due_leave_out_what_was_handed_over(handed_over, worker):
    for state in ("submitted", "waiting", "accepted"):
        handed_over(state)
    assert not any(tab_counts(worker, {}).values())
    assert not any(listed(worker, tab, {}).exists() for tab in tabs_of(worker))
    assert to_decide_and_induct(worker, limit=5) == ([], [])


# Where every notice leads


@pytest.fixture
def walked(signed_in):
    """Opens the link of every notice that is new since the last call, as its reader; the kinds that were told."""
    seen = set()

    def walk():
        kinds = set()
        for notice in Notice.objects.exclude(pk__in=seen).select_related("user"):
            seen.add(notice.pk)
            kinds.add(notice.kind)
            answer = signed_in(notice.user).get(notice.url, follow=True)
            assert answer.status_code == 200, f"{notice.kind} to {notice.user.role}: {answer.status_code}"
        return kinds

    return walk


def test_every_notice_on_the_way_to_a_decision_opens(referrer, worker, hub, walked):
    def now():
        return Referral.objects.get(pk=draft.pk)

    draft = scene.a_full_draft(referrer, hub)
    referrals.submit(draft, by=referrer)
    assert "referral_arrived" in walked()
    referrals.take(now(), by=worker)
    referrals.request_information(now(), by=worker, questions=["Is there an address?"])
    assert walked() == {"questions_asked"}
    (question,) = draft.questions.all()
    referrals.provide_information(now(), by=referrer, answers={question.pk: "Yes, from Monday"})
    assert "questions_answered" in walked()
    referrals.decline(now(), by=worker, reason=scene.a_reason(), explanation="He is 17", signposting="Youth")
    assert walked() == {"referral_declined"}


def test_every_notice_of_a_transfer_opens_also_for_the_hub_that_handed_over(
    referrer, worker, manager, hub, dover, other, walked
):
    referral = scene.a_referral("accepted", hub=hub, referrer=referrer, key_worker=worker)
    PlaceFactory(person=referral.person, hub=hub)
    InvolvementFactory(person=referral.person, team=hub.team, purpose="referral")
    refused = referrals.request_transfer(referral, by=manager, to_hub=dover, reason=WHY)
    assert walked() == {"transfer_asked"}
    referrals.refuse_transfer(refused, by=other, because="No place before spring")
    assert walked() == {"transfer_refused"}
    referral = Referral.objects.get()
    agreed = referrals.request_transfer(referral, by=manager, to_hub=dover, reason=WHY)
    walked()
    colleague = scene.a_worker(dover)
    referrals.agree_transfer(agreed, by=other, key_worker=colleague)
    assert walked() == {"transfer_agreed", "key_worker_named"}
    referral = Referral.objects.get()
    day = timezone.localdate()
    referrals.record_induction(referral, by=colleague, inducted_on=day, covered=["hub"])
    assert walked() == {"referral_started"}


def test_every_notice_of_a_referral_that_ends_opens(referrer, worker, manager, hub, walked):
    referral = scene.a_referral("started", hub=hub, referrer=referrer, key_worker=worker)
    PlaceFactory(person=referral.person, hub=hub)
    InvolvementFactory(person=referral.person, team=hub.team, purpose="referral")
    reason = ReasonFactory(list="hold", group="person", reason="Illness or treatment")
    referrals.hold(referral, by=worker, reason=reason, explanation="In hospital until May")
    assert "referral_on_hold" in walked()
    ends = ReasonFactory(list="end", group="person", reason="Moved away")
    referrals.resume(Referral.objects.get(), by=worker, because="Back from hospital")
    walked()
    referrals.end_early(
        Referral.objects.get(), by=worker, reason=ends, ended_on=timezone.localdate(), explanation="Moved"
    )
    assert "referral_ended" in walked()


def test_every_notice_of_a_draft_that_nobody_edits_opens(draft, walked):
    def run(days):
        with time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False):
            call_command("purge_drafts", stdout=None)

    run(26)
    assert walked() == {"draft_to_be_removed"}
    run(30)
    assert walked() == {"draft_removed"}
    assert not Referral.objects.exists()


def test_every_notice_of_what_is_changed_and_given_opens(referrer, worker, manager, hub, walked):
    referral = scene.a_referral("accepted", hub=hub, referrer=referrer, key_worker=worker)
    InvolvementFactory(person=referral.person, team=hub.team, purpose="referral")
    referrals.amend(
        referral, by=referrer, version=referral.version, reason="He found a shift", about="Nights"
    )
    assert walked() == {"referral_amended"}
    colleague = scene.a_worker(hub)
    referrals.assign(Referral.objects.get(), by=manager, worker=colleague)
    assert walked() == {"key_worker_named", "referral_given_on"}


def test_every_notice_of_a_mistake_opens_for_both_sides(referrer, worker, manager, hub, walked):
    referral = scene.a_referral("in_review", hub=hub, referrer=referrer, taken_by=worker)
    referrals.void(referral, by=manager, because="A duplicate of another one")
    assert set(Notice.objects.values_list("user", flat=True)) == {referrer.pk, worker.pk}
    assert walked() == {"referral_void"}


def test_every_notice_of_a_withdrawn_consent_opens_for_both_sides(referrer, worker, hub, walked):
    referral = scene.a_referral("in_review", hub=hub, referrer=referrer, taken_by=worker)
    consent = referral.person.consents.get()
    people.withdraw_consent(consent, by=referrer, withdrawn_on=timezone.localdate())
    assert set(Notice.objects.values_list("user", flat=True)) == {worker.pk}
    assert walked() == {"consent_withdrawn"}


def test_a_notice_of_a_transfer_still_opens_when_the_request_is_over(manager, hub, dover, other, walked):
    for end in (
        lambda asked: referrals.refuse_transfer(asked, by=other, because="No place before spring"),
        lambda asked: referrals.cancel_transfer(asked, by=manager),
    ):
        referral = scene.a_referral("waiting", hub=hub)
        end(referrals.request_transfer(referral, by=manager, to_hub=dover, reason=WHY))
        assert "transfer_asked" in walked()


def test_a_notice_read_weeks_after_the_transfer_still_opens(manager, handed_over, signed_in):
    referral = handed_over(days=0)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=60)):
        assert signed_in(manager).get(f"/referrals/{referral.uuid}/").status_code == 200
