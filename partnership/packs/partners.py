"""The parts of a pack about the partners themselves: their returns, in their own words, and who came to scrutiny."""

import datetime
from collections.abc import Iterator, Sequence

from foundation.design.dates import say_day
from foundation.lifecycle.dates import quarter_start
from outcomes.pages.words import say_period
from outcomes.periods import Period, quarter_with
from outcomes.periods import period as period_named

from ..models import Meeting, MeetingAttendance, Partnership, Return, ReturnLine
from ..plans.value import PlannedMeasure
from ..returns.agreed import said_of_lines
from ..returns.computed import say_difference
from ..returns.opening import owners_in
from ..returns.overview import Standing
from ..states import Rating, ReturnState
from .value import Block, Headed, Said, Section, Tabled

RETURNS_HEADS, RETURNS_WIDTHS = ("Partner", "Quarter", "Return"), (180.0, 150.0, 169.0)
LINES_HEADS = ("Measure", "Own rating", "Computed", "What lies behind it")
LINES_WIDTHS = (95.0, 100.0, 148.0, 156.0)


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
    partners = list(partnership.partners.in_it_during(period.starts_on, period.ends_on))
    rows = tuple(
        (
            str(partner),
            say_period(period_named(label)),
            _stands(Standing(partner, found.get((partner.pk, label)), today)),
        )
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


def _stands(standing: Standing) -> str:
    """Absent is told as the overview of officers tells it: of a partner that nobody writes for nothing is late."""
    found, late = standing.quarterly, standing.late
    if found is None or standing.is_absent:
        return ", ".join(filter(None, [standing.label, late]))
    if found.state == ReturnState.WITHDRAWN and found.decided_at:
        return f"Withdrawn on {say_day(found.decided_at)}, as not owed: {found.because}"
    if found.submitted_at is None or found.state == ReturnState.RETURNED:
        waits = "Missing" if standing.is_outstanding else "Open"
        waits = "Sent back" if found.state == ReturnState.RETURNED else waits
        due = "" if standing.is_outstanding else f"due on {say_day(found.due_on)}"
        return ", ".join(filter(None, [waits, due, late]))
    on_time = late or "in time"
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
