"""The parts of a pack in the partners' own words: returns, actions, and who came to scrutiny."""

import datetime
from collections.abc import Iterator, Sequence

from django.db.models import Q

from foundation.design.dates import say_day
from foundation.lifecycle.dates import quarter_start
from outcomes.pages.words import say_period
from outcomes.periods import Period, quarter_with
from outcomes.periods import period as period_named

from ..figures.reading import figures_of
from ..figures.value import Figure
from ..improving.effect import effect_of
from ..models import ImprovementAction, Meeting, MeetingAttendance, Partnership, Return, ReturnLine
from ..plans.standing import said_of
from ..plans.value import PlannedMeasure
from ..returns.agreed import said_of_lines
from ..returns.computed import say_difference
from ..returns.lateness import lateness_of
from ..returns.opening import owners_in
from ..states import WITH_PARTNER, Rating, ReturnState
from .value import Block, Headed, Listed, Said, Section, Tabled

RETURNS_HEADS, RETURNS_WIDTHS = ("Partner", "Quarter", "Return"), (180.0, 150.0, 169.0)
LINES_HEADS = ("Measure", "Own rating", "Computed", "What lies behind it")
LINES_WIDTHS = (95.0, 100.0, 148.0, 156.0)
ACTIONS_HEADS = ("Action", "Measure", "Owner, due", "What it takes, and should change", "Where it stands")
ACTIONS_WIDTHS = (110.0, 90.0, 85.0, 114.0, 100.0)
NOT_PROOF = (
    "What was seen in a measure after an action is no proof that the action caused it: other things changed too, and a "
    "figure moves by chance."
)


def returns_of(partnership: Partnership, period: Period, today: datetime.date) -> Section:
    """Who submitted what, and the words of what was accepted; late and missing ones are named."""
    labels = [quarter_with(quarter_start(number)).label for number in period.quarters]
    found = {
        (each.partner_id, each.period): each
        for each in Return.objects.filter(partner__partnership=partnership, period__in=labels)
        .with_partner()
        .select_related("version_of_plan")
    }
    owed = {(partner.pk, label) for label in labels for _, partner, _ in owners_in(period_named(label))
            if partner.partnership_id == partnership.pk}  # fmt: skip
    owed |= set(found)
    owed -= {key for key, each in found.items() if each.state == ReturnState.WITHDRAWN}
    partners = list(partnership.partners.in_it_during(period.starts_on, period.ends_on))
    rows = tuple(
        (str(partner), say_period(period_named(label)), _standing(found.get((partner.pk, label)), today))
        for partner in partners
        for label in labels
        if (partner.pk, label) in owed
    )
    accepted = [each for each in found.values() if each.state == ReturnState.ACCEPTED]
    blocks: list[Block] = [
        Tabled("Returns by partner and quarter", RETURNS_HEADS, RETURNS_WIDTHS, (False, False, False), rows)
        if rows
        else Said("No partner owed a return in this period.")
    ]
    blocks += list(_in_their_words(accepted))
    return Section("returns", "What partners say of themselves", tuple(blocks))


def _standing(found: Return | None, today: datetime.date) -> str:
    if found is None:
        return "Absent: no return was opened for it"
    late = lateness_of(found, today)
    overdue = late.words if late.is_overdue else f"due on {say_day(found.due_on)}"
    overdue += f", {late.words}" if late.words and not late.is_overdue else ""
    if found.submitted_at is None or found.state == ReturnState.RETURNED:
        writes = "" if found.partner.team_id else "; nobody writes for this partner"
        sent_back = "Missing" if late.is_overdue else "Open"
        sent_back = "Sent back" if found.state == ReturnState.RETURNED else sent_back
        return f"{sent_back}, {overdue}{writes}"
    on_time = lateness_of(found, today).words or "in time"
    if found.state == ReturnState.SUBMITTED:
        return f"Submitted on {say_day(found.submitted_at)}, {on_time}, not accepted yet"
    return f"{found.get_state_display()}, submitted on {say_day(found.submitted_at)}, {on_time}"


def _in_their_words(accepted: Sequence[Return]) -> Iterator[Block]:
    lines: dict[int, list[ReturnLine]] = {}
    asked = ReturnLine.objects.filter(of__in=accepted)
    for line in asked.select_related("measure__priority", "measure__owner"):
        lines.setdefault(line.of_id, []).append(line)
    for each in sorted(accepted, key=lambda one: (str(one.partner), one.period)):
        yield Headed(f"{each.partner}, {say_period(period_named(each.period))}")
        if each.words:
            yield Said(each.words, "quote")
        said = said_of_lines(each, lines.get(each.pk, ()))
        rows = tuple(_line(line, said[line.measure_id]) for line in lines.get(each.pk, ()))
        yield Tabled(
            f"{each.partner}: own ratings", LINES_HEADS, LINES_WIDTHS, (False, False, False, False), rows
        )


