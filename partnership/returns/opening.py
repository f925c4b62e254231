"""Opening the returns of a quarter, and keeping them in step with who owns which measure (decision 155)."""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from foundation.lifecycle import events, running
from foundation.lifecycle.working_days import add_working_days, working_days_between
from outcomes.periods import Period, period

from ..alone import alone
from ..clocks import RETURN
from ..models import Partner, Return, ReturnLine
from ..plans import standing
from ..plans.value import PlannedMeasure
from . import notices

REFERENCE = 40  # of a clock


@dataclass
class Opened:
    """What opening the returns of a quarter did. absent: partners for which nobody writes. failed: for how many
    partners the database refused it; the log says why.
    """

    returns: int = 0
    added: int = 0
    removed: int = 0
    absent: list[str] = field(default_factory=list)
    failed: int = 0

    def add(self, other: "Opened") -> None:
        self.returns += other.returns
        self.added += other.added
        self.removed += other.removed
        self.absent += other.absent


def open_returns(quarter: Period, *, by: Any = None) -> Opened:
    """One return for every partner that owns measures of a plan in force in the quarter and has not left since, with a
    line for each of them.

    A return that is still with its partner gets the lines of measures that it owns since, and loses the others; twice
    changes nothing. What fails for one partner is undone for that one. by: None for the system. Raises ValueError for a
    period that is no quarter, or not over.
    """
    if quarter.is_year or quarter.ends_on >= timezone.localdate():
        raise ValueError(f"Returns are opened for a quarter that is over; {quarter} is not.")
    done = Opened()
    for plan, partner, measures in owners_in(quarter):
        if not partner.takes_part_on(timezone.localdate()):
            continue
        opened = Opened()
        if alone("return_not_opened", partner, partial(_open, quarter, plan, measures, by, opened)):
            done.add(opened)
        else:
            done.failed += 1
    return done


def _open(
    quarter: Period, plan: int, measures: Collection[PlannedMeasure], by: Any, done: Opened, partner: Partner
) -> None:
    """One partner's return. One that is there follows the plan it was opened under, whichever was adopted since."""
    due_on = RETURN.due_on(timezone.localdate())
    quarterly, is_new = Return.objects.get_or_create(
        partner=partner,
        period=quarter.label,
        defaults={"plan_id": plan, "due_on": due_on, "first_due_on": due_on},
    )
    if is_new:
        events.write([events.entry(quarterly, "open", by=by)])
        notices.tell_opened(quarterly)
        done.returns = 1
    if partner.team_id is None:
        done.absent.append(str(partner))
    owned = measures if quarterly.plan_id == plan else _owned_under(quarterly)
    _keep_in_step(quarterly, owned, by, done)


def in_step_with_plan(quarterly: Return, *, by: Any) -> None:
    """Give a return that is with its partner a line for each measure that the partner owns now, and no other."""
    _keep_in_step(quarterly, _owned_under(quarterly), by, Opened())


def owners_in(quarter: Period) -> Iterator[tuple[int, Partner, list[PlannedMeasure]]]:
    """Each partner of the quarter with the measures it owns of the plan that stands, and the key of that plan; where
    one plan follows another in the quarter, of the later one.
    """
    days = quarter.starts_on, quarter.ends_on
    partners = Partner.objects.in_it_during(*days).with_plan_during(*days)
    for partner, owned in standing.owners_among(partners.select_related("partnership__team", "team")):
        yield partner.agreed_plan, partner, owned


@transaction.atomic
def follow_returns(partner: Partner, *, by: Any) -> None:
    """After who writes for a partner has changed: the clocks of its open returns fall to its team. Where nobody writes
    any more, they stop. Where nobody wrote before, they begin today, and nothing counts as late so far; one that ran
    before goes on, late by as much as it was.
    """
    today = timezone.localdate()
    for quarterly in Return.objects.with_partner().waiting_for_partner().filter(partner=partner):
        if not partner.has_writers_on(today):
            running.stop(quarterly, RETURN, met=False)
        elif not running.hand_over(quarterly, RETURN, team=partner.team, user=None):
            told = {"was_due_on": quarterly.due_on}
            quarterly.due_on = _due_anew(quarterly, today)
            if quarterly.first_submitted_at is None:
                quarterly.first_due_on = quarterly.due_on
            quarterly.save(update_fields=["due_on", "first_due_on"])
            start_clock(quarterly)
            notices.tell_opened(quarterly)
            events.write([events.entry(quarterly, "begin_clock", by=by, facts=told)])


def _due_anew(quarterly: Return, today: datetime.date) -> datetime.date:
    """Later by the working days for which nobody wrote; of one that was late, by all days, so that it is as late as it
    was; of one that nobody could write so far, in as many days as every partner has.
    """
    dropped_on = running.dropped_on(quarterly, RETURN)
    if dropped_on is None:
        return max(quarterly.due_on, RETURN.due_on(today))
    if quarterly.due_on < dropped_on:
        return quarterly.due_on + (today - dropped_on)
    return add_working_days(quarterly.due_on, working_days_between(dropped_on, today))


def owes(quarterly: Return) -> bool:
    """Whether the plan that stands names the partner as an owner in the quarter: its return is never hidden."""
    quarter, plan = quarter_of(quarterly), standing.standing_of(quarterly.plan)
    if plan is None or not quarterly.partner.takes_part_during(quarter.starts_on, quarter.ends_on):
        return False
    covers = plan.planned.begins_on <= quarter.ends_on and quarter.starts_on <= plan.planned.ends_on
    return covers and bool(plan.owned_by(quarterly.partner))


def start_clock(quarterly: Return) -> None:
    """Let the partner's clock run until the return's own due date; none runs where nobody writes for the partner."""
    partner = quarterly.partner
    if partner.has_writers_on(timezone.localdate()):
        running.start(
            RETURN, quarterly, team=partner.team, told_team=partner.partnership.team, due_on=quarterly.due_on,
            url=page_of(quarterly), reference=str(quarterly)[:REFERENCE],
        )  # fmt: skip


def page_of(quarterly: Return) -> str:
    """The address of a return."""
    return reverse("return_detail", args=[quarterly.uuid])


def quarter_of(quarterly: Return) -> Period:
    """The quarter that a return is about."""
    return period(quarterly.period)


def _owned_under(quarterly: Return) -> list[PlannedMeasure]:
    """What the partner owns now, of the plan that its return was opened under."""
    plan = standing.standing_of(quarterly.plan)
    return plan.owned_by(quarterly.partner) if plan else []


@transaction.atomic
def _keep_in_step(quarterly: Return, measures: Collection[PlannedMeasure], by: Any, done: Opened) -> None:
    held = Return.objects.with_partner().select_for_update(of=("self",)).get(pk=quarterly.pk)
    if not held.is_with_partner:
        return
    start_clock(held)
    owned = {measure.key for measure in measures}
    lines = {line.measure_id: line for line in held.lines.all()}
    missing = [measure.key for measure in measures if measure.key not in lines]
    gone = [line.pk for key, line in lines.items() if key not in owned and not line.is_written]
    ReturnLine.objects.bulk_create(ReturnLine(of=held, measure_id=key) for key in missing)
    held.lines.filter(pk__in=gone).delete()
    done.added, done.removed = done.added + len(missing), done.removed + len(gone)
    if missing or gone:
        told = {"added": missing, "removed": sorted(set(lines) - owned)}
        events.write([events.entry(held, "keep_in_step", by=by, facts=told)])
