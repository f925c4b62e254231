"""A concern that a hub worker raises is told at once to whoever holds the person, and to their key worker there."""

import pytest
from django.utils import timezone

from foundation.accounts.roles import Role
from hubs import actions as hubs
from hubs.register.entries import Entry
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, HubFactory, SessionFactory
from tests.factories.people import CaseloadFactory, ConsentFactory, InvolvementFactory, PersonFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db


def test_a_concern_reaches_the_practitioner_and_the_key_worker_and_no_colleague():
    hub, person = HubFactory(), PersonFactory()
    key_worker, writer, colleague = (UserFactory(role=Role.HUB_WORKER, teams=[hub.team]) for _ in range(3))
    holder = UserFactory(role=Role.PRACTITIONER)
    CaseloadFactory(person=person, practitioner=holder)
    InvolvementFactory(person=person, team=hub.team, since=timezone.localdate())
    ConsentFactory(person=person)
    ReferralFactory(person=person, hub=hub, state="started", key_worker=key_worker)
    booking = BookingFactory(session=SessionFactory(hub=hub), person=person)
    worried = {booking.uuid: Entry(0, concern="Has nowhere to sleep tonight")}
    hubs.save_register(booking.session, worried, by=writer)
    told = [
        user.notices.filter(kind="concern_raised").count() for user in (holder, key_worker, colleague, writer)
    ]
    assert told == [1, 1, 0, 0]
