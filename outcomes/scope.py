"""The places and periods a user can choose a report of."""

import datetime
from collections.abc import Iterator

from django.db.models import Min, QuerySet
from django.utils import timezone

from foundation.lifecycle.dates import quarter_of, quarter_start
from hubs.models import Hub, Session
from people.models import Area, ContractArea, Release
from referrals.models import Referral

from . import access
from .addresses import place_slug
from .periods import Period, financial_year, quarter_with
from .places import Kind, ReportPlace, UnknownPlace, england, place_named

TITLES: dict[Kind, str] = {
    "hub": "Hubs", "area": "Areas", "contract_area": "Contract areas", "england": "England",
}  # fmt: skip


def hubs_open_to(user) -> QuerySet[Hub]:
    """Every hub, or the user's own where they keep to those."""
    hubs = Hub.objects.order_by("name")
    return hubs.filter(team__in=user.team_ids) if access.keeps_to_own_hubs(user) else hubs


def names_open_to(user, kind: Kind) -> list[str]:
    """The names of the places of a kind that the user reads about."""
    lists: dict[Kind, QuerySet] = {
        "hub": hubs_open_to(user),
        "area": Area.objects.order_by("name"),
        "contract_area": ContractArea.objects.order_by("name"),
    }
    return ["England"] if kind == "england" else list(lists[kind].values_list("name", flat=True))


def place_open_to(user, kind: Kind, slug: str) -> ReportPlace:
    """The place of an address. Raises UnknownPlace for one that is not there or not the user's to read about."""
    for name in names_open_to(user, kind):
        if place_slug(name) == slug:
            return england() if kind == "england" else place_named(kind, name)
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


def periods() -> list[Period]:
    """Quarters and financial years from the first fact a report counts to today, the newest first."""
    today = timezone.localdate()
    return list(_periods(_first_day() or today, today))


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
