"""Days counted from today."""

import datetime


def day(ago: int) -> datetime.date:
    """So many days ago; negative for a day to come."""
    return datetime.date.today() - datetime.timedelta(days=ago)
