"""What people are followed through, opened: the steps of the flow, the days of a curve, the months of the triangle."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from outcomes.beside.flow import DAYS, FLOW, SESSIONS
from outcomes.beside.lateness import ANSWERS, DELAYS, SPELLS
from outcomes.beside.retention import RETENTION
from outcomes.cells import Cell
from outcomes.disclosure import Knot
from outcomes.indicators import Indicator
from outcomes.pages import keys
from outcomes.pages.flows import say_share
from outcomes.pages.quality import say_month
from outcomes.pages.words import SUPPRESSED, lower_first, say_count, say_interval, say_percent
from outcomes.parts import flow as flows
from outcomes.parts.lateness import MonthKnown, known_by
from outcomes.report import Report
from outcomes.statistics import Step
from outcomes.whole import WholeReport

from .figures import Term
from .opening import Opening, decimals_of, defined, opened, opened_cell
from .parts import slug_of

SUBMITTED = "decided-in-time"  # its rows are those of the flow, before those in error are left out
REACHED = {
    "referred": "referrals submitted in the period",
    "decided": "accepted or declined by the as-at date",
    "accepted": "accepted by the hub",
    "started": "started at the hub",
    "engaged": f"came to at least {SESSIONS} sessions by day {DAYS} from the start",
    "claimed": "a milestone reached since the start was claimed, and the claim was not taken back",
    "verified": "such a claim was verified",
}
FLOW_DEFINED = (
    ("Counted on", "the day the referral was submitted"),
    ("Left out, and counted", "entered in error"),
    ("Unknown", "nobody: every referral stands in one place, the last that it came to by the as-at date"),
    (
        "Too early to say",
        f"who started less than {DAYS} days before the as-at date, and has not come often enough yet",
    ),
    ("Read as", "each step and what was lost before it add up to the step before"),
)
KNOWN_DEFINED = (
    ("Counted on", "the day that a check is about, or on which a spell of work, home or treatment began"),
    (
        "Denominator",
        "what will be known of the month in the end: what is known, grown as earlier months grew",
    ),
    ("Numerator", "what was known so many months later, from the first record that said so"),
    (
        "Left out, and counted",
        "checks without an answer: they are the unknown of the indicators they are asked for",
    ),
    ("Read as", "higher is sooner; after control a share needs 30 facts, and tells of no 1 to 9 of them"),
)


def flow_openings(whole: WholeReport) -> Iterator[Opening]:
    """A step with what was lost before it, against the step before."""
    report, steps = whole.report, whole.flow.steps
    by_slug = {line.indicator.slug: line.cell.parts.excluded for line in report.lines}
    void = by_slug[SUBMITTED]["void"] if SUBMITTED in by_slug else None
    for before, step in zip((None, *steps), steps, strict=False):
        terms = [Term(step.title, say_count(step.reached), REACHED[step.slug], step.slug)]
        terms += [Term(f"Lost: {each.words}", say_count(each.number), part=step.slug) for each in step.losses]
        if before is not None:
            terms.append(Term(before.title, say_count(before.reached), REACHED[before.slug]))
        yield Opening(
            keys.of_step(step.slug),
            f"From referral to milestone, {lower_first(step.title)}",
            opened(
                report, _of_step(step, before), terms, [Term("Left out: entered in error", say_count(void))]
            ),
            (("Numerator", REACHED[step.slug]), ("Denominator", "those of the step before"), *FLOW_DEFINED),
            (FLOW.slug,),
        )


def _of_step(step: flows.Step, before: flows.Step | None) -> str:
    if before is None:
        return f"{step.title}: {say_count(step.reached)}."
    return f"{say_count(step.reached)} of {say_count(before.reached)} is {say_share(step, before)}."


def curve_openings(whole: WholeReport) -> Iterator[Opening]:
    """A day of each curve, with everybody who was followed from day 0."""
    report = whole.report
    survival = next((line for line in report.lines if line.indicator.survival), None)
    if survival is not None:
        free = "free of a proven offence"
        yield from _days(report, keys.OFFENCES, free, survival.indicator, survival.cell, report.survival)
    stayed = whole.retention
    yield from _days(report, keys.ATTENDANCE, "still with the hub", RETENTION, stayed.cell, stayed.points)


def _days(
    report: Report, curve: str, words: str, indicator: Indicator, cell: Cell, points: Sequence[Step | Knot]
) -> Iterator[Opening]:
    base, decimals, happened = opened_cell(report, indicator, cell, report.period), decimals_of(report), 0
    for point in points:
        happened += point.events if isinstance(point, Step) else 0
        by_then = say_count(happened) if isinstance(point, Step) else "not told by the day"
        limits = say_interval(point.low, point.high, decimals)
        facts = (
            (f"With the event by day {point.day}", by_then),
            (f"Still followed when day {point.day} began", say_count(point.at_risk)),
            ("Share", "by product limit: of those still followed each day, whoever had no event that day"),
        )
        still = f"{say_count(point.at_risk)} of {say_count(cell.denominator)} were still followed."
        lead = f"{say_percent(point.survival, decimals)} {words} on day {point.day}, 95% interval {limits}. {still}"
        yield Opening(
            keys.of_day(curve, point.day),
            f"{indicator.title}, day {point.day}",
            replace(base, lead=lead, facts=[*facts, *base.facts]),
            defined(indicator),
            (indicator.slug,),
        )


def month_openings(whole: WholeReport) -> Iterator[Opening]:
    """A month of the triangle: what was known of it, month after month."""
    report = whole.report
    counted = known_by(report) if report.internal else {}
    for month in whole.lateness.months:
        shares = [
            (_later(delay), SUPPRESSED if share is None else say_percent(share, 0))
            for delay, share in enumerate(month.known)
        ]
        name = say_month(month.month, long=True)
        yield Opening(
            keys.of_month(month.month),
            f"How much was known of {name}",
            opened(
                report,
                f"{_known_now(month)} of what will be known of {name} in the end is known by now.",
                _counted(counted[month.month][: len(month.known)]) if counted else [],
                facts=shares,
            ),
            KNOWN_DEFINED,
            (slug_of(ANSWERS), slug_of(SPELLS)),
        )


def _later(delay: int) -> str:
    if not delay:
        return "Known in the month itself"
    return f"Known by {delay} month{'' if delay == 1 else 's'} later"


def _known_now(month: MonthKnown) -> str:
    share = month.known[-1] if month.known else None
    return SUPPRESSED if share is None else say_percent(share, 0)


def _counted(known: Sequence[int]) -> Iterator[Term]:
    """How many facts of a month came to be known in each month since; `known` are those known by then."""
    for delay, (before, number) in enumerate(pairwise([0, *known])):
        words = f"Came to be known {delay} months later" if delay else _later(0)
        yield Term(words, say_count(number - before), part=str(delay))
    if known:
        yield Term("Known so far", say_count(known[-1]), f"followed for {DELAYS} months at most")
