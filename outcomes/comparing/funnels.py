"""Hubs compared: attendance of each against its limits, as a funnel and never as a league (outcomes: Comparisons).

Every hub's figures are controlled as they are in the hub's own report, so that the funnel says nothing new.
"""

from dataclasses import dataclass

from django.conf import settings

from hubs.models import Hub
from outcomes import disclosure, engine, rollup
from outcomes.cells import Cell, cell
from outcomes.indicators import CATALOGUE, Indicator
from outcomes.maturity import maturity
from outcomes.moments import ReportMoment, report_moment
from outcomes.periods import Period
from outcomes.places import HUBS
from outcomes.report import Report

COMPARED = next(each for each in CATALOGUE if each.slug == "attendance-rate")


@dataclass(frozen=True)
class Hubs:
    """The hubs that can be shown, by name, with their controlled cells; `all` is every hub of England."""

    indicator: Indicator
    by_name: dict[str, Cell]
    all: Cell


def hubs_compared(report: Report) -> Hubs | None:
    """The hubs of England, or of a contract area, against England's rate; None elsewhere and without a rate."""
    if report.place.kind not in ("england", "contract_area"):
        return None
    at = report_moment(report.as_at, report.known_at)
    counted = rollup.counts(COMPARED, HUBS, at, report.period.quarters)
    pooled: dict[int | None, engine.Counts] = {}
    for (hub, _), parts in counted.items():
        pooled[hub] = pooled.get(hub, engine.Counts()) + parts
    everyone = _controlled(sum(pooled.values(), engine.Counts()), report.period, at)
    cells = {name: _controlled(pooled[pk], report.period, at) for pk, name in _hubs(report) if pk in pooled}
    shown = {name: each for name, each in cells.items() if each.rate is not None}
    return Hubs(COMPARED, shown, everyone) if shown and everyone.rate is not None else None


def _hubs(report: Report) -> list[tuple[int, str]]:
    hubs = Hub.objects.order_by("name")
    if report.place.kind == "contract_area":
        hubs = hubs.filter(contract_area=report.place.pk)
    return list(hubs.values_list("pk", "name"))


def _controlled(counted: engine.Counts, period: Period, at: ReportMoment) -> Cell:
    parts = engine.parts_of(COMPARED, counted)
    whole = cell(
        COMPARED.slug, COMPARED.title, parts, maturity(COMPARED, period, parts, at),
        COMPARED.matures_on(period.ends_on),
    )  # fmt: skip
    return disclosure.control(whole, settings.SMALLEST_NUMBER_SHOWN)
