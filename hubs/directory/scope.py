"""What the pages about hubs may fetch. Every hub is open to whoever may see hubs: no person stands on these pages."""

import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle.working_days import bank_holidays
from people.models import ContractArea

from .. import access
from ..actions import closing
from ..models import BankHolidayOpening, Closure, Hub, OpeningHours, Session, WomenOnlyTime
from ..querysets import HubQuerySet
from .opening import Span

STEP = 5  # places
A_YEAR = datetime.timedelta(days=365)


def hubs() -> HubQuerySet:
    """Every hub with its provider and contract area; `taken` is the number of places that are."""
    return Hub.objects.with_taken().select_related("contract_area", "team__organisation", "parent")


def say_free(hub: Hub, user: User) -> str:
    """How many places are free: exactly for those who work with people, in steps of 5 for those who read of numbers.

    Otherwise the number taken, which outcomes give them rounded, stood beside it. (outcomes: section 3)
    """
    free = max(hub.places - hub.taken, 0)
    if user.may(Permission.VIEW_PERSON) or free == 0:
        return f"{free} of {hub.places}"
    return (
        f"{free // STEP * STEP} or more of {hub.places}"
        if free >= STEP
        else f"fewer than {STEP} of {hub.places}"
    )


def hubs_in(contract_area: ContractArea | None) -> HubQuerySet:
    """The hubs of one contract area, or all, by name."""
    found = hubs().filter(contract_area=contract_area) if contract_area else hubs()
    return found.order_by("name")


def hub(slug: str) -> Hub:
    """Raises Http404."""
    return get_object_or_404(hubs(), slug=slug)


def hub_of_manager(user: User, slug: str) -> Hub:
    """A hub to change. Raises Http404, and NotYou for one that the user does not manage."""
    found = hub(slug)
    if not access.manages_hub(user, found):
        raise NotYou(f"Only the hub manager of {found.name} can do this.")
    return found


def satellites(of: Hub) -> HubQuerySet:
    return Hub.objects.filter(parent=of)


def closures_not_over(of: Hub) -> list[Closure]:
    return list(Closure.objects.filter(hub=of).not_over(timezone.localdate()).select_related("recorded_by"))


def closure(of: Hub, pk: int) -> Closure:
    """A closure of the hub that is not over. Raises Http404."""
    return get_object_or_404(Closure.objects.not_over(timezone.localdate()), hub=of, pk=pk)


def was_taken_back(of: Hub, pk: int) -> bool:
    """Whether this closure of the hub has been taken back as a whole."""
    return Closure.objects.filter(hub=of, pk=pk).exclude(taken_back_at=None).exists()


def touched(user: User, of: Hub, first_on: datetime.date, last_on: datetime.date) -> list[Session]:
    """The sessions a closure touches, with how many are booked. Raises Http404 for what is not the user's."""
    if not access.works_at(user, of):
        raise Http404
    found = closing.touched(of, first_on, last_on).with_numbers(user).order_by("starts_at", "pk")
    return list(found[: closing.MOST_SESSIONS])


def opening_week(of: Hub, day: datetime.date) -> dict[int, list[Span]]:
    """The opening hours in force on a day, by weekday."""
    return _by_weekday(of.opening_hours.all(), ("opens_at", "closes_at"), day)


def women_only_week(of: Hub, day: datetime.date) -> dict[int, list[Span]]:
    """The women-only times in force on a day, by weekday."""
    return _by_weekday(of.women_only_times.all(), ("starts_at", "ends_at"), day)


def changes_to_come(model: type[OpeningHours] | type[WomenOnlyTime], of: Hub) -> datetime.date | None:
    """The next day from which other hours or times hold."""
    today = timezone.localdate()
    rows = model.objects.filter(hub=of).standing(today)
    days = {row.from_on for row in rows} | {row.until_on for row in rows if row.until_on}
    return min((day for day in days if day > today), default=None)


def bank_holidays_to_come() -> dict[datetime.date, str]:
    """Those of the next year, with their names."""
    today = timezone.localdate()
    return bank_holidays(today, today + A_YEAR)


def openings_on(of: Hub, days) -> dict[datetime.date, Span]:
    """On which of these bank holidays the hub opens, and when."""
    rows = BankHolidayOpening.objects.filter(hub=of, day__in=days)
    return {row.day: Span(row.opens_at, row.closes_at) for row in rows}


def _by_weekday(rows, names: tuple[str, str], day: datetime.date) -> dict[int, list[Span]]:
    week: dict[int, list[Span]] = {}
    for row in rows:
        if row.from_on <= day and (row.until_on is None or day < row.until_on):
            week.setdefault(row.weekday, []).append(Span(*(getattr(row, name) for name in names)))
    return {weekday: sorted(spans) for weekday, spans in week.items()}
