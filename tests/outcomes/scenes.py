"""A person released on a day, and the reading of one line: what the tests of single rules are written with."""

import datetime

from foundation.lifecycle.dates import end_of_london_day
from outcomes.indicators import indicator
from outcomes.moments import report_moment
from outcomes.periods import quarter_with
from outcomes.places import place_named
from outcomes.report import line_of
from tests.factories.people import PersonAreaFactory, PersonFactory, ReleaseFactory
from tests.factories.referrals import ReferralFactory

RELEASED = datetime.date(2023, 3, 1)
AS_AT = datetime.date(2025, 6, 30)


def later(days, day=RELEASED):
    """The date some days after the release."""
    return day + datetime.timedelta(days=days)


def living_in(area, **about):
    """A person who has always lived in the area."""
    person = PersonFactory(**about)
    PersonAreaFactory(person=person, area=area)
    return person


def released(person, on=RELEASED, **about):
    return ReleaseFactory(person=person, released_on=on, **about)


def referred(person, hub, on, **about):
    """A referral submitted on the day."""
    at = datetime.datetime(on.year, on.month, on.day, 12, tzinfo=datetime.UTC)
    return ReferralFactory(person=person, hub=hub, submitted_at=at, **about)


def parts(slug, *, day=RELEASED, as_at=AS_AT, known_at=None, kind="area", name="Medway", period=None):
    """The parts of an indicator with anybody in them, in the quarter of a day."""
    line = a_line(slug, day=day, as_at=as_at, known_at=known_at, kind=kind, name=name, period=period)
    found = {
        "event": line.cell.parts.events,
        "non_event": line.cell.parts.non_events,
        "unknown": line.cell.parts.unknown,
        **line.cell.parts.excluded,
        **line.apart,
    }
    return {part: number for part, number in found.items() if number}


def a_line(slug, *, day=RELEASED, as_at=AS_AT, known_at=None, kind="area", name="Medway", period=None):
    """The uncontrolled line of an indicator. A known-at date means the end of that day."""
    at = report_moment(as_at, known_at and end_of_london_day(known_at))
    return line_of(indicator(slug), place_named(kind, name), period or quarter_with(day), at, internal=True)
