"""Entering a published figure by hand: one whose name is shipped without it, or a newer one (outcomes: Benchmarks)."""

import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from foundation.lifecycle import facts
from outcomes.models import Benchmark


class UnknownBenchmark(LookupError):
    """No published figure goes by that name."""


@transaction.atomic
def enter(
    name: str,
    *,
    figure: Decimal,
    source: str,
    by: Any = None,
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
) -> Benchmark:
    """Put the figure of a name in, or right; what stood there before is kept. It is told, and compared with nothing:
    whether it counts the same people is for the list to say.

    Raises UnknownBenchmark for a name that is not in the list, and ValueError for a figure that is none.
    """
    standing = Benchmark.objects.select_for_update().named(name).first()
    if standing is None:
        known = ", ".join(f"“{each}”" for each in Benchmark.objects.names())
        raise UnknownBenchmark(
            f"There is no published figure called “{name}”. Known are {known or 'none yet'}."
        )
    if standing.same_definition:
        raise ValueError(
            "This figure is compared with reports and comes with the list; it is not entered by hand."
        )
    if not figure.is_finite() or not 0 <= figure <= 1:
        raise ValueError("The figure is a share: a fraction from 0 to 1, like 0.33.")
    if (starts_on is None) != (ends_on is None) or (starts_on and ends_on and ends_on < starts_on):
        raise ValueError("A period has a first day and a last one, the first one first.")
    if not source.strip():
        raise ValueError("A figure without its source cannot be checked: name the publication.")
    values = {"figure": figure, "source": source.strip(), "starts_on": starts_on, "ends_on": ends_on}
    facts.correct([(standing, values)], by=by, what="entered")
    return standing
