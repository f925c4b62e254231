"""What is left of a whole report once the guard has spoken.

A figure goes with the counts that it is drawn from. Which those are is declared here for every part of a report, and a
part without a declaration is an error: none can be forgotten.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from outcomes import disclosure
from outcomes.comparing.reoffending import ReoffendingCompared
from outcomes.parts.flow import Flow
from outcomes.parts.lateness import Lateness
from outcomes.parts.retention import Retention
from outcomes.report import Line
from outcomes.whole import WholeReport

from .guard import Breach
from .told import COHORTS, LINES, VERIFIED, Told

Nothing = Callable[[Any], Any]


def _no_flow(flow: Flow) -> Flow:
    return replace(flow, steps=())


def _no_retention(retention: Retention) -> Retention:
    return replace(retention, cell=disclosure.withheld(retention.cell), points=())


def _nothing_compared(compared: ReoffendingCompared | None) -> ReoffendingCompared | None:
    return compared and ReoffendingCompared(compared.period, (), None)


# By the slug of an indicator: each goes with its indicator, in the period of the report or of its latest cohort.
DRAWN_FROM_ITS_INDICATOR = ("changes", "ratings", "directions", "divided")
# Parts that are shown whole or not at all: what each is then, and the indicators that take it with them.
WHOLE_PARTS: Mapping[str, tuple[Nothing, Collection[str]]] = {
    "flow": (_no_flow, ()),
    "hubs": (lambda hubs: None, ("attendance-rate",)),
    "retention": (_no_retention, ()),
    "lateness": (lambda lateness: Lateness((), None), ()),
    "compared": (_nothing_compared, ("proven-reoffending", "time-to-reoffence")),
}
SURVIVAL = "survival"  # the curve of the report, which goes with the indicators that it is drawn from
BEHIND_SURVIVAL = ("proven-reoffending", "time-to-reoffence")
# What is withheld line by line, and what says nothing of anybody counted here.
OTHERWISE = ("report", COHORTS)
OF_NOBODY = ("benchmarks", "followed_days")


def withholding(whole: WholeReport, found: Collection[Breach]) -> WholeReport:
    """The whole report without what the guard forbids, and without everything drawn from it."""
    gone = _Gone(found)
    changed: dict[str, Any] = {
        name: gone.left_by_slug(name, getattr(whole, name)) for name in DRAWN_FROM_ITS_INDICATOR
    }
    for part, (nothing, _) in WHOLE_PARTS.items():
        if gone.has(part):
            changed[part] = nothing(getattr(whole, part))
    report = whole.report
    lines = tuple(_withheld(line) if gone.has(LINES, line.indicator.slug) else line for line in report.lines)
    return replace(
        whole,
        report=replace(report, lines=lines, survival=() if gone.has(SURVIVAL) else report.survival),
        cohorts={slug: each for slug, each in whole.cohorts.items() if not gone.has(COHORTS, slug)},
        **changed,
    )


def left(told: Iterable[Told], found: Collection[Breach]) -> list[Told]:
    """What is told in the end. What is withheld tells nothing, and is not kept as hidden either: it may be large."""
    gone = _Gone(found)
    return [each for each in told if not gone.has(each.part, each.table)]


class _Gone:
    """What the guard takes out: tables of lines and cohorts, and other parts, with all that is drawn from them."""

    def __init__(self, found: Collection[Breach]) -> None:
        self.tables = {(each.part, _slug(each.table)) for each in found}
        self.slugs = {table for part, table in self.tables if part in (LINES, COHORTS)}

    def has(self, part: str, table: str = "") -> bool:
        if part in WHOLE_PARTS or part == SURVIVAL:
            behind = BEHIND_SURVIVAL if part == SURVIVAL else WHOLE_PARTS[part][1]
            return part in dict(self.tables) or not self.slugs.isdisjoint(behind)
        slug = _slug(table)
        return (part, slug) in self.tables or (part in DRAWN_FROM_ITS_INDICATOR and slug in self.slugs)

    def left_by_slug(self, part: str, drawn: Any) -> Any:
        """The figures of a part of which the indicator is left."""
        if isinstance(drawn, Mapping):
            return {slug: each for slug, each in drawn.items() if not self.has(part, slug)}
        return tuple(each for each in drawn if not self.has(part, each.indicator.slug))


def _slug(table: str) -> str:
    """The verified share of an indicator goes with it."""
    return table.removesuffix(VERIFIED)


def _withheld(line: Line) -> Line:
    return Line(line.indicator, disclosure.withheld(line.cell), dict.fromkeys(line.apart))
