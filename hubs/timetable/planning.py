"""What a change of a rule would do, before it is done: which sessions move, come and go, and whom that touches.

The page shows a plan, the action works one off; both make it here, and `fingerprint` says whether it is still the same.
Sessions that have begun, or that the register knows, are nobody's to plan. (domain: Timetable)
"""

import datetime
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils import timezone

from foundation.accounts.models import User

from ..models import Booking, Session, TimetableException, TimetableRule
from ..rules.refusals import NEUTRAL_CHANGE
from ..states import SessionState
from . import clashes, occurrences
from .occurrences import Slot
from .recurrence import RuleRefused

SAID_BY_RULE = ("category", "title", "room", "lead", "capacity", "women_only", "requirement")


class Move(NamedTuple):
    """A session and when it will be."""

    session: Session
    to: Slot

    @property
    def is_retimed(self) -> bool:
        return (self.session.starts_at, self.session.ends_at) != self.to


@dataclass
class Plan:
    """What saving the rule does to its sessions. `bookings` are the live ones that it touches, by session.

    `visible` are the keys of those bookings that its reader may know of. `kept` were changed on their own and stay as
    they are. `warnings` do not stand against it.
    """

    rule: TimetableRule
    from_on: datetime.date
    moved: list[Move] = field(default_factory=list)
    altered: list[Move] = field(default_factory=list)
    added: list[Slot] = field(default_factory=list)
    removed: list[Session] = field(default_factory=list)
    kept: list[Move] = field(default_factory=list)
    bookings: Mapping[int, Sequence[Booking]] = field(default_factory=dict)
    visible: set[int] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)

    @property
    def touched(self) -> list[Session]:
        """Sessions that move, change or go, in order."""
        return sorted(
            [*(move.session for move in [*self.moved, *self.altered]), *self.removed],
            key=lambda session: session.starts_at,
        )

    @property
    def changes_nothing(self) -> bool:
        return not (self.moved or self.altered or self.added or self.removed)

    @property
    def known(self) -> list[Booking]:
        """The bookings that it touches and that its reader may know of."""
        return [row for rows in self.bookings.values() for row in rows if row.pk in self.visible]

    @property
    def fingerprint(self) -> str:
        """The same for as long as the plan does the same to the same sessions, and bookings as far as its reader knows.

        A booking of somebody hidden changes it no more than it changes the page. (domain: No contact)
        """
        said = [(name, getattr(self.rule, name)) for name in ("recurrence", "first_on", "until_on", "starts")]
        moves = [(move.session.pk, move.session.version, move.to) for move in [*self.moved, *self.altered]]
        gone = [(session.pk, session.version) for session in self.removed]
        people = sorted((row.session_id, row.pk) for row in self.known)
        whole = repr((said, moves, self.added, gone, people, [move.session.pk for move in self.kept]))
        return hashlib.sha256(whole.encode()).hexdigest()


def plan_rule(
    rule: TimetableRule, *, was: TimetableRule | None = None, from_on: datetime.date, by: User
) -> Plan:
    """What happens from a day on if `was` becomes `rule`; without `was`, what a new rule makes at once.

    by: its reader. Raises RuleRefused for a rule that cannot stand, a room that is taken or too small, and a capacity
    below what is booked.
    """
    occurrences.check(rule)
    if rule.room and rule.room.holds and rule.capacity > rule.room.holds:
        raise RuleRefused(
            "capacity", f"{rule.room} holds {rule.room.holds} people. Choose fewer, or another room."
        )
    _ask_room(rule, was, from_on)
    plan = _plan(rule, was, from_on, by)
    _ask_capacity(plan, by)
    plan.warnings = _warnings(plan, was)
    return plan


def plan_end(rule: TimetableRule, *, last_on: datetime.date, by: User) -> Plan:
    """What goes if the last session is on that day at the latest."""
    rule.until_on = min(last_on, rule.until_on) if rule.until_on else last_on
    return _plan(rule, rule, last_on + datetime.timedelta(days=1), by)


def plan_without(rule: TimetableRule, day: datetime.date, *, by: User) -> Plan:
    """What goes if one day of the rule is left out. Raises RuleRefused for a day that the rule does not give."""
    if day < timezone.localdate():
        raise RuleRefused("day", "That day is past. Choose a day to come.")
    if not any(slot.day == day for slot in occurrences.occurrences(rule, day, day)):
        raise RuleRefused("day", f"This rule has no session on {clashes.say_weekday(day)}.")
    if day in clashes.days_left_out(rule):
        raise RuleRefused("day", f"{clashes.say_weekday(day)} is left out already.")
    free, _ = _standing(rule, day)
    removed = [session for session in free if _rule_day(session) == day]
    return _with_bookings(Plan(rule, day, removed=removed), removed, by)


def by_hand(rule: TimetableRule) -> set[datetime.date]:
    """Days on which the rule's one session was changed on its own."""
    return {each.day for each in rule.exceptions.all() if each.kind == TimetableException.Kind.CHANGED}


def _plan(rule: TimetableRule, was: TimetableRule | None, from_on: datetime.date, by: User) -> Plan:
    plan = Plan(rule, from_on)
    now, today = timezone.now(), timezone.localdate()
    free, fixed = _standing(was, from_on) if was else ([], set())
    left_out = (clashes.days_left_out(was) if was else set()) | fixed
    last = max([occurrences.horizon(today), *(_rule_day(session) for session in free)])
    wanted = [
        slot
        for slot in occurrences.occurrences(rule, max(from_on, today), last, left_out=left_out)
        if slot.starts_at > now
    ]
    pairs, plan.added, plan.removed = _paired(free, wanted)
    changed = by_hand(was) if was else set()
    for session, slot in pairs:
        move = Move(session, slot)
        if _rule_day(session) in changed and _rule_day(session) == slot.day:
            plan.kept.append(move)
        elif move.is_retimed:
            plan.moved.append(move)
        elif any(getattr(session, name) != getattr(rule, name) for name in SAID_BY_RULE):
            plan.altered.append(move)
    return _with_bookings(plan, [*(move.session for move in plan.moved), *plan.removed], by)


