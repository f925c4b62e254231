"""Every number that a whole report tells, with the count behind it.

A share, a ratio or a curve tells the counts that it is worked out from, shown or not. What each part of a report tells
is declared here, part by part, and a part without a declaration is an error: no figure is published that the guard
was not told of.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from foundation.lifecycle.dates import month_start
from outcomes.beside.retention import RETENTION
from outcomes.comparing.attendance import counts_at_landmarks
from outcomes.comparing.expected import REOFFENDING
from outcomes.comparing.funnels import cells_of_hubs, mixes_of_hubs
from outcomes.disclosure import Knot
from outcomes.indicators import Indicator
from outcomes.parts.lateness import known_by
from outcomes.periods import quarter_with
from outcomes.report import Line, Report, pooled
from outcomes.rollup import Found
from outcomes.statistics import Curve, product_limit, survival_at
from outcomes.whole import WholeReport

from .told import COHORTS, LINES, OF, VERIFIED, Key, Told, of_cell

Telling = Callable[[Key, WholeReport, WholeReport], Iterator[Told]]

# Parts that tell nothing of people that is not told with the lines: what was agreed, what others published, dates; what
# no controlled report has; a direction, which is drawn through published rates (decision 129).
TELL_NOTHING = frozenset({"changes", "followed_days", "ratings", "directions", "benchmarks"})
ENGLAND = ("england", "England")


def told_of(exact: WholeReport, whole: WholeReport) -> tuple[Told, ...]:
    """What a whole controlled report tells, of which `exact` is the same without control."""
    key = Key(exact.report.place.kind, exact.report.place.name, exact.report.period.label)
    return tuple(told for tell in TELLS.values() for told in tell(key, exact, whole))


def _lines(key: Key, exact: WholeReport, whole: WholeReport) -> Iterator[Told]:
    for line, shown in zip(exact.report.lines, whole.report.lines, strict=True):
        yield from _of_line(LINES, key, line, shown)


def _of_line(part: str, key: Key, exact: Line, shown: Line) -> Iterator[Told]:
    slug = exact.indicator.slug
    yield from of_cell(part, slug, key, exact.cell, shown.cell)
    for what, number in exact.apart.items():
        yield Told(part, slug, key, f"apart_{what}", number or 0, shown.apart[what] is not None)
    if exact.verified and shown.verified:
        yield from of_cell(part, f"{slug}{VERIFIED}", key, exact.verified, shown.verified)


def _survival(key: Key, exact: WholeReport, whole: WholeReport) -> Iterator[Told]:
    report = exact.report
    for line in (each for each in report.lines if each.indicator.survival):
        curve = _curve(line.indicator, report, report.__dict__["found"])
        yield from _of_curve("survival", key, curve, whole.report.survival)


def _curve(indicator: Indicator, report: Report, found: Found) -> Curve:
    return product_limit(pooled(found.stops(indicator), report.place.members))


def _of_curve(part: str, key: Key, curve: Curve, shown: Any) -> Iterator[Told]:
    """Of each point how many were followed still, and how many had had the event by then."""
    for point in (each for each in shown if isinstance(each, Knot)):
        happened = sum(step.events for step in curve.steps if step.day <= point.day)
        yield Told(part, part, key, f"followed{OF}{point.day}", survival_at(curve, point.day).at_risk, True)
        yield Told(part, part, key, f"events by then{OF}{point.day}", happened, True)


def _cohorts(key: Key, exact: WholeReport, whole: WholeReport) -> Iterator[Told]:
    for slug, cohort in whole.cohorts.items():
        where = replace(key, period=cohort.period.label)
        yield from _of_line(COHORTS, where, exact.cohorts[slug].line, cohort.line)


def _flow(key: Key, exact: WholeReport, whole: WholeReport) -> Iterator[Told]:
    """Who reached each step and who was lost before it; the steps and the ways of being lost are named."""
    known = {step.slug: step for step in exact.flow.steps}
    for step in whole.flow.steps:
        at = known[step.slug]
        table = f"flow steps {step.slug}"
        for entry in ("reached", "lost", "early"):
            yield Told("flow", table, key, entry, getattr(at, entry), getattr(step, entry) is not None)
        losses = {loss.words: loss.number for loss in at.losses}
        for loss in step.losses:
            way, is_shown = f"{table} losses {loss.words}", loss.number is not None
            yield Told("flow", way, key, "number", losses.get(loss.words) or 0, is_shown)


def _hubs(key: Key, exact: WholeReport, whole: WholeReport) -> Iterator[Told]:
    """The cells of the hubs compared are those of the reports of the hubs, and England's that of England."""
    if whole.hubs is None:
        return
    cells, slug = cells_of_hubs(exact.report), whole.hubs.indicator.slug
    for name, cell in whole.hubs.by_name.items():
        yield from of_cell("hubs", slug, Key("hub", name, key.period), cells[name], cell)
    yield from of_cell("hubs", slug, Key(*ENGLAND, key.period), cells[ENGLAND[1]], whole.hubs.all)
    mixes = mixes_of_hubs(exact.report)
    for name, mix in whole.hubs.mixes.items():
        shown = dict(zip(mixes[name], (mix.referred, *mix.shares), strict=True))
        for entry, count in mixes[name].items():
            yield Told(
                "hubs", "case mix", Key("hub", name, key.period), entry, count, shown[entry] is not None
            )