def _line(line: ReturnLine, measure: PlannedMeasure) -> tuple[str, ...]:
    behind = (
        f"{line.behind} Why above the computed rating: {line.why_above}" if line.why_above else line.behind
    )
    computed = (
        f"{Rating(line.computed_rating).label}. {line.computed}" if line.computed_rating else "not kept"
    )
    difference = say_difference(line.own_rating, line.computed_rating)
    own = Rating(line.own_rating).label
    return measure.title, f"{own}. {difference}" if difference else own, computed, behind


def actions_of(partnership: Partnership, period: Period) -> Section:
    """The improvement actions that returns of the period brought, or that ran in it; as they stand on the pack's day.

    Those of a return that is still with its partner are not told yet.
    """
    labels = [quarter_with(quarter_start(number)).label for number in period.quarters]
    ran = Q(added_on__lte=period.ends_on) & (Q(closed_on=None) | Q(closed_on__gte=period.starts_on))
    found = (
        ImprovementAction.objects.filter(
            ran | Q(raised_in__period__in=labels), partner__partnership=partnership
        )
        .exclude(raised_in__state__in=WITH_PARTNER)
        .with_measure()
        .order_by("partner__name", "due_on", "pk")
    )
    actions = list(found)
    said = said_of(each.measure for each in actions)
    rows = tuple(_action(each, said[each.measure_id], _stands(each)) for each in actions)
    blocks: tuple[Block, ...] = (
        (Tabled("Improvement actions", ACTIONS_HEADS, ACTIONS_WIDTHS, (False,) * 5, rows),)
        if rows
        else (Said("No improvement action is told of this period."),)
    )
    return Section("actions", "What partners do to improve", blocks)


def _stands(action: ImprovementAction) -> str:
    return f"{action.get_state_display()}. {action.outcome}".strip()


def former_actions_of(partnership: Partnership, period: Period) -> Section:
    """What became of the actions that were planned before this period, and what was seen in their measures after."""
    found = list(
        ImprovementAction.objects.filter(partner__partnership=partnership, added_on__lt=period.starts_on)
        .with_measure()
        .order_by("partner__name", "due_on", "pk")
    )
    figures, said = figures_of({each.measure for each in found}), said_of(each.measure for each in found)
    blocks: list[Block] = []
    for each in found:
        if each.closed_on and each.closed_on < period.starts_on:
            continue
        ended = f"{each.get_state_display()}. {each.outcome}" if each.outcome else _open(each)
        seen = _seen(each, said[each.measure_id], figures[each.measure_id], period)
        blocks += [Headed(f"{each.what} ({each.partner})"), Said(ended), Listed(seen)]
    blocks = (
        [*blocks, Said(NOT_PROOF, "note")]
        if blocks
        else [Said("No action of before this period was open in it.")]
    )
    return Section("former_actions", "What became of earlier actions", tuple(blocks))


def _open(action: ImprovementAction) -> str:
    return f"{action.get_state_display()}, due on {say_day(action.due_on)}."


def _seen(
    action: ImprovementAction, measure: PlannedMeasure, figures: Sequence[Figure], period: Period
) -> tuple[str, ...]:
    """Its figure before and those after, as far as they can be compared; where a break lies between, that it does."""
    effect = effect_of(
        action, measure, [each for each in figures if each.period.ends_on <= period.ends_on], period.ends_on
    )
    since = action.closed_on or action.due_on
    after = (
        "; ".join(f"{each.period}: {each.value}" for each in effect.after)
        or "no period that can be shown beside it"
    )
    before = f"{effect.before.period}: {effect.before.value}" if effect.before else "no figure"
    told = (f"{measure} before: {before}", f"After {say_day(since)}: {after}")
    return (*told, effect.broken) if effect.broken else told


def _action(action: ImprovementAction, measure: PlannedMeasure, stands: str) -> tuple[str, ...]:
    return (
        f"{action.what} ({action.partner})", measure.title, f"{action.owner}, {say_day(action.due_on)}",
        f"{action.resource}. {action.expected_effect}", stands,
    )  # fmt: skip


def attendance_of(partnership: Partnership, period: Period) -> Section:
    """Who came to scrutiny for which partner, and who did not."""
    came = MeetingAttendance.objects.filter(
        meeting__in=Meeting.objects.standing().filter(partnership=partnership),
        meeting__held_on__range=(period.starts_on, period.ends_on),
    ).select_related("meeting", "partner")
    rows = tuple(
        (f"{each.meeting}, {say_day(each.meeting.held_on)}", str(each.partner),
         each.who if each.attended else f"Nobody came. {each.apology}".strip())
        for each in came.order_by("meeting__held_on", "partner__name")
    )  # fmt: skip
    block: Block = (
        Tabled("Attendance at scrutiny", ("Meeting", "Partner", "Who came, by post"), (200.0, 140.0, 159.0),
               (False, False, False), rows)
        if rows
        else Said("No meeting of the period is recorded.")
    )  # fmt: skip
    return Section("attendance", "Who came to scrutiny", (block,))
