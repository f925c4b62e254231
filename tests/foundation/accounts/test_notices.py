"""Telling users that their work changed."""

import pytest
from django.core import mail

from foundation.accounts import notices
from foundation.accounts.models import Notice
from tests.factories.accounts import NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db


class Accepted(notices.Message):
    kind = "accepted"
    mail_subject = "Referral {reference} was accepted"
    mail_text = "The hub accepted referral {reference}."


def accepted():
    return Accepted(text="Chatham accepted Kofi Larkfield", url="/", reference="R-2026-000001")


def test_nobody_is_told_twice_nor_when_disabled_nor_of_their_own_act(django_capture_on_commit_callbacks):
    told, actor, gone = UserFactory(), UserFactory(), UserFactory(is_active=False)
    with django_capture_on_commit_callbacks(execute=True):
        notices.tell(accepted(), [told, told, actor, gone, None], except_for=actor)
    assert [notice.user for notice in Notice.objects.all()] == [told]
    assert [message.to for message in mail.outbox] == [[told.email]]


def test_the_mail_carries_a_reference_and_a_link_and_no_name(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        notices.tell(accepted(), [UserFactory()])
    text = mail.outbox[0].subject + mail.outbox[0].body
    assert "R-2026-000001" in text
    assert "/notices/" in text
    assert "Larkfield" not in text


def test_mail_that_cannot_be_sent_leaves_the_notice(django_capture_on_commit_callbacks, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("foundation.accounts.notices.EmailMessage.send", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        notices.tell(accepted(), [UserFactory()])
    assert Notice.objects.count() == 1


def test_a_notice_of_someone_else_does_not_exist(client):
    client.force_login(UserFactory())
    assert client.post(f"/notices/{NoticeFactory().pk}/open/").status_code == 404


def test_opening_a_notice_marks_it_read_and_leads_on(client):
    notice = NoticeFactory(url="/notices/")
    client.force_login(notice.user)
    assert client.post(f"/notices/{notice.pk}/open/").url == "/notices/"
    notice.refresh_from_db()
    assert notice.read_at
