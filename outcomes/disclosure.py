"""Disclosure control: what may leave the staff of a hub without telling on anyone (outcomes: section 3).

Applied once, last, to uncontrolled cells. A reader is assumed to know every rule in this file, the exact
number of index rows of a cell (another indicator over the same people may give it) and, in a table, the
exact counts of the whole, which whole percentages may pin down; no part of 1 to k-1 may follow from that.

1. A part of 1 to k-1 is hidden. Events and non-events go together, with numerator, rate and interval; a
   denominator of 1 to k-1 takes both. Nobody, or everybody, in a denominator under 30 is hidden too.
2. Within a row, hidden parts beside the denominator must be at least two, together at least k people, and
   not all of nearly k-1. Otherwise the smallest other parts are hidden, all that round to the same; where only
   empty parts are left, all of them are, because choosing one would point at the one that is not empty; and
   where that is still not enough, the denominator with its rate.
3. Between a whole and its parts (an area and its hubs, or an area and its only other part) the same holds
   for each column; a whole in the middle is hidden rather than a part with a rate of its own. Covering one row
   can uncover a column, so both are repeated until nothing moves.
4. A figure per person says how many events there were beyond the first of each: a count as any other, hidden from 1 to
   k-1, with the figure. Where the people who share the events are those who had one, they go with the events.
5. Counts are rounded to 5, each on its own; rates and intervals are whole percent worked out from unrounded
   figures, and shown from a denominator of 30.

The guard against comparing one publication with an earlier one works on whole publications: `publishing.guard`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from outcomes.cells import Cell, Parts
from outcomes.rounding import DECIMALS, RATE_FROM, ROUNDED_TO, SMALLEST_GROUP, rounded, rounded_count
from outcomes.statistics import Curve, survival_at

KNOTS = (0, 30, 61, 91, 122, 152, 183, 213, 243, 274, 304, 335, 365)

EVENTS, DENOMINATOR, FURTHER = "events", "denominator", "further events"

Sum = tuple[str, Sequence[str]]


@dataclass(frozen=True)
class Knot:
    """One published point of a curve: a day, who is still followed, and the share free of the event."""

    day: int
    at_risk: int
    survival: float
    low: float
    high: float


def control(cell: Cell, k: int = SMALLEST_GROUP) -> Cell:
    """The cell as commissioners, partners and the public may see it. Raises ValueError as `control_table`."""
    return control_table({cell.slug: cell}, k=k)[cell.slug]


def control_table(
    cells: Mapping[str, Cell],
    sums: Sequence[Sum] = (),
    k: int = SMALLEST_GROUP,
    told: Collection[str] = (),
    unseen: Collection[str] = (),
) -> dict[str, Cell]:
    """The cells of one indicator and period by place, controlled together.

    `sums` names each whole and the parts it is the sum of. Give an area's only other part even when it is
    not published: it can be worked out. `told` names wholes shown elsewhere, whose parts are hidden instead;
    `unseen` parts shown nowhere, behind which a hidden one can stay, and which may be worked out when they are of k or
    more.
    Raises ValueError when a cell was controlled before, and for a k below 5: rounding to 5 would give counts away.
    """
    if k < ROUNDED_TO:
        raise ValueError(f"the smallest group shown is at least {ROUNDED_TO}, not {k}")
    if any(cell.controlled for cell in cells.values()):
        raise ValueError("disclosure control is applied once, to unrounded figures")
    table = _Table(cells, sums, k, told, unseen)
    table.cover()
    return {place: _published(cell, table.hidden[place]) for place, cell in cells.items()}


def control_curve(curve: Curve, beside: Cell, k: int = SMALLEST_GROUP) -> tuple[Knot, ...]:
    """The monthly knots of a curve while 30 people or more are followed, in whole percent.

    `beside` is the controlled cell of the same people: where its count of events is hidden there is no
    curve, which would give it back. Nor is there one when the knots shown rest on 1 to k-1 events. Raises
    ValueError when that cell was not controlled.
    """
    if not beside.controlled:
        raise ValueError("a curve is controlled after the cell it belongs to")
    if beside.numerator is None or not curve.steps:
        return ()
    shown = []
    for day in KNOTS:
        step = survival_at(curve, day)
        if step.at_risk < RATE_FROM:
            break
        limits = (rounded(share, 2) for share in (step.survival, step.low, step.high))
        shown.append(Knot(day, rounded_count(step.at_risk), *limits))
    happened = sum(step.events for step in curve.steps if shown and step.day <= shown[-1].day)
    return () if 0 < happened < k else tuple(shown)


def control_count(count: int, k: int = SMALLEST_GROUP) -> int | None:
    """A count shown on its own, in no sum with others: hidden from 1 to k-1, else rounded to 5."""
    return None if 0 < count < k else rounded_count(count)


def withheld(cell: Cell) -> Cell:
    """A controlled cell without any of its numbers: what another publication shows would give them away.

    Raises ValueError when the cell was not controlled.
    """
    if not cell.controlled:
        raise ValueError("a cell is withheld after control, not instead of it")
    nothing = Parts(None, None, None, dict.fromkeys(cell.parts.excluded))
    return replace(
        cell, parts=nothing, numerator=None, denominator=None, value=None, rate=None, low=None, high=None,
        suppressed=True,
    )  # fmt: skip


def hides_by_itself(cell: Cell, k: int = SMALLEST_GROUP) -> frozenset[str]:
    """The entries of an uncontrolled cell that are hidden for being too few, not to cover others (rule 1)."""
    return frozenset(_small_entries(cell, k))


def known_share(cell: Cell, controlled: Cell) -> float | None:
    """The share of people about whom the answer is known, in whole percent, from both forms of a cell.

    None where control hid the unknown or the denominator, and for fewer than 30 people.
    """
    known, unknown = cell.denominator, cell.parts.unknown
    if None in (controlled.parts.unknown, controlled.denominator) or known is None or unknown is None:
        return None
    everyone = known + unknown
    return rounded(known / everyone, 2) if everyone >= RATE_FROM else None


class _Table:
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
        self.hidden = {place: _small_entries(cell, k) for place, cell in cells.items()}
        self.beside = {place: _beside(cell) for place, cell in cells.items()}

    def cover(self) -> None:
        """Hides more until neither a row nor a column gives a hidden entry back."""
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
        for whole, parts in self.sums:
            places = (whole, *parts)
            shared = set.intersection(*(set(entries[place]) for place in places))
            for entry in sorted(shared):
                yield whole, parts, entry, {place: entries[place][entry] for place in places}.__getitem__
            if EVENTS in shared:
                others = {place: self.cells[place].parts.non_events or 0 for place in places}
                yield whole, parts, EVENTS, others.__getitem__

    def _cover_column(
        self, whole: str, parts: Sequence[str], entry: str, count: Callable[[str], int]
    ) -> None:
        while not self._is_covered(whole, parts, entry, count):
            shown = [part for part in parts if entry not in self.hidden[part] and part not in self.unseen]
            chosen = _smallest({part: count(part) for part in shown if count(part)})
            places = sorted(chosen) or shown or [whole]
            if entry not in self.hidden[whole] and self._is_better_hidden(whole, places):
                places = [whole]
            for place in places:
                self._hide(place, entry)

    def _is_better_hidden(self, whole: str, instead_of: Sequence[str]) -> bool:
        """Whether to hide a whole that is itself a part of something, rather than a part large enough for a rate.

        An area of many people keeps its figure beside small neighbours; what is lost is their contract area's.
        """
        is_part = whole not in self.told and any(whole in parts for _, parts in self.sums)
        return is_part and any(_people(self.cells[place]) >= RATE_FROM for place in instead_of)

    def _is_covered(self, whole: str, parts: Sequence[str], entry: str, count: Callable[[str], int]) -> bool:
        out_of_sight = [place for place in (whole, *parts) if entry in self.hidden[place]]
        if len(out_of_sight) in (0, 1 + len(parts)):
            return True
        if entry == EVENTS and self._follows_from_nobody(whole, out_of_sight):
            return True
        if whole in out_of_sight:
            return len(out_of_sight) > 1
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
        shares = (self.cells[whole].parts.events, self.cells[whole].parts.non_events)
        return 0 in shares and all(_people(self.cells[place]) >= self.k for place in places)

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


def _small_entries(cell: Cell, k: int) -> set[str]:
    """What must be hidden for its own sake."""
    hidden = {name for name, count in _beside(cell).items() if 0 < count < k}
    people, further = _people(cell), _entries(cell).get(FURTHER)
    if 0 < people < k:
        hidden.add(DENOMINATOR)
    if cell.maturity != "immature" and people:
        shares = (cell.parts.events or 0, cell.parts.non_events or 0)
        if any(0 < share < k for share in shares) or (0 in shares and people < RATE_FROM):
            hidden.add(EVENTS)
    if further is not None and (
        0 < further < k or (not further and 0 < (cell.parts.events or 0) < RATE_FROM)
    ):
        hidden.add(FURTHER)
    return hidden


def _published(cell: Cell, hidden: set[str]) -> Cell:
    """The cell with its hidden entries left out, its counts rounded and its rate in whole percent."""
    early, rests_on_enough = cell.maturity == "immature", (cell.denominator or 0) >= RATE_FROM
    figure_entries = {EVENTS, FURTHER} if cell.per else {EVENTS}
    of_those_with_one = bool(cell.per) and not early and "non_event" not in cell.per

    def count(entry: str, number: int | None) -> int | None:
        return None if number is None or entry in hidden else rounded_count(number)

    def figure(number: float | None) -> float | None:
        if number is None or figure_entries & hidden or not rests_on_enough:
            return None
        return rounded_count(number) if cell.unit == "places" else rounded(number, DECIMALS.get(cell.unit, 2))

    parts = Parts(
        None if early else count(EVENTS, cell.parts.events),
        None if early else count(EVENTS, cell.parts.non_events),
        None if early else count("unknown", cell.parts.unknown),
        {name: None if early else count(name, number) for name, number in cell.parts.excluded.items()},
    )
    return replace(
        cell,
        parts=parts,
        numerator=None if figure_entries & hidden else count(EVENTS, cell.numerator),
        denominator=count(EVENTS if of_those_with_one else DENOMINATOR, cell.denominator),
        value=figure(cell.value),
        rate=figure(cell.rate),
        low=figure(cell.low),
        high=figure(cell.high),
        suppressed=bool(hidden) or (cell.value is not None and not rests_on_enough),
        controlled=True,
    )
