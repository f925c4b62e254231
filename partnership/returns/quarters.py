"""Quarters of returns."""

import datetime

from outcomes.periods import Period, UnknownPeriod, period, quarter_with

ONE_DAY = datetime.timedelta(days=1)


def quarter_that_ended_last(day: datetime.date) -> Period:
    """The last quarter that was over before a day."""
    return quarter_with(quarter_with(day).starts_on - ONE_DAY)


def quarter_asked(label: str, day: datetime.date) -> Period:
    """The quarter of an address; the one that ended last for anything else."""
    try:
        asked = period(label)
    except UnknownPeriod:
        return quarter_that_ended_last(day)
    return quarter_that_ended_last(day) if asked.is_year else asked
