"""What looks unusual, made for tests: claims at some time of the clock, and somebody at a session."""

import datetime

from foundation.lifecycle.dates import LONDON
from tests.factories.hubs import BookingFactory, SessionFactory
from tests.factories.pathways import MilestoneClaimFactory
from tests.pathways.days import TODAY, day


def at(hour, minute=0, *, weekday=2):
    """That time of the last such day of the week in London; Wednesday where nothing is said."""
    past = TODAY - datetime.timedelta(days=(TODAY.weekday() - weekday) % 7 or 7)
    return datetime.datetime.combine(past, datetime.time(hour, minute), LONDON)


def claimed(hub, *, when=None, **more):
    return MilestoneClaimFactory(
        **{"team": hub.team, "claimed_by": hub.worker, "claimed_at": when or at(10), "reached_on": day(8)}
        | more
    )


def came(hub_, person, start, mark="attended", state="recorded"):
    starts_at = datetime.datetime.combine(day(3), start, LONDON)
    session = SessionFactory(
        hub=hub_, starts_at=starts_at, ends_at=starts_at + datetime.timedelta(hours=2), state=state
    )
    return BookingFactory(session=session, person=person, mark=mark)
