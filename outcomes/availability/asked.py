"""What is asked: a place, a period, and whether small numbers may be shown."""

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings

from hubs.models import Hub, ServedArea
from outcomes import disclosure
from outcomes.parts.controlling import counts_shown
from outcomes.periods import Period
from outcomes.places import ReportPlace
from outcomes.publishing.months import last_month_end
from people.models import Area

ALL_HUBS, EVERYWHERE, ALL = "All hubs", "everywhere", "all"
Within = tuple[int, Collection[int]]  # a column of a table, and those that it is the sum of


class People(int):
    """So many people: a count that not every reader may know."""


@dataclass(frozen=True)
class Of:
    """A figure worked out from the count of people in another column, as it is shown."""

    column: int
    say: Callable[[int], Any]


@dataclass(frozen=True)
class Asked:
    """Counts of people are exact for the staff of the hub, and under disclosure control for others, beside every count
    that they add up with.

    Places, hours and sessions are no people and are always exact.
    """

    place: ReportPlace
    period: Period
    today: datetime.date
    internal: bool

    @property
    def first(self) -> datetime.date:
        return self.period.starts_on

    @property
    def last(self) -> datetime.date:
        """The last day of the period that is counted."""
        return min(self.period.ends_on, self.counted_to)

    @property
    def counted_to(self) -> datetime.date:
        """Today for the staff of the hub; for others the last end of a month: whoever read every day would subtract one
        day from the next (decision 93).
        """
        return self.today if self.internal else last_month_end(self.today)

    @property
    def has_begun(self) -> bool:
        """Whether any day of the period is counted."""
        return self.period.has_begun(self.counted_to)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @cached_property
    def hubs(self) -> list[Hub]:
        """The hubs of the place: of an area, the one that serves it."""
        hubs = Hub.objects.order_by("name")
        wanted = {
            "hub": {"pk": self.place.pk},
            "area": {"served_areas__area": self.place.pk},
            "contract_area": {"contract_area": self.place.pk},
            "england": {},
        }
        return list(hubs.filter(**wanted[self.place.kind]))

    @cached_property
    def every_hub(self) -> list[Hub]:
        """All hubs and satellites there are: the nearest one may belong elsewhere."""
        return list(Hub.objects.order_by("name"))

    @cached_property
    def areas(self) -> frozenset[int | None]:
        """The areas whose people need the hubs: of a hub, those it serves. None: people without an area."""
        if self.place.kind != "hub":
            return self.place.members
        return frozenset(ServedArea.objects.filter(hub=self.place.pk).values_list("area_id", flat=True))

    @cached_property
    def area_rows(self) -> dict[int, Area]:
        return {area.pk: area for area in Area.objects.order_by("name") if area.pk in self.areas}

    @cached_property
    def counted(self) -> list[Hub]:
        """The hubs to count at: of a controlled reader all there are, since each is controlled beside all others."""
        return self.hubs if self.internal else self.every_hub

    def people(self, number: int) -> int | None:
        """How many people, as this reader may know it, where the number stands in no sum with others."""
        return number if self.internal else disclosure.control_count(number, settings.SMALLEST_NUMBER_SHOWN)

    def people_of_all(self, numbers: Sequence[int]) -> Sequence[int | None]:
        """How many people of each kind, as this reader may know it beside how many they are altogether."""
        if self.internal:
            return numbers
        counts = {str(place): number for place, number in enumerate(numbers)}
        shown = counts_shown({**counts, ALL: sum(numbers)}, [(ALL, list(counts))], told=[ALL])
        return [shown[name] for name in counts]

    def enough(self, number: int) -> bool:
        """Whether a median of so many people may be shown."""
        return self.internal or number >= disclosure.RATE_FROM

    def by_hub(
        self, figures: Callable[[list[Hub]], tuple], within: Collection[Within] = ()
    ) -> tuple[tuple, ...]:
        """A row of the figures of each hub, after one of them all where there are several. Counts of `People` are told
        as this reader may know them; `within`: which columns of a row are parts of which.
        """
        rows = {ALL_HUBS: self.hubs} if len(self.hubs) > 1 else {}
        rows |= {hub.name: [hub] for hub in self.hubs}
        exact = {name: figures(hubs) for name, hubs in rows.items()}
        columns = [n for n, figure in enumerate(next(iter(exact.values()), ())) if isinstance(figure, People)]
        shown = self._shown(figures, rows, columns, within) if columns and not self.internal else {}
        return tuple((name, *_told(of, shown.get(name, {}))) for name, of in exact.items())

    def _shown(
        self,
        figures: Callable[[list[Hub]], tuple],
        rows: Iterable[str],
        columns: Sequence[int],
        within: Collection[Within],
    ) -> dict[str, dict[int, int | None]]:
        """By row and column the counts of people as they may be shown: each hub beside all hubs, its contract area and
        England, and the hubs of an area beside them all, so that none follows from the pages of the others.
        """
        of_contract: dict[str, list[Hub]] = {}
        for hub in self.every_hub:
            of_contract.setdefault(f"contract area {hub.contract_area_id}", []).append(hub)
        wholes = {**of_contract, EVERYWHERE: self.every_hub}
        here = {"contract_area": f"contract area {self.place.pk}", "england": EVERYWHERE}.get(self.place.kind)
        if here is None and ALL_HUBS in rows:
            wholes[ALL_HUBS] = self.hubs
        places = {hub.name: [hub] for hub in self.every_hub} | wholes
        exact = {name: figures(hubs) for name, hubs in places.items()}
        parts = {name: [hub.name for hub in hubs] for name, hubs in wholes.items()} | {
            EVERYWHERE: [*of_contract]
        }
        sums = [
            (_at(name, n), [_at(part, n) for part in of]) for name, of in parts.items() if of for n in columns
        ]
        sums += [(_at(name, whole), [_at(name, n) for n in of]) for name in places for whole, of in within]
        counts = {_at(name, n): int(exact[name][n]) for name in places for n in columns}
        told = counts_shown(counts, sums)
        return {
            name: {n: told[_at(here if here and name == ALL_HUBS else name, n)] for n in columns}
            for name in rows
        }


def _at(name: str, column: int) -> str:
    return f"{name}|{column}"


def _told(figures: Sequence, shown: Mapping[int, int | None]) -> Iterator:
    """A row as it may be shown: shares of what is shown, and medians of what is."""
    for column, figure in enumerate(figures):
        if isinstance(figure, Of):
            part = shown.get(figure.column, int(figures[figure.column]))
            yield None if part is None else figure.say(part)
        else:
            yield shown.get(column, int(figure)) if isinstance(figure, People) else figure


def share_shown(part: int | None, whole: float) -> str | None:
    """A shown number's share of a known whole, in whole percent: worked out from what is shown, so it tells no more."""
    if part is None:
        return None
    return f"{100 * part / whole:.0f}%" if whole else "–"


def median(numbers: Iterable[int]) -> float | None:
    """The middle one; between two, their mean. None of none."""
    ordered = sorted(numbers)
    if not ordered:
        return None
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
