"""Whether a release counts as supervised at a point after it (outcomes: E1, Series break)."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from outcomes.moments import ReportMoment
from people.models import Supervision

PROBATION_RESET = datetime.date(2024, 5, 1)


def is_not_supervised(at: ReportMoment, day: Any) -> Q:
    """Whether supervision had ended before the day; from 1 May 2024, also whether there was none.

    day: the expression of the day, as it is said inside a subquery.
    """
    known = _supervisions_until(at, day)
    standing = known.filter(Q(ended_on=None) | Q(ended_on__gte=day))
    return ~Q(Exists(standing)) & (Q(released_on__gte=PROBATION_RESET) | Q(Exists(known)))


def _supervisions_until(at: ReportMoment, day: Any) -> QuerySet:
    """The person's supervision after the release, as far as it had begun by the day."""
    return at.known(Supervision).filter(
        Q(ended_on=None) | Q(ended_on__gt=OuterRef("released_on")),
        person=OuterRef("person_id"),
        started_on__lte=day,
    )
