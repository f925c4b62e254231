"""Which sums of places and periods can say anything of the numbers that were told.

All places in all quarters of a year are thousands of numbers, of which a few were told. What is left out here would say
nothing: a sum of parts that nobody knows, or what follows from the sums that stay because sums of quarters add up too.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from outcomes.periods import period as period_named

from .told import Key

QUARTERS = 4


@dataclass(frozen=True)
class Sum:
    """A whole and its parts. is_open: others belong to the whole too, so the parts need not add up to it; `others` says
    of which kind they are. `only`: the tables of which it holds, and `never` those of which it does not; else of all.
    """

    whole: Key
    parts: tuple[Key, ...]
    is_open: bool = False
    others: str = ""
    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()

    @property
    def rest(self) -> Key:
        """The others, taken together."""
        of_what = "quarters of " if self.is_of_periods else ""
        return Key(f"other {of_what}{self.others or self.parts[0].kind}", self.whole.place, self.whole.period)

    def holds_of(self, table: str) -> bool:
        """Whether the numbers of a table add up so."""
        return table not in self.never and (not self.only or table in self.only)

    @property
    def is_of_periods(self) -> bool:
        """Whether it is a place's year and its quarters."""
        return self.parts[0].period != self.whole.period


def trimmed(sums: Iterable[Sum], told: Collection[Key]) -> list[Sum]:
    """The sums that tell the same of the numbers of these places and periods as all of them do."""
    places, periods = {(key.kind, key.place) for key in told}, {key.period for key in told}
    kept = [
        each
        for each in sums
        if each.parts
        and each.whole.period in periods
        and (not each.is_of_periods or (each.whole.kind, each.whole.place) in places)
    ]
    while kept != (kept := [*_without_strangers(kept, told)]):
        pass
    return [*kept, *_of_the_rest(kept)]


def _without_strangers(sums: Sequence[Sum], told: Collection[Key]) -> Iterator[Sum]:
    """Parts that were not told and stand in no other sum are others among others; a whole like that says nothing."""
    stands = Counter(key for each in sums for key in (each.whole, *each.parts))

    def is_stranger(key: Key) -> bool:
        return key not in told and stands[key] == 1

    for each in sums:
        parts = tuple(part for part in each.parts if not is_stranger(part))
        if parts and not is_stranger(each.whole):
            is_open = each.is_open or len(parts) < len(each.parts)
            yield replace(each, parts=parts, is_open=is_open, others=each.others or each.parts[0].kind)


def _of_the_rest(sums: Iterable[Sum]) -> Iterator[Sum]:
    """The others of a place have a year and quarters too, of which each is nobody or somebody."""
    rests: dict[tuple[str, str], dict[str, Key]] = defaultdict(dict)
    for each in sums:
        if each.is_open and not each.is_of_periods:
            rests[each.rest.kind, each.rest.place][each.rest.period] = each.rest
    for of_periods in rests.values():
        for year in (label for label in of_periods if period_named(label).is_year):
            quarters = [
                rest
                for label, rest in of_periods.items()
                if label != year and set(period_named(label).quarters) <= set(period_named(year).quarters)
            ]
            if quarters:
                yield Sum(of_periods[year], tuple(quarters), is_open=len(quarters) < QUARTERS)
