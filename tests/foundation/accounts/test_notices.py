"""Telling users that their work changed."""

import pytest
from django.core import mail

from foundation.accounts import notices
from foundation.accounts.models import Notice, OutgoingMail
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


class Accepted(notices.Message):
    kind = "accepted"
    mail_subject = "Referral {reference} was accepted"
    mail_text = "The hub accepted referral {reference}."


class Worried(Accepted):
    kind = "worried"
    urgent = True


def about_kofi(kind=Accepted):
    return kind(text="Chatham accepted Kofi Larkfield", url="/", reference="R-2026-000001")


@pytest.fixture
def tell(django_capture_on_commit_callbacks):
    def told(message, users, **more):
        with django_capture_on_commit_callbacks(execute=True):
            notices.tell(message, users, **more)

    return told


def test_nobody_is_told_twice_nor_when_disabled_nor_of_their_own_act(tell):
    told, actor, gone = UserFactory(), UserFactory(), UserFactory(is_active=False)
    tell(about_kofi(), [told, told, actor, gone, None], except_for=actor)
    assert [notice.user for notice in Notice.objects.all()] == [told]
    assert [message.to for message in mail.outbox] == [[told.email]]


def test_the_mail_carries_a_reference_and_a_link_and_no_name(tell):
    tell(about_kofi(), [UserFactory()])
    text = mail.outbox[0].subject + mail.outbox[0].body
    assert "R-2026-000001" in text
    assert f"http://127.0.0.1:8000/notices/{Notice.objects.get().pk}/" in text
    assert "Larkfield" not in text


def test_a_reference_with_a_line_end_cannot_add_a_header(tell):
    tell(Accepted(text="", url="/", reference="R-1\nBcc: all@example.invalid"), [UserFactory()])
    assert mail.outbox[0].subject == "Referral R-1 Bcc: all@example.invalid was accepted"
    assert mail.outbox[0].recipients() == mail.outbox[0].to


def test_who_wants_no_mail_gets_the_notice_alone(tell):
    user = UserFactory(told_by_mail="none")
    tell(about_kofi(), [user])
    assert user.notices.count() == 1
    assert not OutgoingMail.objects.exists()


def test_who_wants_one_mail_a_day_waits_for_it(tell):
    tell(about_kofi(), [UserFactory(told_by_mail="daily")])
    assert OutgoingMail.objects.get().state == "held"
    assert not mail.outbox


@pytest.mark.parametrize("choice", ["each", "daily", "none"])
def test_what_is_urgent_is_mailed_at_once_whatever_they_chose(tell, choice):
    tell(about_kofi(Worried), [UserFactory(told_by_mail=choice)])
    assert len(mail.outbox) == 1


def test_mail_that_cannot_be_sent_leaves_the_notice(tell, settings):
    settings.EMAIL_BACKEND = "tests.relays.Closed"
    tell(about_kofi(), [UserFactory()])
    assert Notice.objects.count() == 1
    assert OutgoingMail.objects.get().state == "queued"


def test_telling_ten_asks_as_many_questions_as_telling_two(django_assert_num_queries):
    for count in (2, 10):
        users = UserFactory.create_batch(count)
        with django_assert_num_queries(2):
            notices.tell(about_kofi(), users)
