"""What the home page says about outcomes."""

import datetime
from typing import Any

from django.utils import timezone

from foundation.accounts import panels
from foundation.accounts.roles import Permission

from . import scope
from .addresses import report_url
from .indicators import CATALOGUE
from .pages.words import say_period
from .periods import Period, quarter_with
from .places import ReportPlace, england, place_named

MOST_SHOWN = 6
SOON = "housed-on-release"


def reports(request: Any) -> dict | None:
    """The newest quarter whose first outcomes are mature, for England and for the user's hubs, if they keep to some."""
    period = newest_mature_quarter()
    places: list[ReportPlace] = [*_own_hubs(request.user), england()]
    return {
        "title": f"Outcome reports, {say_period(period)}",
        "reports": [(place.name, report_url(place, period)) for place in places],
    }


def newest_mature_quarter() -> Period:
    """The last quarter for which housing on the night of release can be known."""
    housed = next(each for each in CATALOGUE if each.slug == SOON)
    period = quarter_with(timezone.localdate())
    while housed.matures_on(period.ends_on) > timezone.localdate():
        period = quarter_with(period.starts_on - datetime.timedelta(days=1))
    return period


def _own_hubs(user: Any) -> list[ReportPlace]:
    if not user.may(Permission.READ_INTERNAL_OUTCOMES):
        return []
    return [place_named("hub", name) for name in scope.names_open_to(user, "hub")[:MOST_SHOWN]]


def register() -> None:
    panels.register(panels.Panel("outcomes/panels/reports.html", Permission.READ_OUTCOMES, reports, order=40))
