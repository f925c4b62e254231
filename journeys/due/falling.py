"""Due work: the clocks that fall to a user or their teams, about people the user may know of.

It lies up here since a clock below knows a person by number only. (domain: Clocks; interface: Home per role)
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import JSONObject

from foundation.accounts.models import Team, User
from foundation.design.dates import today
from foundation.lifecycle.models import RunningClock
from foundation.lifecycle.querysets import RunningClockQuerySet
from foundation.lifecycle.working_days import add_working_days
from people.models import Person

from ..known.gathering import partly
from ..next_action.sets import PERSON_FIELDS

SOON = 5  # working days that a list calls "next"

UNDATED = "undated"  # the tab of what no clock carries: `undated.py`

# What a tab shows, and its words. The order is that of the tabs.
TABS = {
    "": "All",
    "overdue": "Overdue",
    "today": "Due today",
    "next": f"Next {SOON} working days",
    "paused": "Paused",
    UNDATED: "Without a date",
}


def falling_to(user: User) -> RunningClockQuerySet:
    """Every clock that runs or stands still for the user or a team of theirs, the soonest due first."""
    about = Person.objects.visible_to(user).filter(pk=OuterRef("person_id"))
    clocks = RunningClock.objects.filter(stopped_at=None).falling_to(user)
    return clocks.filter(Q(person_id=None) | Exists(about)).order_by("due_on", "id")


def of_whom(clocks: RunningClockQuerySet, user: User, whose: str) -> RunningClockQuerySet:
    """`mine`: named to the user; `unassigned`: to the team, with nobody named yet; anything else is all."""
    return clocks.filter({"mine": Q(user=user), "unassigned": Q(user=None)}.get(whose, Q()))


def teams_of(user: User) -> list[Team]:
    """The teams whose work the user sees, to choose from; asks nothing for those with one."""
    if len(user.team_ids) < 2:
        return []
    return list(Team.objects.filter(pk__in=user.team_ids).order_by("name"))


def on_tab(clocks: RunningClockQuerySet, tab: str) -> RunningClockQuerySet:
    """Those of one tab; an unknown one shows all."""
    return clocks.filter(_when(today()).get(tab, Q()))


class Tallies:
    """How many clocks of each kind fall to a user on each tab: one query, for the choices and the counts of a list."""

    def __init__(self, user: User) -> None:
        wanted = {name: Count("pk", filter=when) for name, when in _when(today()).items()}
        whose = Case(
            When(user=user, then=Value("mine")), When(user=None, then=Value("unassigned")), default=Value("")
        )
        grouped = falling_to(user).order_by().annotate(whose=whose).values("clock", "team", "whose")
        self._groups: list[dict[str, Any]] = list(grouped.annotate(**wanted))

    @property
    def kinds(self) -> list[str]:
        """The names of the clocks that fall to the user, to choose from."""
        return sorted({group["clock"] for group in self._groups})

    def counts(self, *, whose: str = "", clock: str = "", team: str = "") -> dict[str, int]:
        """By tab, but the first; narrowed as the list is."""
        counted = [
            group for group in self._groups
            if whose in (group["whose"], "") and clock in (group["clock"], "") and team in (str(group["team"]), "")
        ]  # fmt: skip
        return {tab: sum(group[tab] for group in counted) for tab in _when(today())}


def at_home(user: User, *, limit: int) -> tuple[list[RunningClock], dict[str, int]]:
    """What is overdue, due today or in the next working days; and what `counts` says of them all.

    One query: a window counts every row before the limit leaves the soonest.
    """
    when, soon = _when(today()), add_working_days(today(), SOON)
    numbers = {f"number_{tab}": Window(Count("pk", filter=asked)) for tab, asked in when.items()}
    running_first = F("paused_on").asc(nulls_first=True)
    clocks = with_people(falling_to(user)).select_related("team", "user").annotate(**numbers)
    rows = list(clocks.order_by(running_first, "due_on", "id")[:limit])
    tallies = {tab: getattr(rows[0], f"number_{tab}") if rows else 0 for tab in when}
    return [row for row in rows if row.paused_on is None and row.due_on <= soon], tallies


def with_people(clocks: RunningClockQuerySet) -> RunningClockQuerySet:
    """`said_of_person`: whom each is about, in the same query; `falling_to` has asked whether the user may see them."""
    said = JSONObject(**{name: F(name) for name in PERSON_FIELDS})
    return clocks.annotate(
        said_of_person=Subquery(Person.objects.filter(pk=OuterRef("person_id")).order_by().values(said=said))
    )


def people_of(clocks: Iterable[Any]) -> Mapping[int, Person]:
    """Whom the clocks of `with_people` are about."""
    return {run.person_id: partly(Person, run.said_of_person) for run in clocks if run.said_of_person}


def _when(day: datetime.date) -> dict[str, Any]:
    running = Q(paused_on=None)
    return {
        "overdue": running & Q(due_on__lt=day),
        "today": running & Q(due_on=day),
        "next": running & Q(due_on__gt=day, due_on__lte=add_working_days(day, SOON)),
        "paused": Q(paused_on__isnull=False),
    }
