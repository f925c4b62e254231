"""What the home page says about outcomes."""

import datetime
from typing import Any

from django.utils import timezone

from foundation.accounts import panels
from foundation.accounts.roles import Permission

from . import access, scope
from .addresses import report_url
from .indicators import CATALOGUE
from .pages.words import say_period
from .periods import Period, quarter_with
from .places import Kind, ReportPlace

MOST_SHOWN = 12
SOON = "housed-on-release"


def reports(request: Any) -> dict | None:
    """The newest quarter whose first outcomes are mature: England, and the user's hubs or the contract areas."""
    period = newest_mature_quarter()
    kind: Kind = "hub" if access.keeps_to_own_hubs(request.user) else "contract_area"
    named = [(name, kind) for name in scope.names_open_to(request.user, kind)[:MOST_SHOWN]]
    return {
        "title": f"Outcome reports, {say_period(period)}",
        "reports": [
            (name, report_url(ReportPlace(kind, name, None, frozenset()), period))
            for name, kind in [*named, ("England", "england")]
        ],
    }


def newest_mature_quarter() -> Period:
    """The last quarter for which housing on the night of release can be known."""
    housed = next(each for each in CATALOGUE if each.slug == SOON)
    period = quarter_with(timezone.localdate())
    while housed.matures_on(period.ends_on) > timezone.localdate():
        period = quarter_with(period.starts_on - datetime.timedelta(days=1))
    return period


def register() -> None:
    panels.register(panels.Panel("outcomes/panels/reports.html", Permission.READ_OUTCOMES, reports, order=40))
