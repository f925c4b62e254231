"""Many people referred to a hub, and some of them coming to it."""

import datetime

from foundation.lifecycle.transitions import enter
from hubs.models import Booking
from referrals.models import Referral
from tests.factories.hubs import SessionFactory
from tests.factories.referrals import ReferralFactory

from .scenes import later, referred


def came(hub, people, day):
    """All of these came to one session, some days after their release."""
    session = SessionFactory(hub=hub, state="recorded", starts_at=noon(later(day)))
    Booking.objects.bulk_create(
        enter(Booking(session=session, person=each, hub=hub, held_on=later(day), mark="attended"), "booked")
        for each in people
    )


def refer(hub, people, mark="L"):
    """Everybody has a live referral to the hub on the day of release."""
    first = referred(people[0], hub, later(-20))
    Referral.objects.bulk_create(
        ReferralFactory.build(
            person=each, hub=hub, referrer=first.referrer, source=first.source, team=first.team,
            submitted_at=first.submitted_at, reference=f"{mark}-{number}",
        )
        for number, each in enumerate(people[1:])
    )  # fmt: skip


def noon(day):
    return datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)
