"""What hubs offer, read from the tables of hubs and timetables in a fixed number of queries.

Nothing here asks for a person or for what is written about one; `capacities` counts, and is the only one that does.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import F, Max, Q
from django.utils import timezone

from foundation.accounts.models import Organisation
from foundation.lifecycle.models import Event

from ..models import ActivityCategory, Closure, Hub, TimetableRule
from . import capacities
from .capacities import Capacity
from .items import key

AHEAD = datetime.timedelta(weeks=4)  # how long before a closure its notice is given

Changes = Mapping[tuple[str, int], datetime.datetime]


@dataclass(frozen=True)
class Provider:
    """Who runs hubs, and which."""

    organisation: Organisation
    hubs: tuple[Hub, ...]

    @property
    def id(self) -> str:
        return key("organization", self.organisation.name)


@dataclass(frozen=True)
class Offer:
    """A service of a hub: the hub itself, or (`category`) one kind of activity with the rules of its timetable."""

    hub: Hub
    provider: Provider
    today: datetime.date
    category: ActivityCategory | None = None
    rules: tuple[TimetableRule, ...] = ()
    capacity: Capacity | None = None
    changed_at: datetime.datetime | None = None

    @property
    def id(self) -> str:
        return key("service", self.hub.slug, self.category or "")

    @property
    def closures(self) -> list[Closure]:
        """Those under way and those of the next weeks."""
        soon = self.today + AHEAD
        return [
            each
            for each in self.hub.closures.all()
            if each.taken_back_at is None and each.first_on <= soon and each.last_on >= self.today
        ]

    @property
    def is_closed(self) -> bool:
        """Closed today by a closure; a weekend or a bank holiday is no closure."""
        return any(each.holds_on(self.today) for each in self.hub.closures.all())


def read() -> list[Offer]:
    """Every hub and what it offers: hubs by name, each before its activities."""
    today = timezone.localdate()
    hubs, rules, changes, places = _hubs(), _rules(today), _changes(), capacities.read()
    providers = {each.organisation: each for each in providers_of(hubs)}
    found = []
    for hub in hubs:
        seen = _latest(changes, _facts(hub))
        itself = Offer(
            hub, providers[hub.provider], today, capacity=places.get((hub.pk, None)), changed_at=seen
        )
        found.append(itself)
        for category, own in rules[hub.pk].items():
            times = [seen, _latest(changes, own), *(each.created_at for each in own)]
            left, changed = places.get((hub.pk, category.pk)), max(filter(None, times))
            found.append(
                replace(itself, category=category, rules=tuple(own), capacity=left, changed_at=changed)
            )
    return found


def providers() -> list[Provider]:
    """Whoever runs a hub, by name."""
    return providers_of(_hubs())


def providers_of(hubs: Iterable[Hub]) -> list[Provider]:
    """Whoever runs these hubs, by name."""
    of: dict[Organisation, list[Hub]] = defaultdict(list)
    for hub in hubs:
        of[hub.provider].append(hub)
    return [Provider(each, tuple(of[each])) for each in sorted(of, key=lambda each: each.name)]


def categories() -> list[ActivityCategory]:
    """The catalogue of activities, whether or not a hub offers them."""
    return list(ActivityCategory.objects.order_by("type", "category"))


def _hubs() -> list[Hub]:
    return list(
        Hub.objects.select_related("team__organisation", "contract_area", "parent")
        .prefetch_related(
            "opening_hours",
            "women_only_times",
            "closures",
            "bank_holiday_openings",
            "served_areas__area",
        )
        .order_by("name")
    )


def _rules(today: datetime.date) -> dict[int, dict[ActivityCategory, list[TimetableRule]]]:
    """The rules that run, by hub and category. What is for one person alone is nobody else's to know."""
    running = TimetableRule.objects.running(today).filter(capacity__gt=1)
    ever = Q(until_on=None) | Q(until_on__gte=F("first_on"))  # one that ends before it begins makes nothing
    found: dict[int, dict[ActivityCategory, list[TimetableRule]]] = defaultdict(lambda: defaultdict(list))
    for rule in (
        running.filter(ever).select_related("category").order_by("category__category", "starts", "pk")
    ):
        found[rule.hub_id][rule.category].append(rule)
    return found


def _changes() -> Changes:
    """When each hub, closure and rule was last changed, as the log of events has it."""
    subjects = [model._meta.label_lower for model in (Hub, Closure, TimetableRule)]
    told = Event.objects.filter(subject_type__in=subjects).order_by().values("subject_type", "subject_id")
    rows = told.annotate(at=Max("recorded_at")).values_list("subject_type", "subject_id", "at")
    return {(subject, pk): at for subject, pk, at in rows}


def _facts(hub: Hub) -> list[Hub | Closure]:
    return [hub, *hub.closures.all()]


def _latest(changes: Changes, things: Iterable[Hub | Closure | TimetableRule]) -> datetime.datetime | None:
    """The last change of any of them; None where none is known."""
    known = (changes.get((thing._meta.label_lower, thing.pk)) for thing in things)
    return max(filter(None, known), default=None)
