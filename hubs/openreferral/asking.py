"""What may be asked of a list: the parameters of the standard that mean something for hubs."""

import datetime
import re
import uuid
from collections.abc import Callable, Iterable, Mapping

from django.utils import timezone

from ..timetable.recurrence import DAYS
from . import schedules, taxonomies
from .items import Item
from .offers import Offer

OfferTest = Callable[[Offer], bool]
ScheduleTest = Callable[[Item], bool]
_LOST_PLUS = re.compile(r" (\d\d:?\d\d)$")  # an offset like +01:00, whose sign an address reads as a space


class Unreadable(ValueError):
    """A parameter that cannot be read; the text says what can."""


def read(given: Mapping[str, str], allowed: Iterable[str]) -> dict[str, str]:
    """The parameters that have a value.

    Raises Unreadable for one that the list does not take: to leave out a filter unsaid would pass off everything as
    the answer.
    """
    if not set(given) <= set(allowed):
        raise Unreadable(f"This list takes {', '.join(allowed)} and no other parameter.")
    return {name: value.strip() for name, value in given.items() if value.strip()}


def wanted(offers: Iterable[Offer], asked: Mapping[str, str]) -> list[Offer]:
    """The offers that meet everything that is asked; day and times must meet in one schedule. Raises Unreadable."""
    tests = [read_value(asked[name]) for name, read_value in OFFERS.items() if name in asked]
    times = [read_value(asked[name]) for name, read_value in SCHEDULES.items() if name in asked]
    found = [offer for offer in offers if all(test(offer) for test in tests)]
    if not times:
        return found
    return [
        offer for offer in found if any(all(test(each) for test in times) for each in schedules.of(offer))
    ]


def _search(text: str) -> OfferTest:
    """Every word somewhere in what the service is called, and where it is."""
    words = text.casefold().split()

    def test(offer: Offer) -> bool:
        hub, category = offer.hub, offer.category
        said = [hub.name, hub.town, hub.contract_area.name, hub.postcode, offer.provider.organisation.name]
        said += [category.category, category.type] if category else []
        return all(word in " ".join(said).casefold() for word in words)

    return test


def _term(text: str) -> OfferTest:
    """A category; or a type, which stands for all categories within it."""
    wanted_id = _id(text)

    def test(offer: Offer) -> bool:
        said = [taxonomies.term(offer.category)] if offer.category else []
        return any(wanted_id in (each["id"], each["parent_id"]) for each in said)

    return test


def _taxonomy(text: str) -> OfferTest:
    is_ours = _id(text) == taxonomies.ID
    return lambda offer: is_ours and offer.category is not None


def _organization(text: str) -> OfferTest:
    wanted_id = _id(text)
    return lambda offer: offer.provider.id == wanted_id


def _modified(text: str) -> OfferTest:
    """On or after the moment; a service of which no change is known may have changed, and is given."""
    try:
        moment = datetime.datetime.fromisoformat(_LOST_PLUS.sub(r"+\1", text) if "T" in text else text)
    except ValueError:
        raise Unreadable("modified_after is a date and time, like 2026-06-03T09:00:00Z.") from None
    since = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    return lambda offer: offer.changed_at is None or offer.changed_at >= since


def _day(text: str) -> ScheduleTest:
    """MO to SU, or the name of a weekday."""
    day = text[:2].upper()
    names = {name: full.casefold() for name, full in zip(DAYS, _WEEKDAYS, strict=True)}
    if day not in names or text.casefold() not in (day.casefold(), names[day]):
        raise Unreadable(f"day is one of {', '.join(DAYS)}.")
    return lambda item: any(each.endswith(day) for each in item.get("byday", "").split(","))


def _starts(text: str) -> ScheduleTest:
    time = _time("start_time", text)
    return lambda item: datetime.time.fromisoformat(item["opens_at"]) >= time


def _ends(text: str) -> ScheduleTest:
    time = _time("end_time", text)
    return lambda item: datetime.time.fromisoformat(item["closes_at"]) <= time


def _time(name: str, text: str) -> datetime.time:
    try:
        time = datetime.time.fromisoformat(text)
    except ValueError:
        time = None
    if time is None or time.tzinfo:
        raise Unreadable(f"{name} is a London time, like 09:30.")
    return time


def _id(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise Unreadable("An id of this directory is a UUID, as its lists give it.") from None


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OFFERS: dict[str, Callable[[str], OfferTest]] = {
    "search": _search,
    "taxonomy_term_id": _term,
    "taxonomy_id": _taxonomy,
    "organization_id": _organization,
    "modified_after": _modified,
}
SCHEDULES: dict[str, Callable[[str], ScheduleTest]] = {"day": _day, "start_time": _starts, "end_time": _ends}
PAGING = ("page", "per_page")
OF_OFFERS = (*PAGING, *OFFERS, *SCHEDULES)
