"""The hours a hub is open until its manager says so."""

import datetime
from collections import defaultdict

from foundation.intake.reference import Loaded, Rows

from ..models import Hub, OpeningHours, Weekday

WEEKDAYS = {day.label: day.value for day in Weekday}

Hours = set[tuple[int, datetime.time, datetime.time, datetime.date]]


def load_opening_hours(rows: Rows) -> Loaded:
    """Example hours: a row without a hub is for every hub that has no rows of its own.

    A hub whose manager has said when it is open is left alone for good.
    """
    wanted: dict[str, Hours] = defaultdict(set)
    for row in rows:
        wanted[row["hub"]].add(_hours(row))
    unsaid = Hub.objects.filter(hours_set_at=None).prefetch_related("opening_hours")
    new, gone = [], []
    for hub in unsaid:
        known = {
            (each.weekday, each.opens_at, each.closes_at, each.from_on): each
            for each in hub.opening_hours.all()
        }
        hours = wanted.get(hub.name, wanted[""])
        new += [
            OpeningHours(hub=hub, weekday=weekday, opens_at=opens, closes_at=closes, from_on=since)
            for weekday, opens, closes, since in sorted(hours - known.keys())
        ]
        gone += [each.pk for name, each in known.items() if name not in hours]
    OpeningHours.objects.filter(pk__in=gone).delete()
    OpeningHours.objects.bulk_create(new, batch_size=1000)
    return Loaded(new=len(new), changed=len(gone))


def _hours(row) -> tuple[int, datetime.time, datetime.time, datetime.date]:
    opens, closes = (datetime.time.fromisoformat(row[name]) for name in ("opens_at", "closes_at"))
    return WEEKDAYS[row["weekday"]], opens, closes, datetime.date.fromisoformat(row["from_on"])
