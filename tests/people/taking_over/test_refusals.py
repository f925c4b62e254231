"""Who may not ask to take a person over, nor answer, and what is missing."""

import pytest
from django.db import IntegrityError, transaction

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle.transitions import WrongState, machine_of, perform
from people import actions, rules
from people.models import Caseload, TakeOverRequest
from people.states import TakeOverState as T
from tests.factories.accounts import UserFactory
from tests.factories.people import LimitedAccessFactory, TakeOverRequestFactory
from tests.people.taking_over.asking import ASK, ask, queue, typed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PRACTITIONER])
def test_only_a_practitioner_asks(client, role, team):
    user = UserFactory(role=role, teams=[team])
    with pytest.raises(NotYou):
        ask(user, "X290715")
    client.force_login(user)
    assert client.post(ASK, typed("X290715")).status_code == 403


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("crn", "", "Enter the CRN"),
        ("crn", "X29071", "a letter and six figures"),
        ("date_of_birth", "", "Enter the date of birth"),
        ("date_of_birth", "31 February 1990", "has no day 31"),
        ("why", "", "Say why you ask"),
        ("why", "n/a", "Say why you ask"),
    ],
)
def test_what_is_missing_is_said_at_its_field(client, stranger, field, text, message):
    client.force_login(stranger)
    page = client.post(ASK, typed("X290715") | {field: text})
    assert message in page.content.decode()
    assert not TakeOverRequest.objects.exists()


def test_whom_the_own_team_holds_need_not_be_asked_for(signed_in, person):
    page = signed_in.post(ASK, typed(person.crn))
    assert "Your team holds this person already" in page.content.decode()


def test_nobody_agrees_to_their_own_request_nor_does_another_team(asked, stranger):
    for user in (stranger, UserFactory(role=Role.PRACTITIONER)):
        with pytest.raises(NotYou):
            actions.agree_to_take_over(asked, by=user)
    assert not queue(stranger)


def test_the_database_refuses_a_decision_by_whoever_asked(asked, person, stranger):
    with pytest.raises(IntegrityError), transaction.atomic():
        TakeOverRequest.objects.filter(pk=asked.pk).update(decided_by=stranger)


def test_refusing_needs_a_reason(asked, practitioner):
    with pytest.raises(rules.Unfit, match="Say why the person stays"):
        actions.refuse_take_over(asked, by=practitioner, because="TBC")
    asked.refresh_from_db()
    assert asked.state == T.ASKED


def test_it_cannot_be_agreed_to_while_the_record_is_hidden_from_whoever_asked(
    asked, person, practitioner, stranger
):
    LimitedAccessFactory(person=person, user=stranger)
    with pytest.raises(WrongState, match="may not see it"):
        actions.agree_to_take_over(asked, by=practitioner)
    assert Caseload.objects.get(person=person).practitioner == practitioner


def test_it_cannot_be_agreed_to_once_whoever_asked_has_left_the_team(asked, practitioner, stranger):
    stranger.teams.clear()
    asked.refresh_from_db()
    with pytest.raises(WrongState, match="does not work in Leeds any more"):
        actions.agree_to_take_over(TakeOverRequest.objects.get(pk=asked.pk), by=practitioner)


@pytest.mark.parametrize("verb", ["agree", "refuse", "withdraw", "expire"])
@pytest.mark.parametrize("state", [T.AGREED, T.EXPIRED, T.WITHDRAWN])
def test_nothing_moves_a_request_that_is_over(person, practitioner, stranger, team, state, verb):
    over = {"person": person, "decided_by": practitioner, "decided_at": "2026-06-03T12:00Z"}
    request = TakeOverRequestFactory(asked_by=stranger, crn=person.crn, state=state, **over)
    by = {"withdraw": stranger, "expire": None}.get(verb, practitioner)
    with pytest.raises(WrongState):
        perform(request, verb, by=by, **({"person": person} if verb in ("agree", "refuse") else {}))


def test_every_verb_of_the_machine_is_in_the_tests_above():
    assert {rule.verb for rule in machine_of(TakeOverRequest)} == {"agree", "refuse", "withdraw", "expire"}
