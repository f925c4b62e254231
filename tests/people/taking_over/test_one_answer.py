"""Asking to take a person over: one neutral answer, whoever exists (domain: Ask to take over)."""

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.models import Notice
from people import actions
from people.models import LimitedAccess
from people.states import TakeOverState as T
from tests.factories.accounts import UserFactory
from tests.factories.people import LimitedAccessFactory, PersonFactory
from tests.people.asking import comparable
from tests.people.taking_over.asking import ASK, ask, typed

pytestmark = pytest.mark.django_db


def answer_of(client, crn, born="14 May 1990"):
    """The whole exchange: what came back, what it led to, and how much was asked of the database."""
    with CaptureQueriesContext(connection) as asked:
        sent = client.post(ASK, typed(crn, born))
        count = len(asked)
    page = client.get(sent.url)
    shown = comparable(page).replace(crn.encode(), b"THE-CRN").replace(f"born {born}".encode(), b"BORN")
    return sent.status_code, sent.url, shown, count


def test_the_answer_is_the_same_for_somebody_nobody_a_wrong_birthday_and_a_restricted_record(
    client, stranger, practitioner, person
):
    restricted = PersonFactory(crn="X777777")
    LimitedAccessFactory(person=restricted, kind=LimitedAccess.Kind.RESTRICTION, user=UserFactory())
    given = [
        (person.crn, "14 May 1990"),
        ("X999999", "14 May 1990"),
        (person.crn, "15 May 1990"),
        (restricted.crn, "14 May 1990"),
    ]
    answers = []
    for crn, born in given:
        with transaction.atomic():
            client.force_login(stranger)
            answers.append(answer_of(client, crn, born))
            transaction.set_rollback(True)
    assert len(set(answers)) == 1
    assert answers[0][0] == 302


def test_a_refusal_and_nobody_found_cannot_be_told_apart_before_or_after_the_answer(
    client, stranger, practitioner, person, django_capture_on_commit_callbacks
):
    refused, _ = ask(stranger, person.crn), ask(stranger, "X999999")
    actions.route_take_overs()
    actions.refuse_take_over(refused, by=practitioner, because="Still works with us")
    client.force_login(stranger)

    def seen():
        page = client.get(ASK)
        return [
            (each.said_to_asker, each.is_unanswered, each.answer_on)
            for each in sorted(page.context["asked"], key=lambda each: each.pk)
        ]

    first, second = seen()
    assert first == second == ("No answer yet", True, refused.answer_on)
    with django_capture_on_commit_callbacks(execute=True):
        actions.answer_take_overs(refused.answer_on)
    first, second = seen()
    assert first == second == ("Not agreed, or nobody found", False, refused.answer_on)
    notices = Notice.objects.filter(user=stranger)
    assert len({(notice.kind, notice.text, notice.url) for notice in notices}) == 1
    assert notices.count() == len([letter for letter in mail.outbox if letter.to == [stranger.email]]) == 2
    assert "Still works with us" not in client.get(ASK).content.decode()


def test_both_can_be_withdrawn_before_the_answer_and_neither_after(client, stranger, practitioner, person):
    refused, nobody = ask(stranger, person.crn), ask(stranger, "X999999")
    actions.refuse_take_over(refused, by=practitioner, because="Still works with us")
    for each in (refused, nobody):
        with transaction.atomic():
            assert actions.withdraw_take_over(each, by=stranger).state == T.WITHDRAWN
            transaction.set_rollback(True)
        each.refresh_from_db()
    actions.answer_take_overs(refused.answer_on)
    client.force_login(stranger)
    after = [client.post(reverse("take_over_withdraw", args=[each.uuid])) for each in (refused, nobody)]
    assert [answer.status_code for answer in after] == [409, 409]


def test_asking_looks_nobody_up(stranger, person):
    with CaptureQueriesContext(connection) as asked:
        ask(stranger, person.crn)
    assert not [query["sql"] for query in asked if "people_person" in query["sql"]]


def test_asking_twice_is_one_request_and_after_a_refusal_too(stranger, practitioner, person):
    first = ask(stranger, person.crn)
    assert ask(stranger, person.crn) == first
    actions.refuse_take_over(first, by=practitioner, because="Still works with us")
    assert ask(stranger, person.crn) == first


def test_the_eleventh_request_in_an_hour_is_one_too_many(client, stranger):
    client.force_login(stranger)
    answers = [client.post(ASK, typed(f"X{number:06}")).status_code for number in range(11)]
    assert answers == [302] * 10 + [429]
