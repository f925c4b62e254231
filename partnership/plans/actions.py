"""Working on a plan, adopting it, and changing what was adopted (outcomes: section 5)."""

import datetime
import json
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle import events, facts
from foundation.lifecycle.meanwhile import ask_whether_unchanged
from foundation.lifecycle.transitions import NotReady, Refused, check, perform
from outcomes.indicators import indicator

from .. import rules
from ..access import is_officer_of
from ..figures import taking
from ..models import Measure, Partnership, Plan, PlanVersion, Priority
from ..states import Good, PlanState, Unit
from . import notices, of_people, value
from .held import held_to_keep
from .lost import LEFT_OUT, would_change
from .readiness import what_a_plan_lacks
from .working_copy import WorkingCopy, ask_whether_read

FIRST = "Adopted by the partnership."
NOTHING_CHANGED = "Nothing has changed since the version that stands. Change the plan first."


def draft(partnership: Partnership, *, by: Any, **said: Any) -> Plan:
    """Begin a plan. said: `title`, `begins_on`, `ends_on`, `purpose`. Raises NotYou, and Refused where another plan of
    the partnership covers some of its days.
    """
    ask(by, Permission.KEEP_PLAN)
    if not is_officer_of(by, partnership):
        raise NotYou("Only an officer of this partnership drafts its plan.")
    with _refusing_overlaps(), transaction.atomic():
        plan = Plan.objects.create(partnership=partnership, **said)
        events.write([events.entry(plan, "drafted", by=by)])
    return plan


def change(plan: Plan, *, by: Any, seen_as: str = "", **said: Any) -> Plan:
    """Say title, days and purpose anew; what others read changes with the next version. Raises as `draft`, and
    ChangedMeanwhile.
    """
    with _refusing_overlaps(), transaction.atomic():
        held = held_to_keep(plan, by)
        ask_whether_unchanged(held, seen_as)
        Plan.objects.filter(pk=held.pk).update(**said)
        events.write([events.entry(held, "changed", by=by, facts={"changed": sorted(said)})])
    plan.refresh_from_db()
    return plan


class _refusing_overlaps:
    """The database's refusal of days that two plans share, as a refusal that a page shows."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if isinstance(error, IntegrityError) and rules.OVERLAPS in str(error):
            raise Refused(
                "Another plan of this partnership covers some of these days. Choose days after it, abandon it if it "
                "was never adopted, or adopt its own changes first if they make room."
            ) from error


@transaction.atomic
def add_measure(priority: Priority, *, by: Any, **said: Any) -> Measure:
    """Put a measure under a priority, last in its order; it takes the figures of every report published so far.

    said: the fields of a `Measure`. Raises NotYou, and Refused for a title that the priority has already
    and for what cannot be said of people.
    """
    held_to_keep(priority.plan, by)
    if Priority.objects.in_plan().filter(pk=priority.pk).first() is None:
        raise Refused(f"The plan has no priority “{priority}” any more.")
    _ask_whether_free(priority, said["title"])
    complete = _complete(said)
    of_people.ask_whether_it_can_be(complete)
    last = priority.measures.aggregate(last=Max("position"))["last"] or 0
    measure = Measure(priority=priority, position=last + 1, **complete)
    facts.record([measure], by=by, what="added")
    taking.take_all([measure])
    return measure


@transaction.atomic
def change_measure(measure: Measure, *, by: Any, seen_as: str = "", **said: Any) -> Measure:
    """Say a measure anew; what it said before is kept. What it counts stays: another indicator is another measure.

    Raises as `add_measure`, and ChangedMeanwhile.
    """
    standing = _held_measure(measure, by, seen_as)
    _ask_whether_free(standing.priority, said.get("title", standing.title), but=standing)
    for fixed in ("indicator", "unit", "frequency"):
        if said.get(fixed, getattr(standing, fixed)) != getattr(standing, fixed):
            raise Refused("What a measure counts is not changed: leave it out of the plan and add another.")
    of_people.ask_whether_it_can_be(said, standing)
    facts.correct([(standing, said)], by=by, what="changed")
    return standing


@transaction.atomic
def drop_measure(measure: Measure, *, by: Any, because: str, seen_as: str = "") -> None:
    """Leave a measure out of the plan; its figures stay, and the next version says that the plan lost it, and why.

    Raises NotYou, ChangedMeanwhile, and Refused of one that is left out already.
    """
    standing = _held_measure(measure, by, seen_as)
    facts.set_aside(standing, by=by, what=LEFT_OUT, words=because)


def adopt(
    plan: Plan, *, by: Any, why: str = "", on: datetime.date | None = None, seen_as: str = ""
) -> PlanVersion:
    """Fix what the plan says now as its next version, for everybody to read.

    why: for the first version there is a sentence of its own. seen_as: the working copy that `by` had read. Raises
    NotYou, ChangedMeanwhile, NotReady with all that is missing, and Refused where nothing has changed.
    """
    verb = "adopt" if plan.state == PlanState.DRAFTED else "revise"
    check(plan, verb, by=by)
    with transaction.atomic():
        held = held_to_keep(plan, by)
        planned = value.as_it_stands(held)
        ask_whether_read(WorkingCopy(held, planned), seen_as)
        lacks = what_a_plan_lacks(planned)
        if verb == "revise" and not why.strip():
            lacks.append("why the plan changes")
        if lacks:
            raise NotReady(lacks)
        perform(plan, verb, by=by, words=why)
        version = _fixed(held, by, why.strip() or FIRST, on or today())
        notices.tell_adopted(version, except_for=by)
    return version


def _fixed(plan: Plan, by: Any, why: str, on: datetime.date) -> PlanVersion:
    planned, last = value.as_it_stands(plan), plan.versions.first()
    changes = would_change(plan, value.as_adopted(last), planned) if last else []
    if last and not changes:
        raise Refused(NOTHING_CHANGED)
    with _refusing_overlaps():
        return PlanVersion.objects.create(
            plan=plan, number=last.number + 1 if last else 1, adopted_on=on, adopted_by=by, why=why,
            begins_on=planned.begins_on, ends_on=planned.ends_on, content=value.as_text(planned),
            changes=json.dumps(changes, ensure_ascii=False),
        )  # fmt: skip


def abandon(plan: Plan, *, by: Any, because: str) -> Plan:
    """Give up a plan that never was adopted."""
    return perform(plan, "abandon", by=by, words=because)


def _held_measure(measure: Measure, by: Any, seen_as: str) -> Measure:
    """The measure as it stands, kept from other officers until the transaction ends."""
    held_to_keep(measure.priority.plan, by)
    standing = Measure.objects.select_for_update().filter(pk=measure.pk).first()
    if standing is None:
        raise Refused(f"“{measure}” was left out of the plan meanwhile.")
    ask_whether_unchanged(standing, seen_as)
    return standing


def _ask_whether_free(priority: Priority, title: str, but: Measure | None = None) -> None:
    others = Measure.objects.filter(priority=priority, title=title)
    if any(other != but for other in others):
        raise Refused(f"“{priority}” has a measure “{title}” already.")


def _complete(said: dict[str, Any]) -> dict[str, Any]:
    """A measure that is an indicator has its unit and good direction from the indicator's declaration."""
    if not said.get("indicator"):
        return said
    declared = indicator(said["indicator"])
    return said | {"unit": Unit(declared.unit), "good": Good(declared.good), "counts_people": False}
