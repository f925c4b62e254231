"""Sections of availability and need, and the days the tests speak of."""

import datetime

from django.utils import timezone

from foundation.lifecycle.dates import LONDON
from outcomes.availability import PARTS, Asked
from outcomes.periods import period
from outcomes.places import place_named

TODAY = datetime.date(2026, 6, 10)


PAGE = "/availability/hub/chatham/2026-Q2/{}/"


def section(key, *, kind="hub", name="Chatham", of="2026-Q2", internal=True):
    """A section's rows, by their headers."""
    asked = Asked(place_named(kind, name), period(of), timezone.localdate(), internal)
    found = {each.key: each for part in PARTS for each in part.sections(asked)}[key]
    return {first: tuple(rest) for first, *rest in found.rows}


def day(number, month=6):
    return datetime.date(2026, month, number)


def at(date, hour=10):
    return datetime.datetime.combine(date, datetime.time(hour), LONDON)
