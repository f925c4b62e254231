"""The guard against differencing: a new publication is judged against all that were published (outcomes: section 3).

What it assumes. A reader keeps every table ever published, corrected and withdrawn ones too, knows every rule, and
takes each number told for exact: rounding is no protection here. Of several versions of a report the reader adds and
subtracts the latest; across versions of one report, entry by entry, the reader subtracts. What one publication gives
away by itself is `outcomes.disclosure`'s to prevent.

1. A number told again (another version, as-at or known-at of the same place and period) has moved by nobody or by k
   people or more.
2. Over the sums of places and periods (`sums`: England, contract areas and areas, an area and the hubs in it, a year
   and its quarters) nothing that was hidden may follow, nor a count of 1 to k-1 of a place not yet published. What
   follows is worked out again and again, each sum with one unknown giving that unknown, until nothing more follows; a
   remainder that several unknowns share must be nobody, or k or more, and not all that so many small counts can be.

What breaks a rule is withheld from the new publication: the whole table there, since a part of one would say more. By
itself a withheld table adds nothing to what readers know, so what was published before stays as safe as it was.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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
            for count, name in before[told.table, told.key, told.entry]:
                if 0 < abs(count - told.count) < k:
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

    def given_away(self, sums: Sequence[Sum], k: int) -> Iterable[Key]:
        """The places and periods of which a reader learns what is hidden, or a count of too few."""
        known, found = dict(self.shown), set[Key]()
        at_work = [each for each in sums if each.whole in known or any(part in known for part in each.parts)]
        while (learned := self._learned(at_work, known, found, k)) is not None:
            known.update(learned)
        return found

    def _learned(
        self, sums: Sequence[Sum], known: Mapping[Key, int], found: set[Key], k: int
    ) -> dict[Key, int] | None:
        """What one more sum gives; None when none gives anything. Adds to `found` what must not follow."""
        for each in sums:
            unknown = [key for key in (each.whole, *each.parts) if key not in known]
            if len(unknown) == 1 and not each.is_open:
                rest = _rest(each, known)
                if self._tells(unknown[0], rest, each, known, k):
                    found.add(unknown[0])
                return {unknown[0]: abs(rest)}
            if each.whole in known and (unknown or each.is_open) and self._narrows(each, unknown, known, k):
                found.add(each.whole)
        return None

    def _tells(self, key: Key, rest: int, each: Sum, known: Mapping[Key, int], k: int) -> bool:
        """Whether a number that follows is one that must not: 0 of a whole's own 0 says nothing new."""
        if 0 < abs(rest) < k:
            return True
        return key in self.hidden and not (rest == 0 and known.get(each.whole) == 0)

    def _narrows(self, each: Sum, unknown: Collection[Key], known: Mapping[Key, int], k: int) -> bool:
        """Whether what is left of a whole is so little, or so near the most it can be, that it says who is behind it."""
        rest = known[each.whole] - sum(known.get(part, 0) for part in each.parts)
        if 0 < abs(rest) < k:
            return True
        small = [self.hidden[key] for key in unknown if self.hidden.get(key, k) < k]
        is_all_small = bool(small) and len(small) == len(unknown) and not each.is_open
        return is_all_small and rest >= len(small) * (k - 1) - 1


def _rest(each: Sum, known: Mapping[Key, int]) -> int:
    """The one number of a sum that is not known."""
    parts = sum(known.get(part, 0) for part in each.parts)
    return known[each.whole] - parts if each.whole in known else parts
