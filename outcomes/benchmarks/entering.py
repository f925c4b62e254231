"""Entering a published figure by hand: one whose name is shipped without it, or a newer one (outcomes: Benchmarks)."""

import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from foundation.accounts.access import ask
from foundation.accounts.roles import Permission
from foundation.lifecycle import facts
from outcomes.models import Benchmark


class UnknownBenchmark(LookupError):
    """No published figure goes by that name."""


class NotEntered(ValueError):
    """A figure that comes with the list: it is compared with reports, and stays as it was published."""

    def __init__(self) -> None:
        super().__init__(
            "This figure is compared with reports and comes with the list; it is not entered by hand."
        )


@transaction.atomic
def enter_named(name: str, **entered: Any) -> Benchmark:
    """Put the figure of a name in, or right, as whoever runs the product: see `enter`.

    Raises UnknownBenchmark for a name that is not in the list, and as `enter`.
    """
    standing = Benchmark.objects.named(name).first()
    if standing is None:
        known = ", ".join(f"“{each}”" for each in Benchmark.objects.names())
        raise UnknownBenchmark(
            f"There is no published figure called “{name}”. Known are {known or 'none yet'}."
        )
    return _enter(standing, by=None, **entered)


@transaction.atomic
def enter(benchmark: Benchmark, *, by: Any, **entered: Any) -> Benchmark:
    """Put a figure in, or right; what stood there before is kept. It is told, and compared with nothing: whether it
    counts the same people is for the list to say.

    entered: `figure`, a fraction; `source`; `starts_on` and `ends_on`, both or neither. Raises NotYou, NotEntered for
    what comes with the list, and ValueError for a figure that is none.
    """
    ask(by, Permission.ENTER_BENCHMARKS)
    return _enter(benchmark, by=by, **entered)


def _enter(
    benchmark: Benchmark,
    *,
    by: Any,
    figure: Decimal,
    source: str,
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
) -> Benchmark:
    standing = Benchmark.objects.select_for_update().get(pk=benchmark.pk)
    if not standing.is_entered_by_hand:
        raise NotEntered
    if not figure.is_finite() or not 0 <= figure <= 1:
        raise ValueError("The figure is a share: a fraction from 0 to 1, like 0.33.")
    if (starts_on is None) != (ends_on is None) or (starts_on and ends_on and ends_on < starts_on):
        raise ValueError("A period has a first day and a last one, the first one first.")
    if not source.strip():
        raise ValueError("A figure without its source cannot be checked: name the publication.")
    if starts_on and Benchmark.objects.beside(standing).of_period(starts_on, ends_on).exists():
        raise ValueError("There is a figure of that name, place and period already: put that one right.")
    values = {"figure": figure, "source": source.strip(), "starts_on": starts_on, "ends_on": ends_on}
    facts.correct([(standing, values)], by=by, what="entered")
    return standing
