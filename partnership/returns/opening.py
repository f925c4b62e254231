"""Opening the returns of a quarter, and keeping them in step with who owns which measure (decision 155)."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from foundation.lifecycle import events, running
from outcomes.periods import Period, period

from ..clocks import RETURN
from ..models import Measure, Partner, Plan, Return, ReturnLine
from . import notices

REFERENCE = 40  # of a clock


@dataclass
class Opened:
    """What opening the returns of a quarter did. absent: partners for which nobody writes."""

    returns: int = 0
    added: int = 0
    removed: int = 0
    absent: list[str] = field(default_factory=list)


@transaction.atomic
def open_returns(quarter: Period, *, by: Any = None) -> Opened:
    """One return for every partner that owns measures of a plan in force in the quarter, with a line for each of them.

    A return that is still with its partner gets the lines of measures that it owns since, and loses the others; twice
    changes nothing. by: None for the system. Raises ValueError for a period that is no quarter, or not over.
    """
    if quarter.is_year or quarter.ends_on >= timezone.localdate():
        raise ValueError(f"Returns are opened for a quarter that is over; {quarter} is not.")
    done = Opened()
    for plan, partner, measures in owners_in(quarter):
        quarterly, is_new = Return.objects.get_or_create(
            partner=partner,
            period=quarter.label,
            defaults={"plan": plan, "due_on": RETURN.due_on(timezone.localdate())},
        )
        if is_new:
            events.write([events.entry(quarterly, "open", by=by)])
            notices.tell_opened(quarterly)
            done.returns += 1
        if partner.team_id is None:
            done.absent.append(str(partner))
        _keep_in_step(quarterly, measures, by, done)
    return done


def in_step_with_plan(quarterly: Return, *, by: Any) -> None:
    """Give a return that is with its partner a line for each measure that the partner owns now, and no other."""
    measures = Measure.objects.of_plan(quarterly.plan).owned_by(quarterly.partner)
    _keep_in_step(quarterly, list(measures), by, Opened())


def owners_in(quarter: Period) -> Iterator[tuple[Plan, Partner, list[Measure]]]:
    """Each partner with the measures it owns of the plan in force; where one plan follows another in the quarter, of
    the later one.
    """
    days = quarter.starts_on, quarter.ends_on
    for plan in Plan.objects.last_in_force_during(*days).with_partnership():
        owned: dict[int, list[Measure]] = defaultdict(list)
        for measure in Measure.objects.of_plan(plan):
            owned[measure.owner_id].append(measure)
        partners = Partner.objects.in_it_during(*days).filter(pk__in=owned)
        for partner in partners.select_related("partnership", "team").order_by("name", "pk"):
            yield plan, partner, owned[partner.pk]


def start_clock(quarterly: Return) -> None:
    """Let the partner's clock run until the return's own due date; none runs for a partner without a team."""
    partner = quarterly.partner
    if partner.team_id is not None:
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


@transaction.atomic
def _keep_in_step(quarterly: Return, measures: Collection[Measure], by: Any, done: Opened) -> None:
    held = Return.objects.with_partner().select_for_update(of=("self",)).get(pk=quarterly.pk)
    if not held.is_with_partner:
        return
    start_clock(held)
    owned = {measure.pk for measure in measures}
    lines = {line.measure_id: line for line in held.lines.all()}
    missing = [measure for measure in measures if measure.pk not in lines]
    gone = [line.pk for key, line in lines.items() if key not in owned and not line.is_written]
    ReturnLine.objects.bulk_create(ReturnLine(of=held, measure=measure) for measure in missing)
    held.lines.filter(pk__in=gone).delete()
    done.added, done.removed = done.added + len(missing), done.removed + len(gone)
    if missing or gone:
        told = {"added": [measure.pk for measure in missing], "removed": sorted(set(lines) - owned)}
        events.write([events.entry(held, "keep_in_step", by=by, facts=told)])
