"""Cells and counts after control."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from outcomes.cells import Cell, Parts
from outcomes.cells import cell as new_cell
from outcomes.rounding import DECIMALS, RATE_FROM, ROUNDED_TO, SMALLEST_GROUP, rounded, rounded_count

from .table import DENOMINATOR, EVENTS, FURTHER, Sum, Table, small_entries

NEVER = date.max


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
    table = Table(cells, sums, k, told, unseen)
    table.cover()
    return {place: _published(cell, table.hidden[place]) for place, cell in cells.items()}


def control_count(count: int, k: int = SMALLEST_GROUP) -> int | None:
    """A count shown on its own, in no sum with others: hidden from 1 to k-1, else rounded to 5."""
    return None if 0 < count < k else rounded_count(count)


def only_counted(number: int) -> Cell:
    """A cell of which nothing is published but how many there are: for counts that add up."""
    return new_cell("", "", Parts(0, number), "immature", NEVER)


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
    return frozenset(small_entries(cell, k))


def known_share(cell: Cell, controlled: Cell) -> float | None:
    """The share of people about whom the answer is known, in whole percent, from both forms of a cell.

    None where control hid the unknown or the denominator, for fewer than 30 people, and for a figure per person without
    anybody who shares the events.
    """
    known, unknown = cell.denominator, cell.parts.unknown
    if None in (controlled.parts.unknown, controlled.denominator) or known is None or unknown is None:
        return None
    everyone = known + unknown
    if everyone < RATE_FROM or (cell.per and not known):
        return None
    return rounded(known / everyone, 2)


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
