"""What the hub that was asked still reads of a transfer that is over: what came of it, by whom and when, no more."""

import pytest
from django.urls import reverse

from foundation.accounts.models import Notice
from foundation.audit.models import AuditEvent
from foundation.design.dates import say_moment
from referrals import actions as referrals
from referrals.models import Transfer
from tests.factories.hubs import HubFactory
from tests.factories.people import LimitedAccessFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db
WHY = "She moved to Dover"
WHY_NOT = "No place before spring"


@pytest.fixture
def dover():
    return HubFactory(name="Dover", places=10)


@pytest.fixture
def manager(hub):
    return scene.a_manager(hub, name="Gethin Pryce")


@pytest.fixture
def other(dover):
    return scene.a_manager(dover, name="Helen Marsh")


@pytest.fixture
def asked(hub, manager, dover):
    referral = scene.a_referral("waiting", hub=hub)
    return referrals.request_transfer(referral, by=manager, to_hub=dover, reason=WHY)


@pytest.fixture
def refused(asked, other):
    return referrals.refuse_transfer(asked, by=other, because=WHY_NOT)


def page(transfer):
    return reverse("transfer_detail", args=[transfer.uuid])


def said(answer):
    return " ".join(answer.content.decode().split())


def test_a_third_hub_a_worker_and_somebody_from_whom_the_person_is_hidden_read_nothing(
    signed_in, refused, dover, other
):
    assert signed_in(scene.a_manager(HubFactory())).get(page(refused)).status_code == 404
    assert signed_in(scene.a_worker(dover)).get(page(refused)).status_code == 403
    LimitedAccessFactory(person=refused.person, user=other)
    assert signed_in(other).get(page(refused)).status_code == 404


def test_neither_the_person_nor_why_it_was_asked_stands_there(signed_in, refused, other):
    text = said(signed_in(other).get(page(refused)))
    person = refused.person
    for told in (person.family_name, person.given_names, person.crn, WHY):
        assert told not in text
    assert signed_in(other).get(reverse("referral_detail", args=[refused.referral.uuid])).status_code == 404


@pytest.mark.parametrize("verb", ["agree", "refuse"])
def test_answering_what_is_over_is_a_conflict_that_says_what_became_of_it(signed_in, refused, other, verb):
    browser, address = signed_in(other), reverse(f"transfer_{verb}", args=[refused.uuid])
    for answer in (browser.get(address), browser.post(address, {"because": "Still full"})):
        assert answer.status_code == 409
        assert "Helen Marsh" in said(answer)
        assert refused.person.family_name not in said(answer)
    assert ("Still full" in said(answer)) == (verb == "refuse")  # only this form asks for words
    assert Transfer.objects.get().refusal == WHY_NOT


def test_a_refused_transfer_says_by_whom_when_and_why_not(signed_in, refused, other):
    text = said(signed_in(other).get(page(refused)))
    assert "Refused" in text
    assert f"{say_moment(refused.answered_at)} by Helen Marsh" in text
    assert WHY_NOT in text
    assert AuditEvent.objects.latest("id").subjects.get().person_id == refused.person_id


def test_of_a_cancelled_one_the_hub_that_was_asked_is_told_and_reads_by_whom(
    signed_in, asked, manager, other
):
    referrals.cancel_transfer(asked, by=manager)
    notice = Notice.objects.get(user=other, kind="transfer_cancelled")
    text = said(signed_in(other).get(notice.url))
    assert "Cancelled" in text
    assert "by Gethin Pryce" in text


def test_one_that_ended_with_the_referral_says_so(signed_in, asked, other, manager):
    referrals.decline(
        asked.referral, by=manager, reason=scene.a_reason(), explanation="No place", signposting="Dover"
    )
    assert Notice.objects.filter(user=other, kind="transfer_cancelled").exists()
    assert "since the referral ended" in said(signed_in(other).get(page(asked)))


def test_while_it_stands_it_leads_to_the_referral(signed_in, asked, manager, other):
    for user in (manager, other):
        assert signed_in(user).get(page(asked)).url == reverse("referral_detail", args=[asked.referral.uuid])
