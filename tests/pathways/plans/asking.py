"""What the tests of plans write."""

import datetime

from tests.pathways.days import TODAY

THIS_MONTH = TODAY.replace(day=1)


def month(ahead: int) -> datetime.date:
    """The first day of the month so many months ahead; negative for one that is over."""
    year, number = divmod(THIS_MONTH.year * 12 + THIS_MONTH.month - 1 + ahead, 12)
    return datetime.date(year, number + 1, 1)


GOAL = {
    "words": "A job in a kitchen", "pathway": None, "step": "Ask the college for a place on the course",
    "owner": "person", "due_month": month(1),
}  # fmt: skip
STEP = {"words": "Write to the café about a work trial", "owner": "key_worker", "due_month": month(2)}
