"""What is seen by break-glass alone is read, and nothing is done with it (domain: Restricted records)."""

import pytest
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.lifecycle.transitions import open_to
from people.models import LimitedAccess
from referrals import actions as referrals
from referrals.models import Referral, Transfer
from tests.factories.hubs import HubFactory
from tests.factories.people import BreakGlassFactory, LimitedAccessFactory
from tests.factories.referrals import TransferFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(hub):
    return scene.a_manager(hub)


def opened(referral, *users):
    """Restricted, and opened by each of them for an hour; the referral as fetched after that."""
    LimitedAccessFactory(person=referral.person, kind=LimitedAccess.Kind.RESTRICTION, user=None)
    for user in users:
        BreakGlassFactory(user=user, person=referral.person)
    return Referral.objects.get(pk=referral.pk)


@pytest.mark.parametrize("state", ["information_requested", "submitted", "started", "completed"])
def test_no_verb_is_open_to_either_side(hub, worker, manager, referrer, state):
    referral = scene.a_referral(state, hub=hub, referrer=referrer, key_worker=worker)
    sides = (referrer, worker, manager)
    assert any(open_to(user, referral) for user in sides)
    referral = opened(referral, *sides)
    for user in sides:
        assert Referral.objects.visible_to(user).filter(pk=referral.pk).exists()
        assert open_to(user, referral) == []


def test_the_page_is_read_and_its_verbs_are_refused(hub, worker, signed_in):
    referral = opened(scene.a_referral("submitted", hub=hub), worker)
    assert signed_in(worker).get(reverse("referral_detail", args=[referral.uuid])).status_code == 200
    assert signed_in(worker).post(reverse("referral_take", args=[referral.uuid])).status_code == 403


def test_no_transfer_is_answered_or_taken_back(hub, manager):
    dover = HubFactory()
    asked, there = scene.a_referral("started", hub=hub), scene.a_manager(dover)
    transfer = TransferFactory(referral=asked, to_hub=dover)
    assert set(open_to(there, transfer)) == {"agree", "refuse"}
    opened(asked, manager, there)
    transfer = Transfer.objects.get(pk=transfer.pk)
    assert open_to(there, transfer) == open_to(manager, transfer) == []


def test_nobody_is_referred(referrer):
    referral = opened(scene.a_referral("withdrawn", person=scene.a_person_held_by(referrer)), referrer)
    with pytest.raises(NotYou):
        referrals.begin_draft(referral.person, by=referrer)


def test_a_referral_that_was_fetched_with_whether_its_person_is_known_says_the_same(hub, worker, manager):
    referral = scene.a_referral("submitted", hub=hub)
    opened(referral, worker)
    LimitedAccessFactory(person=referral.person, kind=LimitedAccess.Kind.RESTRICTION, user=manager)
    for asked_for, verbs in ((worker, False), (manager, True)):
        fetched = Referral.objects.with_whether_known_to(asked_for).get(pk=referral.pk)
        assert bool(open_to(asked_for, fetched)) is verbs
        assert not open_to(worker, fetched)  # asked of the manager, it says nothing of anybody else
