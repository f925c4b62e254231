"""What the hub manager says of the hub: where it is, whom to ask, when it opens, how many it takes.

Each change is an event; what was so before stays in the row's own dates or in the event. (domain: Hub)
"""

import datetime
from collections.abc import Iterable, Mapping

from django.db import models, transaction
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused
from foundation.lifecycle.working_days import is_bank_holiday
from people.rules import says_nothing, says_too_much

from .. import access
from ..directory.opening import Span
from ..models import BankHolidayOpening, Hub, OpeningHours, Place, Weekday, WomenOnlyTime

DESCRIBES = ("address_1", "address_2", "postcode", "phone", "email", "website", "contact_role")
A_YEAR = datetime.timedelta(days=366)

Week = Mapping[int, Iterable[Span]]  # by weekday; a day without spans is closed


class PlacesTaken(Refused):
    """Fewer places than are taken, and no reason why. `taken` says how many are."""

    def __init__(self, hub: Hub, taken: int, places: int) -> None:
        self.taken = taken
        super().__init__(
            f"{taken} places at {hub.name} are taken, {taken - places} more than {places}. Nobody loses theirs, and "
            "no place opens until enough have ended. Say why, and save again."
        )


def held(hub: Hub, *, by) -> Hub:
    """The hub, locked, for its manager. Raises NotYou."""
    ask(by, Permission.MANAGE_HUB)
    if not access.manages_hub(by, hub):
        raise NotYou(f"Only the hub manager of {hub.name} can do this.")
    return Hub.objects.select_for_update(no_key=True).get(pk=hub.pk)


@transaction.atomic
def describe(hub: Hub, *, by, **said: str) -> Hub:
    """Say where the hub is and how to reach it. said: fields of DESCRIBES. Raises NotYou."""
    hub = held(hub, by=by)
    before = {name: getattr(hub, name) for name in said if name in DESCRIBES}
    moved = {name: said[name] for name in before if said[name] != before[name]}
    if moved:
        for name, value in moved.items():
            setattr(hub, name, value)
        hub.save(update_fields=[*moved])
        told = {"from": {name: before[name] for name in moved}, "to": moved}
        events.write([events.entry(hub, "described", by=by, facts=told)])
    return hub


@transaction.atomic
def set_capacity(hub: Hub, *, by, places: int, session_capacity: int, reason: str = "") -> Hub:
    """Say how many people the hub takes, and how many a session takes unless it says otherwise.

    Sessions that are on keep their own number. Raises PlacesTaken for fewer places than are taken without a reason,
    NotYou.
    """
    hub = held(hub, by=by)
    if too_long := says_too_much(reason):
        raise Refused(too_long)
    taken = Place.objects.open().filter(hub=hub).count()
    if places < taken and places < hub.places and says_nothing(reason):
        raise PlacesTaken(hub, taken, places)
    wanted = {"places": places, "session_capacity": session_capacity}
    moved = {name: value for name, value in wanted.items() if getattr(hub, name) != value}
    if moved:
        told = {"from": {name: getattr(hub, name) for name in moved}, "to": moved}
        for name, value in moved.items():
            setattr(hub, name, value)
        hub.save(update_fields=[*moved])
        words = reason if places < taken else ""
        events.write([events.entry(hub, "capacity_set", by=by, words=words, facts=told)])
    return hub


@transaction.atomic
def set_opening_hours(hub: Hub, week: Week, *, by, from_on: datetime.date) -> Hub:
    """Say when the hub is open each week from a day on; the hours before that day stay as they were.

    The hours are the manager's from then on, and no longer the example. Raises Refused for a day gone by or more than
    a year ahead, NotYou.
    """
    hub = held(hub, by=by)
    _set_week(
        hub, OpeningHours, ("opens_at", "closes_at"), week, by=by, from_on=from_on, what="opening_hours_set"
    )
    hub.hours_set_at = timezone.now()
    hub.save(update_fields=["hours_set_at"])
    return hub


@transaction.atomic
def set_women_only_times(hub: Hub, week: Week, *, by, from_on: datetime.date) -> Hub:
    """Say when the hub is for women alone, from a day on. Raises Refused as `set_opening_hours`, NotYou."""
    hub = held(hub, by=by)
    _set_week(
        hub,
        WomenOnlyTime,
        ("starts_at", "ends_at"),
        week,
        by=by,
        from_on=from_on,
        what="women_only_times_set",
    )
    return hub


@transaction.atomic
def open_on_bank_holidays(hub: Hub, spans: Mapping[datetime.date, Span | None], *, by) -> Hub:
    """Say on which of these bank holidays the hub opens all the same, and when. A day with None is closed.

    Raises Refused for a day that is over or no bank holiday, NotYou.
    """
    hub = held(hub, by=by)
    known = {each.day: each for each in hub.bank_holiday_openings.filter(day__in=spans)}
    log = []
    for day, span in spans.items():
        if day < timezone.localdate() or not is_bank_holiday(day):
            raise Refused("Only a bank holiday that is not over can be changed.")
        opening = known.get(day)
        if span == (opening and Span(opening.opens_at, opening.closes_at)):
            continue
        if opening is not None:
            opening.delete()
        if span is not None:
            BankHolidayOpening.objects.create(
                hub=hub, day=day, opens_at=span.opens_at, closes_at=span.closes_at
            )
        told = {"day": day, "open": _say(span) if span else ""}
        log.append(events.entry(hub, "bank_holiday_set", by=by, effective_on=day, facts=told))
    events.write(log)
    return hub


def _set_week(
    hub: Hub,
    model: type[models.Model],
    names: tuple[str, str],
    week: Week,
    *,
    by,
    from_on: datetime.date,
    what: str,
) -> None:
    """Let the week hold from a day on: what goes on is kept, what ends is dated, what was still to come is replaced."""
    today = timezone.localdate()
    if not today <= from_on <= today + A_YEAR:
        raise Refused("Choose a day from today to a year ahead.")
    wanted = {(day, *span) for day, spans in week.items() for span in spans}
    kept, ending, gone = set(), [], []
    for row in model._default_manager.filter(hub=hub).standing(from_on):  # type: ignore[attr-defined]
        key = (row.weekday, *(getattr(row, name) for name in names))
        if row.from_on > from_on or (row.from_on == from_on and key not in wanted):
            gone.append(row.pk)
            continue
        row.until_on = None if key in wanted else from_on
        kept |= {key} & wanted
        ending.append(row)
    model._default_manager.filter(pk__in=gone).delete()
    model._default_manager.bulk_update(ending, ["until_on"])
    model._default_manager.bulk_create(
        model(hub=hub, weekday=day, from_on=from_on, **dict(zip(names, span, strict=True)))
        for day, *span in sorted(wanted - kept)
    )
    said = {Weekday(day).label: [_say(Span(*span)) for span in spans] for day, spans in week.items() if spans}
    events.write([events.entry(hub, what, by=by, effective_on=from_on, facts={"week": said})])


def _say(span: Span) -> str:
    return f"{span.opens_at:%H:%M}-{span.closes_at:%H:%M}"
