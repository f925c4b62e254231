"""Making, changing and ending the rules of a timetable, and the sessions that come of them.

Whatever touches sessions is planned first (`planning`): the same plan is made again under the locks, and worked off
only if it still does what its reader was told.
"""

import copy
import datetime
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.design.dates import say_day
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused
from people.rules import says_nothing, says_too_much

from .. import access
from ..models import Hub, Session, TimetableException, TimetableRule
from ..rules import hold
from . import clashes, occurrences, planning, recurrence
from .planning import SAID_BY_RULE, Plan
from .recurrence import RuleRefused
from .working_off import make, work_off

ONE_DAY = datetime.timedelta(days=1)
SAID = (*SAID_BY_RULE, "starts", "minutes", "recurrence", "until_on", "on_bank_holidays")
CHANGED_SINCE = "Something else has changed meanwhile. Read again what this does, then confirm."


class PlanChanged(Refused):
    """Since the page was read, the change has come to do something else. `plan` is what it does now."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        super().__init__(CHANGED_SINCE)


def new_rule(hub: Hub, wanted: Mapping[str, Any], *, key: UUID, by) -> TimetableRule:
    """A rule not saved yet; an end that stood in its text is its last day. Raises RuleRefused for what is no rule."""
    return _read(TimetableRule(hub=hub, uuid=key, created_by=by, **wanted))


def as_changed(
    rule: TimetableRule, wanted: Mapping[str, Any], *, key: UUID, from_on: datetime.date, by
) -> TimetableRule:
    """The rule as it will be from a day on: a new one that follows it, or itself if it has not begun by then.

    Days that stay as they are stay in step: every second week remains the same second week.
    """
    if from_on < timezone.localdate():
        raise RuleRefused("from_on", "What is past stays as it was. Choose today or a later day.")
    if rule.until_on and from_on > rule.until_on:
        raise RuleRefused("from_on", f"The rule ends on {say_day(rule.until_on)}. Choose a day until then.")
    changed = _copied(rule) if from_on <= rule.first_on else _following(rule, key, by)
    for name, value in wanted.items():
        setattr(changed, name, value)
    if changed.recurrence != rule.recurrence:
        changed.first_on = max(from_on, rule.first_on)
    elif from_on > rule.first_on:
        changed.first_on = recurrence.first_from(rule.recurrence, rule.first_on, from_on)
    return _read(changed)


@transaction.atomic
def create_rule(rule: TimetableRule, *, by, seen: str) -> TimetableRule:
    """Keep a new rule and make the sessions of its next weeks at once. The same key twice is one rule.

    seen: the fingerprint of the plan that was read. Raises RuleRefused, PlanChanged, NotYou. (domain: Timetable)
    """
    _ask(rule.hub, by)
    hold(rule.hub)
    Hub.objects.select_for_update().get(pk=rule.hub_id)
    if known := TimetableRule.objects.filter(uuid=rule.uuid, hub=rule.hub).first():
        return known
    _ask_lead(rule)
    plan = planning.plan_rule(rule, from_on=rule.first_on, by=by)
    if plan.fingerprint != seen:
        raise PlanChanged(plan)
    rule.save(force_insert=True)
    events.write([events.entry(rule, "created", by=by, effective_on=rule.first_on)])
    make(rule, plan.added, by=by)
    return rule


@transaction.atomic
def change_rule(
    rule: TimetableRule,
    wanted: Mapping[str, Any],
    *,
    by,
    key: UUID,
    from_on: datetime.date,
    reason: str,
    seen: str,
) -> TimetableRule:
    """Change a rule from a day on, and its sessions to come with it: all of them, or nothing.

    Bookings go along with a session that moves, asked again by every rule of the database; who works with the people
    is told. Sessions that go are not held if anybody is booked, and are removed if nobody ever was. Gives the rule
    that holds from that day; the same key twice changes once. Raises RuleRefused, PlanChanged, Refused, NotYou.
    """
    _ask(rule.hub, by)
    _ask_reason(reason)
    rule = _locked(rule)
    if known := TimetableRule.objects.filter(uuid=key, follows=rule).first():
        return known
    changed = as_changed(rule, wanted, key=key, from_on=from_on, by=by)
    _ask_lead(changed)
    plan = planning.plan_rule(changed, was=rule, from_on=from_on, by=by)
    if plan.fingerprint != seen:
        raise PlanChanged(plan)
    _keep(changed, rule, from_on, by, reason)
    work_off(plan, by=by, reason=reason)
    return changed


@transaction.atomic
def end_rule(rule: TimetableRule, *, by, last_on: datetime.date, reason: str, seen: str) -> TimetableRule:
    """Let a rule make no session after a day. Sessions to come go, as in `change_rule`. Raises as it does."""
    _ask(rule.hub, by)
    _ask_reason(reason)
    rule = _locked(rule)
    check_end(rule, last_on)
    plan = planning.plan_end(rule, last_on=last_on, by=by)
    if plan.fingerprint != seen:
        raise PlanChanged(plan)
    rule.save(update_fields=["until_on"])
    events.write([events.entry(rule, "ended", by=by, effective_on=last_on, words=reason)])
    work_off(plan, by=by, reason=reason)
    return rule


@transaction.atomic
def leave_out(rule: TimetableRule, day: datetime.date, *, by, reason: str, seen: str) -> TimetableException:
    """Leave one day of a rule out; its session goes, as in `change_rule`. Raises as it does."""
    _ask(rule.hub, by)
    _ask_reason(reason)
    rule = _locked(rule)
    if known := rule.exceptions.filter(day=day, kind=TimetableException.Kind.LEFT_OUT, reason=reason).first():
        return known
    plan = planning.plan_without(rule, day, by=by)
    if plan.fingerprint != seen:
        raise PlanChanged(plan)
    exception, _ = TimetableException.objects.update_or_create(
        rule=rule, day=day,
        defaults={"kind": TimetableException.Kind.LEFT_OUT, "reason": reason, "recorded_by": by},
    )  # fmt: skip
    events.write([events.entry(exception, "left_out", by=by, effective_on=day)])
    work_off(plan, by=by, reason=reason)
    return exception


def make_sessions(*, weeks: int = occurrences.WEEKS_AHEAD, today: datetime.date | None = None) -> int:
    """Make the sessions that rules ask for in the weeks ahead; gives how many. Run twice it makes none.

    A fixed number of queries for each rule, whatever it makes. (domain: Timetable)
    """
    today = today or timezone.localdate()
    rules = TimetableRule.objects.running(today).with_names().prefetch_related("hub__closures", "exceptions")
    return sum(_make_ahead(rule, today, occurrences.horizon(today, weeks)) for rule in rules)


@transaction.atomic
def _make_ahead(rule: TimetableRule, today: datetime.date, last: datetime.date) -> int:
    """Under the rule's lock, so that two runs at once make each session once."""
    TimetableRule.objects.select_for_update().get(pk=rule.pk)
    first = timezone.make_aware(datetime.datetime.combine(today, datetime.time.min))
    standing = Session.objects.filter(rule=rule, rule_starts_at__gte=first).values_list(
        "rule_starts_at", flat=True
    )
    made = {timezone.localdate(moment) for moment in standing} | clashes.days_left_out(rule)
    slots = occurrences.occurrences(rule, today, last, left_out=made)
    return len(make(rule, [slot for slot in slots if slot.starts_at > timezone.now()], by=None))


