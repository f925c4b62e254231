"""What a hub tells the key worker of a referral about the person's bookings."""

import datetime

import pytest
from django.utils import timezone

from hubs import actions as hubs
from tests.factories.hubs import BookingFactory, SessionFactory
from tests.factories.people import LimitedAccessFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def key_worker(hub):
    return scene.a_worker(hub)


@pytest.fixture
def booking(hub, referrer, key_worker):
    referral = scene.a_referral("started", hub=hub, referrer=referrer, key_worker=key_worker)
    later = SessionFactory(hub=hub, starts_at=timezone.now() + datetime.timedelta(days=2))
    return BookingFactory(session=later, person=referral.person)


def test_a_key_worker_from_whom_the_person_is_hidden_is_told_nothing(booking, key_worker, worker):
    LimitedAccessFactory(person=booking.person, user=key_worker)
    hubs.mark_not_held(booking.session, by=worker, reason="Staff absence")
    assert not key_worker.notices.exists()


def test_the_key_worker_of_another_hub_is_told_nothing(booking, worker, referrer):
    elsewhere = scene.a_worker(booking.hub)
    scene.a_referral("started", person=booking.person, referrer=referrer, key_worker=elsewhere)
    hubs.mark_not_held(booking.session, by=worker, reason="Staff absence")
    assert not elsewhere.notices.exists()


def test_the_key_worker_is_told_once_and_whoever_did_it_is_not(booking, key_worker, worker):
    hubs.mark_not_held(booking.session, by=worker, reason="Staff absence")
    assert [notice.kind for notice in key_worker.notices.all()] == ["session_not_held"]
    assert not worker.notices.exists()
