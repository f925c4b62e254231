"""What is typed and read on the pages about hubs."""

import datetime

from django.urls import reverse

TODAY = datetime.date(2026, 6, 1)


DAY = datetime.timedelta(days=1)


def page(name, hub, *more):
    return reverse(name, args=[hub.slug, *more])


def text_of(answer):
    return " ".join(answer.content.decode().split())


WEEK = {"from_on": "1 June 2026", "day_0": "9.30 to 12.30, 13.30 - 16.30", "day_4": "10am until 2pm"}


CLOSED = {"first_on": "3 June 2026", "last_on": "5 June 2026", "reason": "Staff training"}
