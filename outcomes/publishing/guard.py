"""The guard against differencing: a new publication is judged against all that were published (outcomes: section 3).

What it assumes. A reader keeps every table ever published, corrected and withdrawn ones too, knows every rule, and
takes each number told for exact: rounding is no protection here. Of several versions of a report the reader adds and
subtracts the latest; across versions of one report, entry by entry, the reader subtracts. What one publication gives
away by itself is `outcomes.disclosure`'s to prevent. A number whose unrounded count is not known here must move by k
and a rounding, and only rule 1 is asked of it.

1. A number told again (another version, as-at or known-at of the same place and period) has moved by nobody or by k
   people or more.
2. Over the sums of places and periods (`sums`: England, contract areas and areas, hubs and England, a year and its
   quarters), and of groups and everybody, no hidden number may follow, nor a count of 1 to k-1 of a place not yet
   published. All sums of an indicator are solved together, with what each denominator is the sum of; what several
   unknowns share must be nobody, or k or more, and not all that so many small counts can be. A sum of which all is
   known adds up, or is out by k or more (decision 131).

What breaks a rule is withheld from the new publication: the whole table there, since a part of one would say more. By
itself a withheld table adds nothing to what readers know, so what was published before stays as safe as it was.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from outcomes.disclosure import ROUNDED_TO

from .equations import Row, put_into_each_other
from .solving import known, solved
from .told import DIVIDED, OF, WHOLE, Key, Told
from .trimming import Sum, trimmed

ADDED_UP = (*DIVIDED, WHOLE, "unknown")  # entries of which every group with anybody in it is told
Unknown = tuple[Key, str]  # where a number stands, and which entry of its table it is


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
    gone = {(each.part, each.table) for each in found}
    left = [told for told in new if (told.part, told.table) not in gone]
    return sorted(found | set(_following(left, earlier, sums, k)))


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
    seen: dict[str, _Seen] = defaultdict(_Seen)
    for told in (each for publication in earlier for each in publication.told if each.is_exact):
        seen[told.table].add(told)
    added: dict[str, list[Told]] = defaultdict(list)
    for told in (each for each in new if each.is_exact):
        added[told.table].append(told)
    for table, tolds in added.items():
        holding = [each for each in sums if each.holds_of(table)]
        for told in _too_much(tolds, seen[table], holding, k):
            yield Breach(told.part, told.table, told.key, told.entry)


def _too_much(tolds: Sequence[Told], before: "_Seen", sums: Sequence[Sum], k: int) -> Iterable[Told]:
    """Of what is told of a table, that by which something hidden would follow. Several parts of a report can tell of it
    (lines, groups, hubs compared): where all of them say too much, each is added to those before it that do not.
    """
    known = before.given_away(sums, k)
    if not before.with_all(tolds).given_away(sums, k) - known:
        return
    for part in dict.fromkeys(told.part for told in tolds):
        of_part = [told for told in tolds if told.part == part]
        after = before.with_all(of_part)
        if after.given_away(sums, k) - known:
            yield from of_part
        else:
            before = after


@dataclass
class _Seen:
    """One table over places and periods: what some publication shows, and what all of them hide."""

    shown: dict[Unknown, int] = field(default_factory=dict)
    hidden: dict[Unknown, int] = field(default_factory=dict)

    def add(self, told: Told) -> None:
        """Publications are added in their order; the latest number stands. What another one showed is known, though
        this one hides it, unless it has moved since.
        """
        number = (told.key, told.entry)
        if told.is_shown:
            self.shown[number] = told.count
            self.hidden.pop(number, None)
        elif self.shown.get(number) != told.count:
            self.shown.pop(number, None)
            self.hidden[number] = told.count

    def with_all(self, tolds: Iterable[Told]) -> "_Seen":
        """What is seen once these are published too."""
        both = _Seen(dict(self.shown), dict(self.hidden))
        for told in tolds:
            both.add(told)
        return both

    def given_away(self, sums: Sequence[Sum], k: int) -> set[Unknown]:
        """The numbers of which a reader learns what is hidden, or a count of too few; and those of a sum that no longer
        adds up, by a few: so many were recorded, or put right, between the days on which they were told.
        """
        said = self._equations(sums)
        equations = [row.knowing(self.shown) for row in said]
        rows = solved(equations)
        follows = known(rows)
        found = {
            number for number, count in follows.items() if count and (-k < count < k or number in self.hidden)
        }
        left = [each.knowing(follows) for each in equations]
        for row in chain(rows, left, put_into_each_other(left)):
            if len(row.signs) > 1 and row.is_a_sum and self._narrows(row, k):
                found |= set(row.signs)
        for row, left_of_it in zip(said, equations, strict=True):
            if not left_of_it.signs and 0 < left_of_it.size < k:
                found |= set(row.signs)
        return found

    def _equations(self, sums: Sequence[Sum]) -> list[Row[Unknown]]:
        """Every sum of its counts, and what each denominator is made of. One of which nothing is shown says something
        too: no part is more than its whole.
        """
        told = {*self.shown, *self.hidden}
        entries = sorted({entry for _, entry in told})
        saying = trimmed(sums, {key for key, _ in told})
        found = [_row(each, entry) for each in saying for entry in entries]
        keys = sorted({key for key, _ in told} | {key for row in found for key, _ in row.signs})
        for of in sorted({entry.removeprefix(WHOLE) for entry in entries if entry.startswith(WHOLE)}):
            found += [_divided(key, of) for key in keys]
        return [*found, *_of_groups(told)]

    def _narrows(self, row: Row[Unknown], k: int) -> bool:
        """Whether what several share is so little, or so near the most it can be, that it says how many each has. What
        the parts of one cell share is told with the cell, and control has seen to it.
        """
        if len({key for key, _ in row.signs}) == 1:
            return False
        small = [number for number in row.signs if self.hidden.get(number, k) < k]
        is_all_small = len(small) == len(row.signs) and row.size >= len(small) * (k - 1) - 1
        return 0 < row.size < k or is_all_small


def _row(each: Sum, entry: str) -> Row[Unknown]:
    """Whoever else belongs to an open sum is an unknown too."""
    others = [each.rest] if each.is_open else []
    return Row({(key, entry): 1 for key in (*each.parts, *others)} | {(each.whole, entry): -1}, 0)


def _divided(key: Key, of: str) -> Row[Unknown]:
    """A denominator, of everybody or of a group, is what it is divided in."""
    return Row({(key, part + of): 1 for part in DIVIDED} | {(key, WHOLE + of): -1}, 0)


def _of_groups(told: Collection[Unknown]) -> Iterable[Row[Unknown]]:
    """The groups told of a grouping make up the whole there: a group that is not told of is nobody's."""
    groups: dict[tuple[Key, str, str], list[Unknown]] = defaultdict(list)
    for key, entry in sorted(told):
        name, _, grouping = entry.rpartition(OF)[0].partition(OF)
        if grouping and name in ADDED_UP:
            groups[key, name, grouping].append((key, entry))
    for (key, name, _), of_it in groups.items():
        yield Row(dict.fromkeys(of_it, 1) | {(key, name): -1}, 0)
