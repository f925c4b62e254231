"""Which entries of the cells of a table are hidden, for being small or to cover others."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from outcomes.cells import Cell
from outcomes.rounding import RATE_FROM, rounded_count

EVENTS, DENOMINATOR, FURTHER = "events", "denominator", "further events"

Sum = tuple[str, Sequence[str]]


class Table:
    """Which entries of which place are hidden, and the search for what must be hidden beside them."""

    def __init__(
        self,
        cells: Mapping[str, Cell],
        sums: Sequence[Sum],
        k: int,
        told: Collection[str],
        unseen: Collection[str],
    ) -> None:
        self.cells, self.sums, self.k = cells, sums, k
        self.told, self.unseen = frozenset(told), frozenset(unseen)
        self.hidden = {place: small_entries(cell, k) for place, cell in cells.items()}
        self.beside = {place: _beside(cell) for place, cell in cells.items()}
        self.divided: dict[str, list[Sequence[str]]] = {}
        self.wholes: dict[str, set[str]] = {}
        for whole, parts in sums:
            self.divided.setdefault(whole, []).append(parts)
            for part in parts:
                self.wholes.setdefault(part, set()).add(whole)

    def cover(self) -> None:
        """Hides more until neither a row nor a column gives a hidden entry back. It ends: every step hides more, and
        where nothing is left to hide there is none.
        """
        columns, before = list(self._columns()), -1
        while before != (before := sum(map(len, self.hidden.values()))):
            for place in self.cells:
                self._cover_row(place)
            for column in columns:
                self._cover_column(*column)

    def _cover_row(self, place: str) -> None:
        beside, hidden = self.beside[place], self.hidden[place]
        covered = hidden & beside.keys()
        while covered and self._gives_away([beside[name] for name in covered]):
            others = {name: count for name, count in beside.items() if name not in covered and count}
            if not others:
                covered = set(beside)
                break
            covered |= _smallest(others)
        hidden |= covered
        if covered and covered == beside.keys() and (len(beside) == 1 or self._is_full([*beside.values()])):
            hidden |= {DENOMINATOR, EVENTS}

    def _columns(self) -> Iterator[tuple[str, Sequence[str], str, Callable[[str], int]]]:
        """Of each whole and its parts, each entry that adds up over places, with the count of a place."""
        entries = {place: _entries(cell) for place, cell in self.cells.items()}
        counts = {
            entry: {place: of.get(entry, 0) for place, of in entries.items()}.__getitem__
            for entry in set().union(*entries.values())
        }
        for whole, parts in self.sums:
            places = (whole, *parts)
            shared = set.intersection(*(set(entries[place]) for place in places))
            for entry in sorted(shared):
                yield whole, parts, entry, counts[entry]
            if EVENTS in shared:
                yield whole, parts, EVENTS, lambda place: self.cells[place].parts.non_events or 0

    def _cover_column(
        self, whole: str, parts: Sequence[str], entry: str, count: Callable[[str], int]
    ) -> None:
        if not any(entry in self.hidden[place] for place in (whole, *parts)):
            return
        for way in range(max((len(self.divided.get(part, ())) for part in parts), default=1) or 1):
            if way and not any(part in self.divided and entry in self.hidden[part] for part in parts):
                break  # nothing is opened: every way is the first
            while not self._is_covered(whole, self._opened(parts, entry, way), entry, count):
                places = self._to_hide(whole, parts, entry, count) or self._to_hide(
                    whole, self._opened(parts, entry, way), entry, count
                )
                for place in places:
                    self._hide(place, entry)
                if not places or any(place in self.divided for place in places):
                    break  # nothing is left, or the sums of these come first

    def _opened(self, parts: Sequence[str], entry: str, way: int) -> Sequence[str]:
        """The parts, with those of a hidden one in its place: a reader puts one sum into the other, and then a hidden
        contract area covers no more than what is hidden in it. `way`: by which of its sums. One in which nothing is
        hidden yet stays: its own sum comes first.
        """
        opened: list[str] = []
        for part in parts:
            ways = self.divided.get(part) if entry in self.hidden[part] else None
            within = self._opened(ways[min(way, len(ways) - 1)], entry, way) if ways else []
            opened += within if any(entry in self.hidden[each] for each in within) else [part]
        return opened

    def _to_hide(
        self, whole: str, parts: Sequence[str], entry: str, count: Callable[[str], int]
    ) -> Sequence[str]:
        """What is hidden next: the smallest parts, or the whole; nothing where all of them are hidden."""
        left = [part for part in parts if entry not in self.hidden[part]]
        shown = [part for part in left if part not in self.unseen] or left
        places = sorted(_smallest({part: count(part) for part in shown if count(part)})) or shown
        if entry in self.hidden[whole]:
            return places
        return [whole] if not places or self._is_better_hidden(whole, places) else places

    def _is_better_hidden(self, whole: str, instead_of: Sequence[str]) -> bool:
        """Whether to hide a whole that is itself a part of something, rather than a part large enough for a rate.

        An area of many people keeps its figure beside small neighbours; what is lost is their contract area's.
        """
        is_part = whole not in self.told and whole in self.wholes
        return is_part and any(_people(self.cells[place]) >= RATE_FROM for place in instead_of)

    def _is_covered(self, whole: str, parts: Sequence[str], entry: str, count: Callable[[str], int]) -> bool:
        out_of_sight = [
            place
            for place in (whole, *parts)
            if entry in self.hidden[place] and not self._is_nobodys(place, entry)
        ]
        if len(out_of_sight) in (0, 1 + len(parts)):
            return True
        if whole in out_of_sight:
            return len(out_of_sight) > 1
        if entry == EVENTS and self._follows_from_nobody(whole, out_of_sight):
            return True
        out_of_sight += [
            each for each in parts if each in self.unseen and each not in out_of_sight and count(each)
        ]
        return not self._gives_away([count(part) for part in out_of_sight])

    def _gives_away(self, counts: Sequence[int]) -> bool:
        """Whether hidden counts follow from their sum: too few, too small, or with no room left."""
        return len(counts) == 1 or sum(counts) < self.k or self._is_full(counts)

    def _is_full(self, counts: Sequence[int]) -> bool:
        """Whether small counts are all, but for one person at most, as large as small counts can be."""
        return max(counts) < self.k and sum(counts) >= len(counts) * (self.k - 1) - 1

    def _follows_from_nobody(self, whole: str, places: Sequence[str]) -> bool:
        """Whether the whole's own nobody, or everybody, says all there is to hide, and no part is of few.

        0 of 90 in an area is 0 in each of its hubs: hiding the area would not be worth a hub's 0 of 20.
        """
        return 0 in _shares(self.cells[whole]) and all(
            _people(self.cells[place]) >= self.k for place in places
        )

    def _is_nobodys(self, place: str, entry: str) -> bool:
        """Whether a hidden share is known all the same: of nobody, or from a whole told to have nobody or everybody."""
        if entry != EVENTS or DENOMINATOR in self.hidden[place]:
            return False
        return not _people(self.cells[place]) or any(
            EVENTS not in self.hidden[whole] and 0 in _shares(self.cells[whole])
            for whole in self.wholes.get(place, ())
        )

    def _hide(self, place: str, entry: str) -> None:
        self.hidden[place] |= {entry} | ({EVENTS} if entry == DENOMINATOR else set())


def _smallest(counts: Mapping[str, int]) -> set[str]:
    """The names whose counts round to the least: all of them, since a choice between equals tells which was smaller."""
    least = min(map(rounded_count, counts.values()), default=None)
    return {name for name, count in counts.items() if rounded_count(count) == least}


def _beside(cell: Cell) -> dict[str, int]:
    """The published counts beside the denominator; an immature cell publishes none."""
    beside = {} if cell.maturity == "immature" else cell.parts.beside
    return {name: count or 0 for name, count in beside.items()}


def _shares(cell: Cell) -> tuple[int, int]:
    return cell.parts.events or 0, cell.parts.non_events or 0


def _people(cell: Cell) -> int:
    """Everybody with an event or without, whoever shares the events; of an immature cell everybody there is so far."""
    early = cell.maturity == "immature"
    return (cell.denominator or 0) if early else (cell.parts.events or 0) + (cell.parts.non_events or 0)


def _entries(cell: Cell) -> dict[str, int]:
    """Every published count of a cell by name; events stand for the non-events too."""
    entries = {DENOMINATOR: _people(cell), **_beside(cell)}
    if cell.maturity == "immature":
        return entries
    further = {FURTHER: (cell.numerator or 0) - (cell.parts.events or 0)} if cell.per else {}
    return {EVENTS: cell.parts.events or 0, **entries, **further}


def small_entries(cell: Cell, k: int) -> set[str]:
    """What must be hidden for its own sake."""
    hidden = {name for name, count in _beside(cell).items() if 0 < count < k}
    people, further = _people(cell), _entries(cell).get(FURTHER)
    if 0 < people < k:
        hidden.add(DENOMINATOR)
    if cell.maturity != "immature" and people:
        shares = _shares(cell)
        if any(0 < share < k for share in shares) or (0 in shares and people < RATE_FROM):
            hidden.add(EVENTS)
    if further is not None and (
        0 < further < k or (not further and 0 < (cell.parts.events or 0) < RATE_FROM)
    ):
        hidden.add(FURTHER)
    return hidden