def _retention(key: Key, exact: WholeReport, whole: WholeReport) -> Iterator[Told]:
    report, found = exact.report, exact.report.beside.here
    yield from of_cell("retention", "retention cell", key, exact.retention.cell, whole.retention.cell)
    yield from _of_curve("retention", key, _curve(RETENTION, report, found), whole.retention.points)


def _divided(key: Key, exact: WholeReport, whole: WholeReport) -> Iterator[Told]:
    """Groups are counts of their indicator, each `of` its grouping; the guard adds them up."""
    known = {each.indicator.slug: each for each in exact.divided}
    for each in whole.divided:
        slug, where = each.indicator.slug, replace(key, period=each.period.label)
        groups = {
            (breakdown.title, group.words): group.cell
            for breakdown in known[slug].breakdowns
            for group in breakdown.groups
        }
        for breakdown in each.breakdowns:
            for group in breakdown.groups:
                exactly = groups.get((breakdown.title, group.words), group.cell)
                of = f"{OF}{breakdown.title}{OF}{group.words}"
                yield from of_cell("divided", slug, where, exactly, group.cell, of)


def _lateness(key: Key, exact: WholeReport, whole: WholeReport) -> Iterator[Told]:
    """The facts of each month known so many months later, told of the quarter of the month."""
    known = known_by(exact.report)
    for month in whole.lateness.months:
        quarter = quarter_with(month_start(month.month)).label
        for delay, share in enumerate(month.known):
            entry = f"known{OF}{month_start(month.month):%Y-%m}{OF}{delay}"
            yield Told("lateness", "lateness", replace(key, period=quarter), entry, known[month.month][delay],
                       share is not None)  # fmt: skip


def _compared(key: Key, exact: WholeReport, whole: WholeReport) -> Iterator[Told]:
    """Both groups at each landmark with an offence and without; and whoever had a probability."""
    if whole.compared is None or exact.compared is None:
        return
    where = replace(key, period=whole.compared.period.label)
    counts = counts_at_landmarks(exact.report.beside.followed, exact.report.place)
    for landmark in whole.compared.landmarks:
        table = f"compared on day {landmark.day}"
        for entry, count in counts[landmark.day].items():
            yield Told("compared", table, where, entry, count, True)
    known, shown = exact.compared.expected, whole.compared.expected
    if known is not None and shown is not None:
        cohort = exact.cohorts.get(REOFFENDING)
        cell = (cohort.line if cohort else exact.report.line(REOFFENDING)).cell
        people = (cell.denominator or 0) - (known.without or 0)
        behind = {"people": people, "observed": round((known.rate or 0) * people)}
        table = "compared with what was expected"
        yield Told("compared", table, where, "without", known.without or 0, shown.without is not None)
        for entry, count in behind.items():
            yield Told("compared", table, where, entry, count, shown.ratio is not None)


TELLS: Mapping[str, Telling] = {
    LINES: _lines,
    "survival": _survival,
    COHORTS: _cohorts,
    "flow": _flow,
    "hubs": _hubs,
    "retention": _retention,
    "divided": _divided,
    "lateness": _lateness,
    "compared": _compared,
}
