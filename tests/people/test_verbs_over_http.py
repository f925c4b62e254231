"""Requests to take over and pairs of records over HTTP: every state, every verb, every role (domain: Person)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.lifecycle.models import Event
from people import actions
from people.models import Caseload, DuplicatePair, Merge, Person, TakeOverRequest
from tests.factories.accounts import UserFactory
from tests.factories.people import DuplicatePairFactory, PersonFactory, TakeOverRequestFactory
from tests.over_http import answers, one_of_every_role_but

pytestmark = [pytest.mark.django_db, pytest.mark.whole]
WHY = "The same prison number and the same address"


@pytest.fixture
def colleague(team):
    return UserFactory(role=Role.PRACTITIONER, organisation=team.organisation, teams=[team])


@pytest.fixture
def steward_elsewhere(stranger):
    return UserFactory(role=Role.DATA_STEWARD, organisation=stranger.organisation)


# --- taking over

ANSWERS = {"agree": {"answer": "agree"}, "refuse": {"answer": "refuse", "because": "Still reports to us"}}
UNTOLD = {"asked", "refused"}  # to whoever asked these are the same


@pytest.mark.parametrize("verb", ["agree", "refuse", "withdraw"])
@pytest.mark.parametrize("state", ["asked", "agreed", "refused", "expired", "withdrawn"])
def test_a_take_over_is_answered_as_scope_role_and_state_say(
    client, person, practitioner, colleague, steward, steward_elsewhere, stranger, team, state, verb
):
    decided = {"person": person, "decided_by": practitioner, "decided_at": timezone.now()}
    request = TakeOverRequestFactory(
        asked_by=stranger, team=stranger.teams.get(), crn=person.crn, date_of_birth=person.date_of_birth, state=state,
        refusal="Still reports to us" if state == "refused" else "",
        **decided if state in ("agreed", "refused") else {},
    )  # fmt: skip
    users = {
        "holder": practitioner, "colleague of the holder": colleague, "steward": steward,
        "steward elsewhere": steward_elsewhere, "who asked": stranger,
        "practitioner of a third team": UserFactory(role=Role.PRACTITIONER),
        **one_of_every_role_but(Role.PRACTITIONER, Role.DATA_STEWARD, teams=[team]),
    }  # fmt: skip
    name = "take_over_withdraw" if verb == "withdraw" else "take_over_answer"
    url = reverse(name, args=[request.uuid])
    found = answers(client, users, lambda: client.post(url, ANSWERS.get(verb, {})), _standing)
    assert found == {name: _of_take_over(name, verb, state) for name in users}


def _of_take_over(name, verb, state):
    """Once it is answered the request is gone from the side that answers; who answered is led back to the others."""
    practitioners = {"holder", "colleague of the holder", "who asked", "practitioner of a third team"}
    if name not in practitioners | ({"steward", "steward elsewhere"} if verb != "withdraw" else set()):
        return 403
    if verb == "withdraw":
        return (302 if state in UNTOLD else 409) if name == "who asked" else 404
    if name == "holder" and state in ("agreed", "refused"):
        return 302
    answers_it = name in ("holder", "colleague of the holder", "steward")
    return 302 if answers_it and state == "asked" else 404


# --- duplicates

PAIR = {
    "merge": ("open", {"keep": "first", "reason": WHY}),
    "tell_apart": ("open", {"reason": WHY}),
    "unmerge": ("merged", {"reason": WHY}),
}


@pytest.mark.parametrize("verb", PAIR)
@pytest.mark.parametrize("state", ["open", "merged", "not_the_same"])
def test_a_pair_is_judged_as_scope_role_and_state_say(
    client, person, practitioner, steward, steward_elsewhere, team, state, verb
):
    twice = PersonFactory(given_names="Kofi", family_name="Larkfeild", crn="X777001", held_by=team)
    pair = DuplicatePairFactory(first=person, second=twice)
    if state == "merged":
        actions.merge(person, twice, by=steward, reason=WHY)
    elif state == "not_the_same":
        actions.tell_apart(pair, by=steward, reason=WHY)
    nobody = one_of_every_role_but(Role.DATA_STEWARD, teams=[team])
    users = {"steward": steward, "steward elsewhere": steward_elsewhere, "holder": practitioner, **nobody}
    start, sent = PAIR[verb]
    url = reverse(f"duplicate_{verb}", args=[pair.uuid])
    found = answers(client, users, lambda: client.post(url, sent), _standing)
    judged = 302 if state == start else 409
    assert found == dict.fromkeys(users, 403) | {"steward": judged, "steward elsewhere": 404}


def test_records_that_are_merged_are_told_apart_by_taking_the_merge_back(client, person, steward, team):
    twice = PersonFactory(held_by=team)
    pair = DuplicatePairFactory(first=person, second=twice)
    actions.merge(person, twice, by=steward, reason=WHY)
    client.force_login(steward)
    answer = client.post(reverse("duplicate_tell_apart", args=[pair.uuid]), {"reason": WHY})
    assert answer.status_code == 409
    assert "These two records are merged already." in answer.content.decode()


def _standing():
    rows = [list(model.objects.order_by("pk").values_list("pk", "state", "version"))
            for model in (TakeOverRequest, DuplicatePair)]  # fmt: skip
    return (
        rows,
        Person.objects.count(),
        Merge.objects.count(),
        Caseload.objects.count(),
        Event.objects.count(),
    )
