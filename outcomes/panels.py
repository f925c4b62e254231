"""What the home page says about outcomes."""

import datetime
from typing import Any

from django.utils import timezone

from foundation.accounts import panels
from foundation.accounts.roles import Permission

from . import access, scope
from .addresses import report_url
from .indicators import indicator
from .pages.words import say_period
from .periods import Period, financial_year, quarter_with, year_of
from .places import Kind, ReportPlace

MOST_HUBS, MOST_AREAS = 12, 8
SOON = "housed-on-release"


def reports(request: Any) -> dict | None:
    """The newest periods whose first outcomes are mature.

    The user's own hubs, or the areas of most releases and then the contract areas; England last.
    """
    year, quarter = newest_mature_year(), newest_mature_quarter()
    kind: Kind
    contract_areas: list[str] = []
    if access.keeps_to_own_hubs(request.user):
        kind, names = "hub", scope.names_open_to(request.user, "hub")[:MOST_HUBS]
    else:
        days = min(year.starts_on, quarter.starts_on), max(year.ends_on, quarter.ends_on)
        kind, names = "area", scope.areas_of_most_releases(*days, MOST_AREAS)
        contract_areas = scope.names_open_to(request.user, "contract_area")
    return {
        "title": "Outcome reports",
        "places": [_entry(kind, name, year, quarter) for name in names],
        "contract_areas": [(name, _url("contract_area", name, year)) for name in contract_areas],
        "england": _entry("england", "England", year, quarter),
        "year": _say(year),
    }


def newest_mature_quarter() -> Period:
    """The last quarter for which housing on the night of release can be known."""
    period = quarter_with(timezone.localdate())
    while not _is_mature(period):
        period = quarter_with(period.starts_on - datetime.timedelta(days=1))
    return period


def newest_mature_year() -> Period:
    """The last financial year for which housing on the night of release can be known."""
    period = year_of(quarter_with(timezone.localdate()))
    while not _is_mature(period):
        period = financial_year(period.starts_on.year - 1)
    return period


def _is_mature(period: Period) -> bool:
    return indicator(SOON).matures_on(period.ends_on) <= timezone.localdate()


def _entry(kind: Kind, name: str, *periods: Period) -> tuple[str, list[tuple[str, str]]]:
    return name, [(_say(period), _url(kind, name, period)) for period in periods]


def _say(period: Period) -> str:
    return f"Financial year {period.label}" if period.is_year else say_period(period)


def _url(kind: Kind, name: str, period: Period) -> str:
    return report_url(ReportPlace(kind, name, None, frozenset()), period)


def register() -> None:
    panels.register(panels.Panel("outcomes/panels/reports.html", Permission.READ_OUTCOMES, reports, order=40))