def check_end(rule: TimetableRule, last_on: datetime.date) -> None:
    """Raises RuleRefused for a last day that is past, or that is no earlier than the rule has now."""
    if last_on < timezone.localdate() - ONE_DAY:
        raise RuleRefused("last_on", "What is past stays as it was. Choose today or a later day.")
    if rule.until_on and last_on >= rule.until_on:
        raise RuleRefused(
            "last_on", f"The rule ends on {say_day(rule.until_on)} already. Choose an earlier day."
        )


def _ask(hub: Hub, by) -> None:
    ask(by, Permission.RUN_SESSIONS)
    if not access.works_at(by, hub):
        raise NotYou(f"Only a worker of {hub.name} can change its timetable.")


def _ask_reason(reason: str) -> None:
    if says_nothing(reason):
        raise RuleRefused("reason", "Say why, so that those who are booked can be told.")
    if too_long := says_too_much(reason, 200):
        raise RuleRefused("reason", too_long)


def _ask_lead(rule: TimetableRule) -> None:
    if rule.lead is not None and not access.works_at(rule.lead, rule.hub):
        raise RuleRefused("lead", f"{rule.lead} does not work at {rule.hub.name}. Choose somebody who does.")


def _read(rule: TimetableRule) -> TimetableRule:
    rule.recurrence, until_on = recurrence.read(rule.recurrence, rule.first_on)
    rule.until_on = min(filter(None, [rule.until_on, until_on]), default=None)
    return rule


def _copied(rule: TimetableRule) -> TimetableRule:
    """Another object of the same row."""
    changed = copy.copy(rule)
    changed._state = copy.copy(rule._state)
    changed._state.fields_cache = dict(rule._state.fields_cache)
    return changed


def _following(rule: TimetableRule, key: UUID, by) -> TimetableRule:
    """A new row that says the same."""
    left = {"id", "uuid", "follows", "created_by", "created_at"}
    values = {
        each.name: getattr(rule, each.name) for each in rule._meta.concrete_fields if each.name not in left
    }
    return TimetableRule(**values, uuid=key, follows=rule, created_by=by)


def _locked(rule: TimetableRule) -> TimetableRule:
    """The rule as it stands, locked with its sessions to come, after the hub is held."""
    hold(rule.hub)
    Hub.objects.select_for_update().get(pk=rule.hub_id)
    rule = TimetableRule.objects.select_for_update(of=("self",)).with_names().get(pk=rule.pk)
    ahead = Session.objects.filter(rule=rule, starts_at__gt=timezone.now()).order_by("pk")
    list(ahead.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
    return rule


def _keep(changed: TimetableRule, rule: TimetableRule, from_on: datetime.date, by, reason: str) -> None:
    """Save the rule as it will be. One that follows another takes over its sessions and exceptions of those days."""
    moved = {
        each.name: {"from": getattr(rule, each.attname), "to": getattr(changed, each.attname)}
        for each in rule._meta.concrete_fields
        if each.name in SAID and getattr(rule, each.attname) != getattr(changed, each.attname)
    }
    follows = changed.pk is None
    changed.save()
    if follows:
        rule.until_on = from_on - ONE_DAY
        rule.save(update_fields=["until_on"])
        first = timezone.make_aware(datetime.datetime.combine(from_on, datetime.time.min))
        Session.objects.filter(rule=rule, rule_starts_at__gte=first).update(rule=changed)
        rule.exceptions.filter(day__gte=from_on).update(rule=changed)
    events.write([events.entry(changed, "changed", by=by, effective_on=from_on, words=reason, facts=moved)])
