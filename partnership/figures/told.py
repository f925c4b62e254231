"""What partners entered, as it stood when packs were built: everybody reads what packs have told (decision 146)."""

import datetime
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F

from outcomes.periods import Period
from outcomes.periods import period as period_named

from ..models import EnteredFigure, Pack
from ..states import READABLE_PACK


@dataclass(frozen=True)
class Built:
    """A pack that was built: it tells figures of periods that ended by `tells_until`, as they stood at `built_at`."""

    key: int
    tells_until: datetime.date
    built_at: datetime.datetime
    is_readable: bool

    def tells(self, period: Period) -> bool:
        return period.ends_on <= self.tells_until


@dataclass(frozen=True)
class Entered:
    """Everything that was entered in one partnership, what was put right since too, in the order of the first entries;
    and the packs built meanwhile, the oldest first.
    """

    versions: Sequence[EnteredFigure]
    packs: Sequence[Built]

    def now(self) -> Iterator[tuple[None, EnteredFigure]]:
        """What stands."""
        return ((None, row) for row in self.versions if stood(row, None))

    def told(self) -> Iterator[tuple[Built, EnteredFigure]]:
        """Of each measure and period what stood there when the pack was built that was built last of those that tell
        the period and can be read. What was entered or put right since waits for the next pack.
        """
        last = [pack for pack in reversed(self.packs) if pack.is_readable]
        for row in self.versions:
            period = period_named(row.period)
            pack = next((each for each in last if each.tells(period)), None)
            if pack and stood(row, pack):
                yield pack, row


def stood(row: EnteredFigure, pack: Built | None) -> bool:
    """Whether the row was what stood there when the pack was built; None: whether it stands now."""
    if pack is None:
        return row.superseded_at is None
    known_until = row.superseded_at
    return row.recorded_at <= pack.built_at and (known_until is None or known_until > pack.built_at)


def entered_in(measures: Iterable[int], *, with_packs_of: Container[int]) -> list[Entered]:
    """By partnership, in two queries. with_packs_of: the measures whose packs are asked for."""
    versions = EnteredFigure.versions.filter(measure__in=measures)
    found: dict[int, list[EnteredFigure]] = {}
    wanted = set()
    for row in versions.annotate(partnership=F("measure__priority__plan__partnership")):
        found.setdefault(row.partnership, []).append(row)
        if row.measure_id in with_packs_of:
            wanted.add(row.partnership)
    packs = _packs_of(wanted)
    return [Entered(sorted(rows, key=_first_entry), packs.get(of, ())) for of, rows in found.items()]


def _first_entry(row: EnteredFigure) -> tuple[int, int]:
    """What was put right keeps its place: a correction lays a copy aside, which names the row that stands."""
    return row.version_of_id or row.pk, row.pk


def _packs_of(partnerships: set[int]) -> Mapping[int, Sequence[Built]]:
    found: dict[int, list[Built]] = {}
    built = Pack.objects.filter(partnership__in=partnerships).order_by("built_at", "pk")
    for of, key, label, at, state in built.values_list("partnership", "pk", "period", "built_at", "state"):
        pack = Built(key, period_named(label).ends_on, at, state in READABLE_PACK)
        found.setdefault(of, []).append(pack)
    return found
