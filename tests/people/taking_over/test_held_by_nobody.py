"""A request for somebody whom no team holds: which data steward lets them go."""

import pytest
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle.models import RunningClock
from people import actions
from people.models import Person
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import CaseloadFactory, InvolvementFactory, LimitedAccessFactory
from tests.people.taking_over.asking import queue, sees_clock, told_of

pytestmark = pytest.mark.django_db


def clock_of(asked):
    return RunningClock.objects.get(clock="take_over_answer", subject_id=asked.pk)


@pytest.fixture
def left(person, ago):
    """Nobody holds the person any more, and nobody has for longer than a former team reads."""
    person.caseloads.update(since=ago(200), until=ago(100))
    return person


def test_whom_nobody_holds_is_not_let_go_by_the_former_team_or_another_steward(
    left, asked, practitioner, client
):
    other = UserFactory(role=Role.DATA_STEWARD)
    actions.route_take_overs()
    assert queue(practitioner) == queue(other) == []
    for user in (practitioner, other):
        with pytest.raises(NotYou):
            actions.agree_to_take_over(asked, by=user)


def test_a_steward_from_whom_the_record_is_hidden_learns_nothing_of_the_request(left, asked, steward, client):
    LimitedAccessFactory(person=left, user=steward)
    actions.route_take_overs()
    assert queue(steward) == []
    assert not told_of(asked)
    assert not RunningClock.objects.exists()


def test_of_the_dead_nobody_is_asked(left, asked, steward, ago):
    Person.objects.filter(pk=left.pk).update(died_on=ago(1))
    actions.route_take_overs()
    assert queue(steward) == []
    assert not RunningClock.objects.exists()


def test_the_steward_of_the_organisation_that_held_the_person_last_lets_them_go(
    client, left, asked, steward, stranger
):
    assert actions.route_take_overs() == 1
    assert told_of(asked) == {steward}
    assert (clock_of(asked).team, clock_of(asked).user) == (None, steward)
    assert sees_clock(client, steward, asked)
    page = client.get(reverse("take_over_answer", args=[asked.uuid])).content.decode()
    assert "Kofi Larkfield" in page
    client.post(reverse("take_over_answer", args=[asked.uuid]), {"answer": "agree"})
    assert Person.objects.held_by(stranger).get() == left


def test_an_organisation_without_a_steward_is_passed_over_for_the_one_before_or_involved(
    left, asked, steward, stranger, ago
):
    without = TeamFactory()
    CaseloadFactory(person=left, team=without, practitioner=None, since=ago(90), until=ago(60))
    assert queue(steward) == [asked]
    left.caseloads.filter(team__organisation=steward.organisation).delete()
    assert queue(steward) == []
    InvolvementFactory(person=left, team=TeamFactory(organisation=steward.organisation))
    assert queue(steward) == [asked]


def test_once_a_team_holds_the_person_the_request_is_theirs_and_hidden_as_ever(
    client, left, asked, steward, today
):
    actions.route_take_overs()
    assert clock_of(asked).person_id is None
    gaining = TeamFactory()
    after, hidden_from = (UserFactory(role=Role.PRACTITIONER, teams=[gaining]) for _ in range(2))
    LimitedAccessFactory(person=left, user=hidden_from)
    actions.hand_to(left, by=None, team=gaining, practitioner=after, reason="On licence again")
    assert queue(steward) == []
    assert queue(after) == [asked]
    assert sees_clock(client, after, asked)
    assert not sees_clock(client, hidden_from, asked)
