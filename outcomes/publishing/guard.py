"""The guard against differencing: a new publication is judged against all that were published (outcomes: section 3).

What it assumes. A reader keeps every table ever published, corrected and withdrawn ones too, knows every rule, and
takes each number told for exact: rounding is no protection here. Of several versions of a report the reader adds and
subtracts the latest; across versions of one report, entry by entry, the reader subtracts. What one publication gives
away by itself is `outcomes.disclosure`'s to prevent. Of parts whose unrounded numbers are not known here (`told`), the
rounded ones must move by k and a rounding, and only rule 1 is asked: in each report they are controlled together with
what they add up to.

1. A number told again (another version, as-at or known-at of the same place and period) has moved by nobody or by k
   people or more.
2. Over the sums of places and periods (`sums`: England, contract areas and areas, an area and the hubs in it, a year
   and its quarters) no hidden number may follow, nor a count of 1 to k-1 of a place not yet published. All sums are
   solved together; what several unknowns share must be nobody, or k or more, and not all that so many small counts can
   be.

What breaks a rule is withheld from the new publication: the whole table there, since a part of one would say more. By
itself a withheld table adds nothing to what readers know, so what was published before stays as safe as it was.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from outcomes.disclosure import ROUNDED_TO

from .solving import Row, solved
from .told import Key, Told

Table = tuple[str, str]  # the table of an entry, and the entry


@dataclass(frozen=True)
class Sum:
    """A whole and its parts. is_open: others may belong to the whole too, so the parts need not add up to it."""

    whole: Key
    parts: tuple[Key, ...]
    is_open: bool = False


@dataclass(frozen=True)
class Publication:
    """What was told at once. `name` says which one it is, for the reason given."""

    name: str
    told: Sequence[Told]


@dataclass(frozen=True, order=True)
class Breach:
    """Why a table of a part of the new publication is withheld. `against` names the publication, for a number that
    moved; it is empty for what would follow from sums.
    """

    part: str
    table: str
    key: Key
    entry: str
    against: str = ""


def breaches(
    new: Sequence[Told], earlier: Sequence[Publication], sums: Sequence[Sum], k: int
) -> list[Breach]:
    """Everything that stands against publishing these numbers, sorted; nothing where they may be published whole."""
    found = set(_moved(new, earlier, k))
    left = [
        told for told in new if (told.part, told.table) not in {(each.part, each.table) for each in found}
    ]
    while more := set(_following(left, earlier, sums, k)):
        found |= more
        gone = {(each.part, each.table) for each in more}
        left = [told for told in left if (told.part, told.table) not in gone]
    return sorted(found)


def _moved(new: Sequence[Told], earlier: Sequence[Publication], k: int) -> Iterable[Breach]:
    """Numbers told before, which moved by a few people since."""
    before: dict[tuple[str, Key, str], list[tuple[int, str]]] = defaultdict(list)
    for publication in earlier:
        for told in publication.told:
            if told.is_shown:
                before[told.table, told.key, told.entry].append((told.count, publication.name))
    for told in new:
        if told.is_shown:
            most = k if told.is_exact else k + ROUNDED_TO
            for count, name in before[told.table, told.key, told.entry]:
                if 0 < abs(count - told.count) < most:
                    yield Breach(told.part, told.table, told.key, told.entry, name)


def _following(
    new: Sequence[Told], earlier: Sequence[Publication], sums: Sequence[Sum], k: int
) -> Iterable[Breach]:
    """Tables of the new publication from which, with those before, something hidden follows."""
    seen: dict[Table, _Seen] = defaultdict(_Seen)
    for told in (each for publication in earlier for each in publication.told):
        seen[told.table, told.entry].add(told)
    before = {table: frozenset(each.given_away(sums, k)) for table, each in seen.items()}
    added: dict[Table, list[Told]] = defaultdict(list)
    for told in new:
        seen[told.table, told.entry].add(told)
        added[told.table, told.entry].append(told)
    for table, tolds in added.items():
        for _ in frozenset(seen[table].given_away(sums, k)) - before.get(table, frozenset()):
            yield from (Breach(told.part, told.table, told.key, told.entry) for told in tolds)


@dataclass
class _Seen:
    """One entry of one table over places and periods: what some publication shows, and what all of them hide."""

    shown: dict[Key, int] = field(default_factory=dict)
    hidden: dict[Key, int] = field(default_factory=dict)

    def add(self, told: Told) -> None:
        """Publications are added in their order; the latest number stands."""
        if told.is_shown:
            self.shown[told.key] = told.count
            self.hidden.pop(told.key, None)
        elif told.key not in self.shown:
            self.hidden[told.key] = told.count

    def given_away(self, sums: Sequence[Sum], k: int) -> Collection[Key]:
        """The places and periods of which a reader learns what is hidden, or a count of too few."""
        rows = solved(self._equations(sums))
        found = set[Key]()
        for row in rows:
            (key, *others), total = row.signs, row.size
            if not others:
                if total and (total < k or key in self.hidden):
                    found.add(key)
            elif row.is_a_sum and self._narrows(row, k):
                found |= set(row.signs)
        return found

    def _equations(self, sums: Sequence[Sum]) -> list[Row]:
        """Each sum, with what is shown in its total. Whoever else belongs to an open one is an unknown too."""
        found = []
        for each in sums:
            if each.whole in self.shown or any(part in self.shown for part in each.parts):
                others = [Key("others", each.whole.place, each.whole.period)] if each.is_open else []
                signs = dict.fromkeys((*each.parts, *others), 1) | {each.whole: -1}
                total = -sum(sign * self.shown[key] for key, sign in signs.items() if key in self.shown)
                found.append(Row({key: sign for key, sign in signs.items() if key not in self.shown}, total))
        return found

    def _narrows(self, row: Row, k: int) -> bool:
        """Whether what several share is so little, or so near the most it can be, that it says how many each has."""
        small = [key for key in row.signs if self.hidden.get(key, k) < k]
        is_all_small = len(small) == len(row.signs) and row.size >= len(small) * (k - 1) - 1
        return 0 < row.size < k or is_all_small