def _standing(rule: TimetableRule, from_on: datetime.date) -> tuple[list[Session], set[datetime.date]]:
    """The rule's sessions of these days that may still be planned, and the days of those that may not."""
    first = timezone.make_aware(datetime.datetime.combine(from_on, datetime.time.min))
    sessions = Session.objects.filter(rule=rule, rule_starts_at__gte=first).order_by("rule_starts_at")
    free, fixed = [], set()
    for session in sessions.select_related("hub", "category", "room", "lead", "rule"):
        if session.state == SessionState.SCHEDULED and not session.has_begun:
            free.append(session)
        else:
            fixed.add(_rule_day(session))
    return free, fixed


def _rule_day(session: Session) -> datetime.date:
    """The day on which the rule has it, wherever it was moved."""
    return timezone.localdate(session.rule_starts_at)


def _paired(
    free: Iterable[Session], wanted: Iterable[Slot]
) -> tuple[list[tuple[Session, Slot]], list[Slot], list[Session]]:
    """Which session becomes which: the one of the same day, else the next of the same week; then what is over."""
    slots = {slot.day: slot for slot in wanted}
    pairs = [(session, slots.pop(_rule_day(session))) for session in free if _rule_day(session) in slots]
    settled = {session.pk for session, _ in pairs}
    of_week: dict[tuple[int, int], list[Slot]] = defaultdict(list)
    for slot in slots.values():
        of_week[slot.day.isocalendar()[:2]].append(slot)
    removed = []
    for session in (each for each in free if each.pk not in settled):
        coming = of_week[_rule_day(session).isocalendar()[:2]]
        if coming:
            pairs.append((session, coming.pop(0)))
        else:
            removed.append(session)
    added = sorted(slot for left in of_week.values() for slot in left)
    return sorted(pairs, key=lambda pair: pair[1]), added, removed


def _with_bookings(plan: Plan, sessions: Sequence[Session], by: User) -> Plan:
    """The plan with the live bookings of these sessions, and which of them its reader may know of."""
    if sessions:
        live = Booking.objects.live().filter(session__in=sessions)
        found: dict[int, list[Booking]] = defaultdict(list)
        for booking in live.by_name():
            found[booking.session_id].append(booking)
        plan.bookings = dict(found)
        plan.visible = set(live.visible_to(by).values_list("pk", flat=True))
    return plan


def _ask_room(rule: TimetableRule, was: TimetableRule | None, from_on: datetime.date) -> None:
    if rule.room is None:
        return
    today = timezone.localdate()
    first = max(from_on, today)
    slots = occurrences.occurrences(rule, first, first + clashes.A_YEAR)
    but = [was.pk] if was else []
    if taken := clashes.in_room(rule.room, slots, but_rules=but):
        raise RuleRefused("room", f"{rule.room} is taken: {clashes.say(taken)}. Choose another room or time.")


def _ask_capacity(plan: Plan, by: User) -> None:
    """Nobody who has a place loses it by a smaller number of places; who was let in beyond it does not count.

    Names days only by the people whom the reader may know of. (domain: No contact)
    """
    sessions = [
        move.session for move in [*plan.moved, *plan.altered] if _takes_fewer(move.session, plan.rule)
    ]
    if not sessions:
        return
    asked_for = Booking.objects.filter(session__in=sessions).asked_for()
    known = Counter(asked_for.visible_to(by).values_list("session_id", flat=True))
    full = [session for session in sessions if known[session.pk] > plan.rule.capacity]
    if full:
        days = "; ".join(clashes.say_weekday(session.starts_at) for session in full[: clashes.MOST_SHOWN])
        many = "1 session has" if len(full) == 1 else f"{len(full)} sessions have"
        raise RuleRefused(
            "capacity",
            f"{many} more people already than {plan.rule.capacity} ({days}). Choose a greater number.",
        )
    taken = Counter(asked_for.values_list("session_id", flat=True))
    if any(number > plan.rule.capacity for number in taken.values()):
        raise RuleRefused("capacity", NEUTRAL_CHANGE)


def _takes_fewer(session: Session, rule: TimetableRule) -> bool:
    return session.capacity is None or session.capacity > rule.capacity


def _warnings(plan: Plan, was: TimetableRule | None) -> list[str]:
    rule = plan.rule
    slots = sorted([*plan.added, *(move.to for move in [*plan.moved, *plan.altered])])
    found = []
    if taken := clashes.of_lead(rule.lead, slots, but_rules=[was.pk] if was else []):
        found.append(f"{rule.lead} leads something else at the same time: {clashes.say(taken)}.")
    if outside := clashes.outside_hours(rule.hub, slots):
        many = "1 session is" if len(outside) == 1 else f"{len(outside)} sessions are"
        found.append(f"{many} outside the hub’s opening hours, the first on {clashes.say_slot(outside[0])}.")
    return found


def told(plan: Plan) -> dict[str, Any]:
    """Bookings and people of the plan that the reader may know of, as the page counts and names them.

    The others are not even counted. (domain: No contact)
    """
    rows = plan.known
    return {"bookings": len(rows), "people": {each.person_id: each.person for each in rows}, "rows": rows}
