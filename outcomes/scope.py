"""The places and periods a user can choose a report of."""

import datetime
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count, F, Min, Q, QuerySet
from django.utils import timezone

from foundation.lifecycle.dates import quarter_of, quarter_start
from hubs.models import Hub, Session
from people.models import Area, ContractArea, Release
from referrals.models import Referral

from . import access, disclosure
from .addresses import place_slug
from .extracts.querysets import ExtractQuerySet
from .models import Extract, Target
from .moments import report_moment
from .periods import Period, financial_year, quarter_with
from .places import Kind, ReportPlace, UnknownPlace, area_on, england, places_of
from .querysets import TargetQuerySet

TITLES: dict[Kind, str] = {
    "hub": "Hubs", "area": "Areas", "contract_area": "Contract areas", "england": "England",
}  # fmt: skip


def hubs_open_to(user) -> QuerySet[Hub]:
    """Every hub, or the user's own where they keep to those."""
    hubs = Hub.objects.order_by("name")
    return hubs.filter(team__in=user.team_ids) if access.keeps_to_own_hubs(user) else hubs


def targets_open_to(user) -> TargetQuerySet:
    """Every target with its place; of hubs, only the user's own where they keep to those."""
    found = Target.objects.with_places().latest_first()
    if access.keeps_to_own_hubs(user):
        found = found.filter(Q(hub=None) | Q(hub__in=hubs_open_to(user)))
    return found


def extracts_open_to(user) -> ExtractQuerySet:
    """The extracts whose record the user reads, with who took them."""
    return Extract.objects.visible_to(user).with_taker()


def periods_of_targets() -> list[str]:
    """The periods for which there is any target, the latest first."""
    return list(Target.objects.order_by("-period").values_list("period", flat=True).distinct())


def names_open_to(user, kind: Kind) -> list[str]:
    """The names of the places of a kind that the user reads about."""
    return ["England"] if kind == "england" else [each.name for each in _list_open_to(user, kind)]


def _list_open_to(user, kind: Kind) -> QuerySet:
    """The rows of the list of a kind that the user reads about."""
    lists: dict[Kind, QuerySet] = {
        "hub": hubs_open_to(user),
        "area": Area.objects.order_by("name"),
        "contract_area": ContractArea.objects.order_by("name"),
    }
    return lists[kind]


def areas_of_most_releases(first: datetime.date, last: datetime.date, most: int) -> list[str]:
    """The names of the areas to which most were released in some days, in one query.

    Areas of a number too small to be shown are left out, and the order is that of the rounded numbers: it tells no
    more than the reports do.
    """
    at = report_moment(timezone.localdate())
    counted = (
        Release.objects.filter(released_on__range=(first, last))
        .alias(index_on=F("released_on"))
        .values(area=area_on(at))
        .annotate(number=Count("pk"))
        .filter(number__gte=settings.SMALLEST_NUMBER_SHOWN, area__isnull=False)
    )
    names = dict(Area.objects.values_list("pk", "name"))
    rounded = [
        (disclosure.control_count(row["number"], settings.SMALLEST_NUMBER_SHOWN) or 0, names[row["area"]])
        for row in counted
    ]
    return [name for _, name in sorted(rounded, key=lambda each: (-each[0], each[1]))[:most]]


def place_open_to(user, kind: Kind, slug: str) -> ReportPlace:
    """The place of an address. Raises UnknownPlace for one that is not there or not the user's to read about."""
    places = [england()] if kind == "england" else places_of(kind, _list_open_to(user, kind))
    for place in places:
        if place_slug(place.name) == slug:
            return place
    raise UnknownPlace("There is no such place.")


def place_choices(user) -> list[tuple[str, list[tuple[str, str]]]]:
    """The places to choose from, grouped by kind; a value is the kind and the slug, as in addresses."""
    groups = []
    for kind, title in TITLES.items():
        prefix = kind.replace("_", "-")
        named = [(f"{prefix}/{place_slug(name)}", name) for name in names_open_to(user, kind)]
        if named:
            groups.append((title, named))
    return groups


def periods(latest_day: datetime.date) -> list[Period]:
    """Quarters and financial years from the first fact a report counts to a day, the newest first."""
    return list(_periods(min(_first_day() or latest_day, latest_day), latest_day))


def _periods(first: datetime.date, last: datetime.date) -> Iterator[Period]:
    for number in range(quarter_of(last), quarter_of(first) - 1, -1):
        quarter = quarter_with(quarter_start(number))
        if number % 4 == 0 or number == quarter_of(last):
            yield financial_year(quarter.starts_on.year - (quarter.starts_on.month < 4))
        yield quarter


def _first_day() -> datetime.date | None:
    """The earliest day that a release, a referral or a session falls on."""
    today = timezone.localdate()
    released = Release.objects.filter(released_on__lte=today).aggregate(day=Min("released_on"))["day"]
    held = Session.objects.filter(held_on__lte=today).aggregate(day=Min("held_on"))["day"]
    submitted = Referral.objects.aggregate(moment=Min("submitted_at"))["moment"]
    days = [released, held, submitted and timezone.localdate(submitted)]
    return min((day for day in days if day), default=None)
