"""What leaves the house carries a reference and a link, and nothing of the person."""

import datetime

import pytest
from django.core import mail

from foundation.accounts.models import Notice
from referrals import actions as referrals
from referrals.models import Referral
from tests.referrals import scene

pytestmark = pytest.mark.django_db
CANARIES = (
    "Zebulon",
    "Quackenbush",
    "X987654",
    "A9876ZZ",
    "1971-02-03",
    "3 February 1971",
    "03/02/1971",
    "Youth justice",
    "He is 17",
    "Under 18",
    "Works nights",
)


@pytest.fixture
def canary(referrer, hub):
    person = scene.a_full_person_held_by(
        referrer, given_names="Zebulon", family_name="Quackenbush", crn="X987654", prison_number="A9876ZZ",
        date_of_birth=datetime.date(1971, 2, 3),
    )  # fmt: skip
    return scene.a_full_draft(referrer, hub, person=person, about="Works nights")


@pytest.fixture
def everything_told(canary, referrer, worker, hub, django_capture_on_commit_callbacks):
    """Every message of a referral's way, down both branches."""
    manager = scene.a_manager(hub)

    def now():
        return Referral.objects.get(pk=canary.pk)

    with django_capture_on_commit_callbacks(execute=True):
        referrals.submit(now(), by=referrer)
        referrals.take(now(), by=worker)
        referrals.accept(now(), by=worker, key_worker=manager)
        referrals.record_induction(now(), by=worker, inducted_on=datetime.date.today(), covered=["hub"])
        second = scene.a_referral("in_review", referrer=referrer, person=canary.person)
        referrals.decline(
            second, by=scene.a_worker(second.hub), reason=scene.a_reason(), explanation="He is 17",
            signposting="Youth justice",
        )  # fmt: skip
    return canary


def test_no_mail_names_or_describes_the_person(everything_told):
    assert len(mail.outbox) == 6
    for message in mail.outbox:
        sent = f"{message.subject}\n{message.body}"
        assert not [canary for canary in CANARIES if canary in sent]
        assert "R-2026-" in message.subject
        assert "http://127.0.0.1:8000/notices/" in message.body


def test_a_mail_does_not_say_whether_the_hub_said_yes_or_no(everything_told):
    decisions = {message.subject.split(":")[-1] for message in mail.outbox if "decided" in message.subject}
    assert decisions == {" the hub has decided"}


def test_no_notice_names_the_person_either(everything_told):
    told = " ".join(Notice.objects.values_list("text", flat=True)) + " ".join(
        Notice.objects.values_list("url", flat=True)
    )
    assert Notice.objects.count() == 6
    assert not [canary for canary in CANARIES if canary in told]


def test_nothing_is_sent_when_the_action_fails(canary, worker, hub, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Exception, match="draft"):
        referrals.take(canary, by=worker)
    assert not mail.outbox
    assert not Notice.objects.exists()
