"""The timeline of one person: everything that happened, in the order in which it took effect (domain: Timeline).

One query puts all sources together, however many there are and however long the life; a page of it is cut by the
database, without counting.
"""

import datetime
from collections.abc import Iterable

from django.db.models import CharField, QuerySet, Value
from django.utils import timezone

from foundation.accounts.models import User
from foundation.design.dates import today
from foundation.design.paging import CountFreePage, CountFreePaginator
from foundation.lifecycle.facts import Moment
from foundation.lifecycle.working_days import ONE_DAY
from people.models import Person

from .entries import NAMES, Entry, Row, Source
from .sources import (
    caseload,
    circumstances,
    documents,
    gate,
    handovers,
    hub_days,
    needs,
    notes,
    offences,
    pathways,
    plans,
    referrals,
    standing,
    top,
)

SOURCES: tuple[Source, ...] = (
    *referrals.SOURCES,
    *caseload.SOURCES,
    *circumstances.SOURCES,
    *documents.SOURCES,
    *gate.SOURCES,
    *handovers.SOURCES,
    *hub_days.SOURCES,
    *needs.SOURCES,
    *pathways.SOURCES,
    *notes.SOURCES,
    *offences.SOURCES,
    *plans.SOURCES,
    *standing.SOURCES,
    *top.SOURCES,
)
KINDS = {
    "referral": "Referrals",
    "gate": "Through the gate",
    "handover": "Handovers to services",
    "caseload": "Caseload",
    "release": "Releases",
    "consent": "Consent",
    "supervision": "Supervision",
    "condition": "Licence conditions",
    "label": "Labels",
    "attendance": "Attendance",
    "wellbeing": "Wellbeing",
    "pathway": "Needs and pathways",
    "spell": "Jobs, homes and treatment",
    "milestone": "Milestones",
    "check": "Checks",
    "treatment": "Treatment forms",
    "contact": "Contacts and notes",
    "document": "Documents",
    "plan": "Plan",
    "concern": "Concerns",
    "offence": "Proven offences",
    "signal": "Arrests and charges",
    "risk": "Risk information",
    "death": "Death",
}
Days = tuple[datetime.date | None, datetime.date | None]
_BY_NAME = {source.name: source for source in SOURCES}
PER_PAGE = 50
MOST_PRINTED = 1000


def kinds_open_to(user: User) -> list[tuple[str, str]]:
    """What this user can choose to see, as value and label."""
    open_kinds = {source.kind for source in SOURCES if user.may(source.permission)}
    return [(kind, label) for kind, label in KINDS.items() if kind in open_kinds]


def page_of(
    person: Person,
    user: User,
    *,
    number: object,
    kinds: Iterable[str] = (),
    between: Days = (None, None),
    moment: Moment | None = None,
    size: int = PER_PAGE,
) -> CountFreePage:
    """A page of entries, latest first; `person` must have been fetched in the user's scope.

    kinds: narrows it; none means all that the user may see. between: the first and the last day, either may be left
    open. moment: what was so and known then; without one, today.
    """
    rows = _rows(person, user, set(kinds), between, moment or Moment(today()))
    page = CountFreePaginator(rows, size).page(number)
    page.object_list = [_entry(Row(*row)) for row in page.object_list]
    return page


def latest(person: Person, user: User, count: int) -> list[Entry]:
    """The newest entries, for the overview."""
    return list(page_of(person, user, number=1, size=count))


def known_on(day: datetime.date) -> Moment:
    """What was so by the end of a day, as it was known then."""
    midnight = datetime.datetime.combine(
        day + ONE_DAY, datetime.time(), tzinfo=timezone.get_default_timezone()
    )
    return Moment(day, midnight - datetime.timedelta.resolution)


def _rows(person: Person, user: User, kinds: set[str], between: Days, moment: Moment):
    """The rows of every source open to the user, in one query that is not asked yet."""
    chosen = [
        source for source in SOURCES if user.may(source.permission) and (not kinds or source.kind in kinds)
    ]
    if not chosen:
        return []
    first, *others = [
        _between(source.rows(person, user, moment), between)
        .annotate(timeline_source=Value(source.name, output_field=CharField()))
        .values_list("timeline_source", *NAMES)
        for source in chosen
    ]
    together = first.union(*others, all=True)
    return together.order_by("-timeline_day", "-timeline_known", "timeline_source", "-pk")


def _between(rows: QuerySet, days: Days) -> QuerySet:
    first, last = days
    if first:
        rows = rows.filter(timeline_day__gte=first)
    return rows.filter(timeline_day__lte=last) if last else rows


def _entry(row: Row) -> Entry:
    return _BY_NAME[row.told_by].entry(row)
