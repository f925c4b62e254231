"""Counting again what is doubted or of another day, and keeping it (issue: Rollups).

Counting takes long and is done without a lock. What was counted is kept only where nobody doubted it meanwhile.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from outcomes import engine
from outcomes.indicators import SPECIFICATION, Indicator
from outcomes.models import Bucket, DoubtedPlace, KeptQuarter
from outcomes.models.rollup import CENSORED, NOWHERE, STOP
from outcomes.moments import ReportMoment
from outcomes.places import Family

from .settling import is_verified_ahead, settles

BATCH = 2000
MANY = 8  # runs of quarters; beyond them, one pass over all that lies between costs less

Places = frozenset[int | None] | None  # those to count again; None for all
_Stops = Counter[tuple[int, bool]]


def is_as_at_month_end(at: ReportMoment) -> bool:
    """Whether a moment that the rollup answers is the end of a month, and not today."""
    return at.as_at != timezone.localdate()


def of_quarters(battery: Iterable[Indicator], family: Family, at: ReportMoment, quarters: range) -> Q:
    """The kept quarters of these indicators, by the specification in force: of today, or of the month's end."""
    slugs = [each.slug for each in battery]
    return Q(
        specification=SPECIFICATION,
        indicator__in=slugs,
        family=family.name,
        at_month_end=is_as_at_month_end(at),
        quarter__gte=quarters.start,
        quarter__lt=quarters.stop,
    )


def is_fresh(battery: Iterable[Indicator], at: ReportMoment) -> Q:
    """Those whose counts are the ones of the moment, but for doubted places."""
    of_day = Q(as_at=at.as_at) | Q(is_settled=True, as_at__lt=at.as_at)
    resting_on_offences = Q(indicator__in=[each.slug for each in battery if each.needs_offences])
    as_far = Q(offences_to__isnull=True) if at.offences_to is None else Q(offences_to=at.offences_to)
    return of_day & Q(code_version=settings.CODE_VERSION) & (~resting_on_offences | as_far)


def bring_up_to(battery: Sequence[Indicator], family: Family, at: ReportMoment, quarters: range) -> None:
    """Count again, of these indicators and quarters, what is not kept as at the moment."""
    _make_lacking(battery, family, at, quarters)
    kept = KeptQuarter.objects.filter(of_quarters(battery, family, at, quarters)).order_by("pk")
    rows, fresh = list(kept), set(kept.filter(is_fresh(battery, at)).values_list("pk", flat=True))
    doubted: dict[int, set[int | None]] = defaultdict(set)
    for key, place in DoubtedPlace.objects.filter(kept__in=fresh).values_list("kept", "place"):
        doubted[key].add(None if place == NOWHERE else place)
    _count_again(battery, family, at, [row for row in rows if row.pk not in fresh], None)
    if doubted:
        places = frozenset[int | None]().union(*doubted.values())
        _count_again(battery, family, at, [row for row in rows if row.pk in doubted], places)


def _make_lacking(battery: Sequence[Indicator], family: Family, at: ReportMoment, quarters: range) -> None:
    """Make the rows of these quarters that are not there yet."""
    kept = KeptQuarter.objects.filter(of_quarters(battery, family, at, quarters))
    there = set(kept.values_list("indicator", "quarter"))
    wanted = [(each.slug, quarter) for each in battery for quarter in quarters]
    KeptQuarter.objects.bulk_create(
        [
            KeptQuarter(
                specification=SPECIFICATION,
                indicator=slug,
                family=family.name,
                quarter=quarter,
                at_month_end=is_as_at_month_end(at),
            )
            for slug, quarter in wanted
            if (slug, quarter) not in there
        ],
        ignore_conflicts=True,
        batch_size=BATCH,
    )


def _count_again(
    battery: Sequence[Indicator],
    family: Family,
    at: ReportMoment,
    rows: Sequence[KeptQuarter],
    places: Places,
) -> None:
    """Count these rows' quarters, everywhere or at these places, and keep what nobody doubted meanwhile."""
    for run in _runs(sorted({row.quarter for row in rows})):
        counted = _counted(battery, family, at, run, places)
        stopped = {
            each.slug: engine.stops(each, family, at, run, places) for each in battery if each.follow_up
        }
        _keep(battery, at, [row for row in rows if row.quarter in run], counted, stopped, places)


