"""Days counted from the day the tests were collected; the clock stands on it, so that midnight changes nothing."""

import datetime

TODAY = datetime.date.today()
NOON = datetime.datetime.combine(TODAY, datetime.time(12), tzinfo=datetime.UTC)


def day(ago: int) -> datetime.date:
    """So many days ago; negative for a day to come."""
    return TODAY - datetime.timedelta(days=ago)
