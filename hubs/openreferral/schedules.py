"""When a service is: the hours of a hub, or the rules of its timetable, as recurrences of RFC 5545.

All times are those of a London clock, summer and winter: an offset from UTC would be wrong for half of the year. The
standard knows weeks and months; what comes round otherwise, or on days it has no field for, is said in words alone.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping

from foundation.design.dates import say_day, say_time

from ..models import Hub, OpeningHours, TimetableRule, WomenOnlyTime
from ..timetable import recurrence, wording
from ..timetable.recurrence import DAYS
from .items import Item, key, known
from .offers import Offer

LONDON = "London time."
WOMEN = "For women only."
NOT_ON_BANK_HOLIDAYS = "Not on bank holidays."
ONE_DAY = datetime.timedelta(days=1)
SAID_BY_MONTH = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY"}
SAID_BY_WEEK = {"FREQ", "INTERVAL", "BYDAY"}


def of(offer: Offer) -> list[Item]:
    """Its schedules, those of today and those to come."""
    if offer.category is None:
        return _of_hub(offer)
    return [_of_rule(offer, rule) for rule in offer.rules]


def _of_rule(offer: Offer, rule: TimetableRule) -> Item:
    """What staff typed (title, room, reasons) was not typed for the public, and stays inside."""
    said = wording.words(rule.recurrence)
    ends = wording.end_of(rule)
    first = recurrence.first_from(rule.recurrence, rule.first_on, rule.first_on)
    skips = rule.on_bank_holidays == TimetableRule.OnBankHolidays.SKIP
    return known(
        id=key("schedule", rule.uuid),
        service_id=offer.id,
        valid_from=rule.first_on.isoformat(),
        valid_to=rule.until_on and rule.until_on.isoformat(),
        dtstart=first.isoformat(),
        **_recurring(recurrence.parts_of(rule.recurrence)),
        description=f"{said[0].upper()}{said[1:]}, {say_time(rule.starts)} to {say_time(ends)}.",
        opens_at=rule.starts.isoformat(),
        closes_at=ends.isoformat(),
        notes=_notes(WOMEN if rule.women_only else "", NOT_ON_BANK_HOLIDAYS if skips else ""),
    )


def _recurring(parts: Mapping[str, str]) -> Item:
    """The recurrence in the fields of the standard; none where they cannot say it whole."""
    frequency, every, days = parts["FREQ"], int(parts.get("INTERVAL", "1")), parts.get("BYDAY", "")
    weeks_begin_on_monday = parts.get("WKST", "MO") == "MO" or every == 1
    if frequency == "DAILY" and every == 1:
        frequency, days = "WEEKLY", days or ",".join(DAYS)
    fields = set(parts) - {"WKST"}
    if frequency == "WEEKLY" and fields <= SAID_BY_WEEK and weeks_begin_on_monday:
        return known(freq="WEEKLY", interval=every, byday=days)
    if frequency == "MONTHLY" and fields <= SAID_BY_MONTH:
        return known(freq="MONTHLY", interval=every, byday=days, bymonthday=parts.get("BYMONTHDAY"))
    return {}


def _of_hub(offer: Offer) -> list[Item]:
    """Hours that its manager has said: the example hours of the reference list are nobody's word."""
    hub, found = offer.hub, []
    if hub.hours_set_at:
        found += _weekly(offer, hub.opening_hours.all(), ("opens_at", "closes_at"), NOT_ON_BANK_HOLIDAYS)
    found += _weekly(offer, hub.women_only_times.all(), ("starts_at", "ends_at"), WOMEN)
    return found + _bank_holidays(offer, hub)


def _weekly(
    offer: Offer, rows: Iterable[OpeningHours | WomenOnlyTime], names: tuple[str, str], note: str
) -> list[Item]:
    """One schedule for all weekdays that have the same span over the same dates."""
    weekdays: dict[tuple, set[int]] = defaultdict(set)
    for row in rows:
        if row.until_on is None or row.until_on > offer.today:
            span = (getattr(row, name) for name in names)
            weekdays[(row.from_on, row.until_on, *span)].add(row.weekday)
    found = []
    for (since, until, starts, ends), days in weekdays.items():
        found.append(
            known(
                id=key("schedule", offer.id, note, since, until, starts, ends),
                service_id=offer.id,
                valid_from=since.isoformat(),
                valid_to=until and (until - ONE_DAY).isoformat(),
                freq="WEEKLY",
                interval=1,
                byday=",".join(DAYS[day] for day in sorted(days)),
                opens_at=starts.isoformat(),
                closes_at=ends.isoformat(),
                notes=_notes(note),
            )
        )
    return found


def _bank_holidays(offer: Offer, hub: Hub) -> list[Item]:
    """Those to come on which the hub opens all the same: one day each, so nothing recurs."""
    return [
        known(
            id=key("schedule", offer.id, "bank holiday", each.day),
            service_id=offer.id,
            valid_from=each.day.isoformat(),
            valid_to=each.day.isoformat(),
            dtstart=each.day.isoformat(),
            description=f"Open on the bank holiday of {say_day(each.day)}.",
            opens_at=each.opens_at.isoformat(),
            closes_at=each.closes_at.isoformat(),
            notes=LONDON,
        )
        for each in hub.bank_holiday_openings.all()
        if each.day >= offer.today
    ]


def _notes(*notes: str) -> str:
    return " ".join(filter(None, [*notes, LONDON]))
