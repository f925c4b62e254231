"""What is asked: a place, a period, and whether small numbers may be shown."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings

from hubs.models import Hub, ServedArea
from outcomes import disclosure
from outcomes.periods import Period
from outcomes.places import ReportPlace
from people.models import Area

ALL_HUBS = "All hubs"


@dataclass(frozen=True)
class Asked:
    """Counts of people go through `people`: exact for the staff of the hub, under disclosure control for others.

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
        """The last day of the period that has come."""
        return min(self.period.ends_on, self.today)

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

    def people(self, number: int) -> int | None:
        """How many people, as this reader may know it."""
        return number if self.internal else disclosure.control_count(number, settings.SMALLEST_NUMBER_SHOWN)

    def enough(self, number: int) -> bool:
        """Whether a median of so many people may be shown."""
        return self.internal or number >= disclosure.RATE_FROM

    def by_hub(self, figures: Callable[[list[Hub]], tuple]) -> tuple[tuple, ...]:
        """A row of the figures of each hub, after one of them all where there are several."""
        whole = [(ALL_HUBS, *figures(self.hubs))] if len(self.hubs) > 1 else []
        return (*whole, *((hub.name, *figures([hub])) for hub in self.hubs))


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
