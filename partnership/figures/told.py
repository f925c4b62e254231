"""What partners entered, as everybody may read it: published packs tell it, and nothing else does (decision 146)."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F

from outcomes.periods import Period
from outcomes.periods import period as period_named

from ..models import EnteredFigure, Pack

Telling = Sequence[tuple[Period, datetime.datetime]]  # of packs: their period, and when they were built


def told_in_packs(measures: Iterable[int]) -> list[EnteredFigure]:
    """Of each measure and period what stood there when the pack was built that was built last of those that tell the
    period and can be read; in two queries. A figure that was entered or put right since waits for the next pack.
    """
    versions = EnteredFigure.versions.filter(measure__in=measures).order_by("recorded_at", "pk")
    rows = list(versions.annotate(partnership=F("measure__priority__plan__partnership")))
    packs = _packs_of({row.partnership for row in rows})
    found: dict[tuple[int, str], EnteredFigure] = {}
    for row in rows:
        told_at = _told_at(packs.get(row.partnership, ()), period_named(row.period))
        if (
            told_at
            and row.recorded_at <= told_at
            and (row.superseded_at is None or row.superseded_at > told_at)
        ):
            found[row.measure_id, row.period] = row
    return list(found.values())


def _packs_of(partnerships: set[int]) -> Mapping[int, Telling]:
    found: dict[int, list[tuple[Period, datetime.datetime]]] = {}
    built = Pack.objects.filter(partnership__in=partnerships).readable()
    for partnership, label, built_at in built.values_list("partnership", "period", "built_at"):
        found.setdefault(partnership, []).append((period_named(label), built_at))
    return found


def _told_at(packs: Telling, period: Period) -> datetime.datetime | None:
    """When the last pack was built that tells a figure of the period: of one that ended with it or later."""
    return max((built_at for of, built_at in packs if of.ends_on >= period.ends_on), default=None)
