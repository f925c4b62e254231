"""Two runs at once send each mail once."""

import threading
from functools import partial
from unittest import mock

import pytest
from django.core import mail

from foundation.accounts import digests, outbox
from foundation.accounts.models import OutgoingMail, User
from tests.factories.accounts import NoticeFactory, OutgoingMailFactory, UserFactory
from tests.races import at_once, shared_database  # noqa: F401

pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]
ROUNDS = 8


def sent_by_two_runs():
    """How many mails left the house in one round of four waiting mails and two runs."""
    mail.outbox.clear()
    pks = [each.pk for each in OutgoingMailFactory.create_batch(4)]
    found = at_once(*[partial(outbox.send, pks)] * 2)
    assert not [each for each in found if isinstance(each, Exception)]
    return len(mail.outbox)


def test_each_mail_is_sent_once():
    for _ in range(ROUNDS):
        assert sent_by_two_runs() == 4


def test_a_mail_can_be_sent_twice():
    """Negative control: without the claim both runs send what they find."""

    both_have_looked = threading.Barrier(2)

    def careless(pks):
        found = list(OutgoingMail.objects.due().filter(pk__in=pks).select_related("user"))
        both_have_looked.wait(timeout=10)
        return found

    with mock.patch.object(outbox, "_claim", careless):
        assert sent_by_two_runs() == 8


def test_two_runs_of_the_daily_mail_write_one():
    for _ in range(ROUNDS):
        user = UserFactory(told_by_mail="daily")
        notice = NoticeFactory(user=user)
        OutgoingMailFactory(user=user, notice=notice, state="held")
        copies = [User.objects.get(pk=user.pk) for _ in range(2)]
        found = at_once(*(lambda copy=copy: digests.gather(copy) for copy in copies))
        assert sum(each is None for each in found) == 1, found
        assert OutgoingMail.objects.filter(user=user, kind=digests.KIND).count() == 1
