"""Who is told about a referral: nobody from whom the person is hidden, and always somebody who can act."""

import pytest

from foundation.accounts.models import Notice
from foundation.accounts.roles import Role
from referrals import actions as referrals
from referrals import recipients
from referrals.gate.notices import tell_other_side
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import LimitedAccessFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(hub):
    return scene.a_worker(hub)


@pytest.fixture
def started(hub, referrer, worker, colleague):
    return scene.a_referral("started", hub=hub, referrer=referrer, key_worker=worker)


def _manager_of(team):
    return UserFactory(role=Role.HUB_MANAGER, teams=[team])


def leaves(user):
    user.teams.clear()


def moves_elsewhere(user):
    user.teams.set([TeamFactory()])


def signs_in_no_more(user):
    user.is_active = False
    user.save()


GONE = pytest.mark.parametrize("gone", [leaves, moves_elsewhere, signs_in_no_more])


def fresh(referral):
    """As the next request reads it, with its users."""
    return type(referral).objects.get(pk=referral.pk)


def test_a_key_worker_from_whom_the_person_is_hidden_is_told_nothing_and_the_hub_is(
    started, worker, colleague, referrer
):
    LimitedAccessFactory(person=started.person, user=worker)
    assert recipients.hub_side(started) == [colleague]
    tell_other_side(started, "a joint meeting is recorded", by=referrer)
    assert [notice.user for notice in Notice.objects.all()] == [colleague]


def test_a_referrer_from_whom_the_person_is_hidden_is_told_nothing_and_their_team_is(started, referrer):
    beside = scene.a_practitioner(team=scene.team_of(referrer))
    LimitedAccessFactory(person=started.person, user=referrer)
    assert recipients.referring_side(started) == [beside]


def test_hidden_from_all_of_them_it_is_told_to_nobody(started, worker, colleague):
    for user in (worker, colleague):
        LimitedAccessFactory(person=started.person, user=user)
    assert recipients.hub_side(started) == []


@GONE
def test_when_the_key_worker_has_gone_the_hub_is_told(started, worker, colleague, gone):
    assert recipients.hub_side(started) == [worker]
    gone(worker)
    assert recipients.hub_side(fresh(started)) == [colleague]


def test_whoever_took_it_at_the_hub_that_handed_it_over_is_not_the_new_hubs_side(hub, referrer, worker):
    dover = HubFactory(name="Dover")
    waits = scene.a_referral("waiting", hub=hub, referrer=referrer, taken_by=worker)
    there = scene.a_manager(dover)
    asked = referrals.request_transfer(waits, by=scene.a_manager(hub), to_hub=dover, reason="She moved")
    referrals.agree_transfer(asked, by=there)
    assert recipients.hub_side(fresh(waits)) == [there]


@GONE
def test_when_the_referrer_has_gone_their_team_is_told(started, referrer, gone):
    beside = scene.a_practitioner(team=scene.team_of(referrer))
    assert recipients.referring_side(started) == [referrer]
    gone(referrer)
    assert recipients.referring_side(fresh(started)) == [beside]


def test_the_manager_of_the_team_above_is_asked_for_a_transfer_and_not_one_from_whom_it_is_hidden(
    started, hub
):
    dover = HubFactory(name="Dover", team=TeamFactory(parent=TeamFactory()))
    above, hidden = (_manager_of(dover.team.parent) for _ in range(2))
    LimitedAccessFactory(person=started.person, user=hidden)
    referrals.request_transfer(started, by=scene.a_manager(hub), to_hub=dover, reason="She moved to Dover")
    assert [notice.user for notice in Notice.objects.filter(kind="transfer_asked")] == [above]
