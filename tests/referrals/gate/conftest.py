"""A referral on its way through the gate: before the release, and after it."""

import datetime

import pytest
from django.utils import timezone

from tests.factories.people import ReleaseFactory
from tests.referrals import scene
from tests.referrals.gate.recording import days


@pytest.fixture
def accepted(referrer, hub, worker):
    return scene.a_referral("accepted", hub=hub, referrer=referrer, key_worker=worker)


@pytest.fixture
def expected(accepted):
    """A release that is still to come, on no Friday."""
    day = days(40)
    return ReleaseFactory(
        person=accepted.person,
        released_on=None,
        expected_on=day + datetime.timedelta(days=day.weekday() == 4),
    )


@pytest.fixture
def released(accepted):
    accepted_at = timezone.now() - datetime.timedelta(days=30)
    type(accepted).objects.filter(pk=accepted.pk).update(
        submitted_at=accepted_at - datetime.timedelta(days=9), decided_at=accepted_at
    )
    accepted.refresh_from_db()
    return ReleaseFactory(person=accepted.person, released_on=days(-3))
