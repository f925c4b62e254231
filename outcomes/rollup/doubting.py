"""What marks mean: which kept counts are doubted, and counted again before they are read (issue: Rollups).

Doubting is cheap and counting again is not. So a reader doubts all that marks reach, and counts again only what it asks
for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from foundation.lifecycle.dates import ONE_DAY, Quarter, quarter_of
from hubs.models import Booking
from outcomes.indicators.declaration import Index
from outcomes.models import DoubtedPlace, KeptQuarter, Mark
from outcomes.models.rollup import NOWHERE
from outcomes.moments import ReportMoment
from outcomes.places import AREAS, HUBS

from .reach import INDEXES, KEPT, REACH, counted_on, known_rows

FAMILIES = (AREAS, HUBS)
FEW = (
    5000  # marks; with more, to find out what each of them reaches costs more than to count everything again
)
AT_ONCE = 500  # keys in one query
_OF_SESSIONS = {
    "session": "pk",
    "booking": "session_id",
}  # the indexes whose rows are in a session, by which column


@dataclass
class Reached:
    """What marks reach among the rows of one index: all of them, whole quarters of a family, or places in those."""

    everything: bool = False
    quarters: set[tuple[str, int]] = field(default_factory=set)
    places: dict[tuple[str, int], set[int]] = field(default_factory=lambda: defaultdict(set))

    def add_day(self, mark: Mark) -> None:
        """The day on which a row is, or was, counted itself, wherever it was; in London it is that day or the next."""
        if mark.day is not None:
            days = (mark.day, mark.day + ONE_DAY)
            self.quarters |= {(family.name, quarter_of(day)) for family in FAMILIES for day in days}

    def add_rows(self, rows: QuerySet, index: Index, at: ReportMoment, moves: Iterable[str]) -> None:
        """The quarters and places of these rows; whole quarters of a family in which they may have moved."""
        where = {f"in_{family.name}": family.expression(index, at) for family in FAMILIES}
        placed = rows.alias(index_on=index.day).annotate(quarter=Quarter(index.day), **where)
        for quarter, *places in placed.values_list("quarter", *where).order_by().distinct():
            for family, place in zip(FAMILIES, places, strict=True):
                if family.name in moves:
                    self.quarters.add((family.name, quarter))
                else:
                    self.places[family.name, quarter].add(place or NOWHERE)


def doubt_what_is_marked() -> None:
    """Doubt the kept counts that marks reach, and take these marks away.

    Whoever comes meanwhile waits, for the marks are locked. A writer who has not committed left marks that nobody sees
    yet, and that stay.
    """
    if not Mark.objects.exists():
        return
    with transaction.atomic():
        marks = list(Mark.objects.select_for_update().order_by("pk")[: FEW + 1])
        if len(marks) > FEW:
            # Each that goes was committed before it went, so that whoever counts after this doubt sees its row.
            Mark.objects.all().delete()
            _doubt({name: Reached(everything=True) for name in INDEXES})
            return
        _doubt(_reached(marks))
        for some in _batches([mark.pk for mark in marks]):
            Mark.objects.filter(pk__in=some).delete()


def _reached(marks: list[Mark]) -> Mapping[str, Reached]:
    """What marks reach, by the name of the index."""
    reached: dict[str, Reached] = defaultdict(Reached)
    for mark in marks:
        own = [index.name for index in counted_on(mark.source)]
        if mark.person_id is None and mark.session_id is None:
            for name in (*own, *REACH[mark.source].reaches):
                reached[name].everything = True
        for name in own:
            reached[name].add_day(mark)
    at = ReportMoment(timezone.localdate())
    for (name, column, moves), keys in _rows_borne_on(marks).items():
        index = INDEXES[name]
        rows = known_rows(index, at).filter(**{f"{index.on}__isnull": False})
        for some in _batches(sorted(keys)):
            reached[name].add_rows(rows.filter(**{f"{column}__in": some}), index, at, moves)
    return reached


def _rows_borne_on(marks: list[Mark]) -> Mapping[tuple[str, str, tuple[str, ...]], set[int]]:
    """Which rows of other tables the marked ones bear on: {(index, column, where they may have moved): keys}.

    They are those of the same person, or of people booked into the same session; or they are of the session itself.
    """
    found: dict[tuple[str, str, tuple[str, ...]], set[int]] = defaultdict(set)
    booked = _people_booked({mark.session_id for mark in marks if mark.session_id and not mark.person_id})
    for mark in marks:
        reach = REACH[mark.source]
        people = {mark.person_id} if mark.person_id else booked.get(mark.session_id, set())
        for name in reach.reaches:
            if reach.session and name in _OF_SESSIONS:
                found[name, _OF_SESSIONS[name], reach.moves] |= (
                    {mark.session_id} if mark.session_id else set()
                )
            else:
                found[name, "person_id", reach.moves] |= people
    return found


def _people_booked(sessions: set[int]) -> Mapping[int | None, set[int]]:
    found: dict[int | None, set[int]] = defaultdict(set)
    for some in _batches(sorted(sessions)):
        for session, person in Booking.objects.filter(session__in=some).values_list(
            "session_id", "person_id"
        ):
            found[session].add(person)
    return found


def _doubt(reached: Mapping[str, Reached]) -> None:
    """Doubt these quarters and places. Rows are locked in one order, as by whoever keeps new counts."""
    slugs: dict[str, list[str]] = defaultdict(list)
    for each in KEPT:
        slugs[each.index.name].append(each.slug)
    whole, partly = Q(pk__in=[]), Q(pk__in=[])
    for name, what in reached.items():
        of_index = Q(indicator__in=slugs[name])
        whole |= of_index & (Q() if what.everything else _any_of(what.quarters))
        partly |= of_index & _any_of(what.places)
    kept = KeptQuarter.objects.filter(whole | partly).select_for_update().order_by("pk")
    doubted = {row.pk: row for row in kept}
    index_of = {slug: name for name, its in slugs.items() for slug in its}
    places = [
        DoubtedPlace(kept=row, place=place)
        for row in doubted.values()
        for place in reached[index_of[row.indicator]].places.get((row.family, row.quarter), ())
    ]
    DoubtedPlace.objects.bulk_create(places, ignore_conflicts=True, batch_size=AT_ONCE)
    for some in _batches(list(doubted)):
        KeptQuarter.objects.filter(pk__in=some).update(turn=F("turn") + 1)
        KeptQuarter.objects.filter(whole, pk__in=some).update(as_at=None)


def _any_of(where: Iterable[tuple[str, int]]) -> Q:
    """The quarters of each family."""
    by_family: dict[str, set[int]] = defaultdict(set)
    for family, quarter in where:
        by_family[family].add(quarter)
    which = Q(pk__in=[])
    for family, quarters in by_family.items():
        which |= Q(family=family, quarter__in=sorted(quarters))
    return which


def _batches(keys: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(keys), AT_ONCE):
        yield keys[first : first + AT_ONCE]
