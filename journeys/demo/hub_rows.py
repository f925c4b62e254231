"""Sessions of the hubs that people were referred to, and who came."""

import datetime
from collections import defaultdict

from django.utils import timezone

from foundation.lifecycle.transitions import enter
from hubs.models import ActivityCategory, Booking, Hub, Room, Session, TimetableRule
from hubs.timetable.occurrences import horizon, occurrences
from hubs.timetable.recurrence import DAYS, weekly

from .lives import DAY, Life
from .world import World

TIMES = ((10, 0), (14, 0))
ABSENCES = (
    "No contact from the person",
    "Sickness or medical appointment",
    "Work or job interview",
    "Chose not to attend",
)
AHEAD = 7  # days for which people are booked already
PLACES = 16


def write(world: World) -> None:
    """Two sessions a weekday at each hub with people; each person comes once or twice a week while supported."""
    starters = defaultdict(list)
    for life in world.referred:
        if "started_on" in life.referral.facts:
            starters[world.hub(life)].append(life)
    for hub, lives in sorted(starters.items(), key=lambda pair: pair[0].name):
        _hub_days(world, hub, lives)


def _hub_days(world: World, hub: Hub, lives: list[Life]) -> None:
    wanted = _wanted(world, lives)
    first = min(wanted, default=world.today)
    sessions = _sessions(world, hub, first)
    made = world.ledger.write(
        (session, min(session.held_on, world.today), "recorded") for session in sessions
    )
    bookings = []
    for session in made:
        slot = TIMES.index((timezone.localtime(session.starts_at).hour, 0))
        chosen = wanted[session.held_on][slot :: len(TIMES)]
        taken = PLACES if session.held_on < world.today else PLACES - PLACES // 3
        bookings += [_booking(world, session, life) for life in chosen[:taken]]
    world.ledger.write((booking, known, "recorded") for booking, known in bookings)


def _wanted(world: World, lives: list[Life]) -> dict[datetime.date, list[Life]]:
    """Who is expected on each day: on two fixed weekdays of each person, from start to end of support."""
    wanted = defaultdict(list)
    for life in lives:
        facts = life.referral.facts
        last = min(facts.get("ended_on", world.today + AHEAD * DAY), facts["started_on"] + 150 * DAY)
        day = facts["started_on"]
        while day <= last:
            if day.weekday() in (life.number % 5, life.number // 5 % 5):
                wanted[day].append(life)
            day += DAY
    return wanted


def _sessions(world: World, hub: Hub, first: datetime.date) -> list[Session]:
    """Those that were, each its own; those to come as the timetable's rules have them."""
    categories = list(ActivityCategory.objects.order_by("id"))
    rooms = [
        Room.objects.get_or_create(hub=hub, name=name, defaults={"holds": 20})[0]
        for name in ("Room 1", "Room 2")
    ]
    made, day = [], first
    while day < world.today:
        if day.weekday() < 5:
            for hour, minute in TIMES:
                begins = timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, minute)))
                session = Session(
                    hub=hub, category=categories[(day.toordinal() * 3 + hour) % len(categories)], starts_at=begins,
                    ends_at=begins + datetime.timedelta(hours=2), held_on=day, capacity=PLACES, lead=world.worker(hub),
                    room=rooms[hour > 12],
                )  # fmt: skip
                made.append(_in_its_state(world, session))
        day += DAY
    return made + _to_come(world, _rules(world, hub, categories, rooms))


def _rules(
    world: World, hub: Hub, categories: list[ActivityCategory], rooms: list[Room]
) -> list[TimetableRule]:
    """A morning and an afternoon session on every weekday, week after week."""
    monday = world.today - world.today.weekday() * DAY
    rules = [
        TimetableRule(
            hub=hub, category=categories[(weekday * 7 + hour) % len(categories)], room=rooms[hour > 12],
            lead=world.worker(hub), starts=datetime.time(hour, minute), minutes=120, capacity=PLACES,
            recurrence=weekly([name]), first_on=monday + weekday * DAY,
        )
        for weekday, name in enumerate(DAYS[:5])
        for hour, minute in TIMES
    ]  # fmt: skip
    return TimetableRule.objects.bulk_create(rules)


def _to_come(world: World, rules: list[TimetableRule]) -> list[Session]:
    return [
        Session(
            hub=rule.hub, category=rule.category, starts_at=slot.starts_at, ends_at=slot.ends_at, held_on=slot.day,
            capacity=rule.capacity, lead=rule.lead, room=rule.room, rule=rule, rule_starts_at=slot.starts_at,
        )
        for rule in rules
        for slot in occurrences(rule, world.today, horizon(world.today))
    ]  # fmt: skip


def _in_its_state(world: World, session: Session) -> Session:
    if world.draw.chance(0.03):
        session.not_held_reason = world.draw.rng.choice(["Staff absence", "Weather or transport"])
        return enter(session, "not_held")
    session.register_at, session.recorded_by = session.ends_at, session.lead
    return enter(session, "recorded")


def _booking(world: World, session: Session, life: Life) -> tuple[Booking, datetime.date]:
    booking = Booking(session=session, person=world.person(life), hub=session.hub, held_on=session.held_on)
    if session.state != "recorded":
        return booking, min(session.held_on, world.today)
    came = world.draw.chance(life.attends)
    marks, weights = (
        (("attended", "late", "left_early"), (88, 8, 4))
        if came
        else (("did_not_attend", "not_expected"), (8, 2))
    )
    booking.mark = world.draw.rng.choices(marks, weights)[0]
    if not came:
        booking.absence_reason = world.draw.rng.choice(ABSENCES)
    booking.walk_in = came and world.draw.chance(0.03)
    booking.marked_by, booking.marked_at = session.lead, session.ends_at
    return booking, world.draw.known(session.held_on)
