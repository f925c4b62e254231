"""Two at once: each question its own number, what one hand sends twice one question, and of two verbs one."""

import pytest

from foundation.lifecycle.transitions import Refused
from partnership.models import Partner, Question
from partnership.scrutiny import asking, responding
from tests.factories.partnership import PartnerFactory, QuestionFactory, officer_of, scrutineer_of
from tests.races import at_once, shared_database  # noqa: F401

pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]
ROUNDS = 5


def asks(partner, by, text):
    return lambda: asking.ask_partner(Partner.objects.get(pk=partner.pk), by=by, text=text)


def test_questions_asked_at_once_have_a_number_each():
    partner = PartnerFactory()
    one, two = (scrutineer_of(partner.partnership) for _ in range(2))
    for number in range(ROUNDS):
        found = at_once(asks(partner, one, f"{number}, one?"), asks(partner, two, f"{number}, two?"))
        assert all(isinstance(each, Question) for each in found), found
    assert sorted(Question.objects.values_list("number", flat=True)) == list(range(1, 2 * ROUNDS + 1))


def test_one_question_sent_twice_at_once_is_one():
    partner = PartnerFactory()
    by = scrutineer_of(partner.partnership)
    for number in range(ROUNDS):
        found = at_once(*[asks(partner, by, f"Number {number}?")] * 2)
        assert len({each.pk for each in found}) == 1, found
    assert Question.objects.count() == ROUNDS


def test_a_response_is_approved_or_sent_back_and_not_both():
    partner = PartnerFactory()
    one, two = (officer_of(partner.partnership) for _ in range(2))
    for _ in range(ROUNDS):
        pk = QuestionFactory(partner=partner, partnership=partner.partnership, state="answered").pk
        first, second = (Question.objects.with_those_named().get(pk=pk) for _ in range(2))
        found = at_once(
            lambda first=first: responding.approve(first, by=one),
            lambda second=second: responding.send_back(second, by=two, because="No date"),
        )
        assert sum(isinstance(each, Refused) for each in found) == 1, found
        assert Question.objects.get(pk=pk).state in ("approved", "asked")