def _counted(
    battery: Sequence[Indicator], family: Family, at: ReportMoment, quarters: range, places: Places
) -> Mapping[str, Mapping[engine.Where, engine.Counts]]:
    if len(battery) == 1:
        return {battery[0].slug: engine.counts(battery[0], family, at, quarters, places)}
    return engine.counts_together(battery, family, at, quarters, places)


@transaction.atomic
def _keep(
    battery: Sequence[Indicator],
    at: ReportMoment,
    rows: Sequence[KeptQuarter],
    counted: Mapping[str, Mapping[engine.Where, engine.Counts]],
    stopped: Mapping[str, Mapping[engine.Where, _Stops]],
    places: Places,
) -> None:
    """Put the counts in the place of the former ones, but for rows that took another turn since they were read."""
    turns = {row.pk: row.turn for row in rows}
    locked = KeptQuarter.objects.filter(pk__in=turns).select_for_update().order_by("pk")
    kept = {(row.indicator, row.quarter): row for row in locked if row.turn == turns[row.pk]}
    keys = [row.pk for row in kept.values()]
    former = Bucket.objects.filter(kept__in=keys)
    (former if places is None else former.filter(engine.at_places(places))).delete()
    DoubtedPlace.objects.filter(kept__in=keys).delete()
    Bucket.objects.bulk_create(_buckets(kept, counted), batch_size=BATCH)
    Bucket.objects.bulk_create(_stops(kept, stopped), batch_size=BATCH)
    fresh: dict[str, Any] = {"turn": F("turn") + 1}
    if places is None:
        fresh |= {"as_at": at.as_at, "offences_to": at.offences_to, "code_version": settings.CODE_VERSION}
    settled = _settled(battery, at, kept.values())
    KeptQuarter.objects.filter(pk__in=set(keys) - settled).update(is_settled=False, **fresh)
    KeptQuarter.objects.filter(pk__in=settled).update(is_settled=True, **fresh)


def _settled(battery: Sequence[Indicator], at: ReportMoment, rows: Iterable[KeptQuarter]) -> set[int]:
    """The keys of the rows that stay as they are while days pass."""
    declared = {each.slug: each for each in battery}
    found = {row.pk for row in rows if settles(declared[row.indicator], row.quarter, at.as_at)}
    ahead = bool(found) and any(each.verified for each in battery) and is_verified_ahead(at.as_at)
    return set() if ahead else found


def _buckets(
    kept: Mapping[tuple[str, int], KeptQuarter], counted: Mapping[str, Mapping[engine.Where, engine.Counts]]
) -> Iterator[Bucket]:
    for slug, found in counted.items():
        for (place, quarter), parts in found.items():
            for part, number in parts.items() if (slug, quarter) in kept else ():
                row = kept[slug, quarter]
                yield Bucket(
                    kept=row, place=place, part=part.name, reason=part.reason, of=part.of, number=number
                )


def _stops(
    kept: Mapping[tuple[str, int], KeptQuarter], stopped: Mapping[str, Mapping[engine.Where, _Stops]]
) -> Iterator[Bucket]:
    for slug, found in stopped.items():
        for (place, quarter), days in found.items():
            for (day, with_event), number in days.items() if (slug, quarter) in kept else ():
                row, of = kept[slug, quarter], "" if with_event else CENSORED
                yield Bucket(kept=row, place=place, part=STOP, reason=day, of=of, number=number)


def _runs(quarters: Sequence[int]) -> list[range]:
    """The quarters in as few runs as there are, each without a gap; of very many, one over all of them."""
    runs: list[range] = []
    for quarter in quarters:
        if runs and runs[-1].stop == quarter:
            runs[-1] = range(runs[-1].start, quarter + 1)
        else:
            runs.append(range(quarter, quarter + 1))
    return [range(quarters[0], quarters[-1] + 1)] if len(runs) > MANY else runs
