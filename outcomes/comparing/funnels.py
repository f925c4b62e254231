"""Hubs compared: attendance of each against its limits, as a funnel and never as a league (outcomes: Comparisons).

Every session is a hub's, so all hubs are controlled together with England that they add up to: one hub that cannot be
shown must not follow from England less the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from hubs.models import Hub, ServedArea
from outcomes import disclosure, engine
from outcomes.cells import Cell, cell
from outcomes.indicators import Indicator
from outcomes.maturity import maturity
from outcomes.moments import ReportMoment
from outcomes.parts.case_mix import CaseMix, case_mix_of, counts_of_mixes
from outcomes.periods import Period
from outcomes.report import COMPARED, Report
from outcomes.statistics import funnel_limits

ENGLAND = "England"
NAMED_ALONE = ("hub", "area")  # whose own hubs are named, and no others
NO_HUB = str(None)  # the people whom no hub has: no page shows them


@dataclass(frozen=True)
class Hubs:
    """The hubs that can be shown, by name, with their controlled cells; `all` is every hub of England.

    `own`: those of the place, which alone are named, in the report of a hub or an area; all of them are otherwise.
    `mixes`: whom each of the named ones serves. `outside`: those beyond the outer limits, by unrounded counts (decision
    162); None in what was frozen before.
    """

    indicator: Indicator
    by_name: Mapping[str, Cell]
    all: Cell
    own: tuple[str, ...] = ()
    mixes: Mapping[str, CaseMix] = field(default_factory=dict)
    outside: tuple[str, ...] | None = None

    @property
    def beyond(self) -> tuple[str, ...]:
        """The hubs outside the outer limits; of what was frozen before these were kept, by the figures shown."""
        return beyond_limits(self.by_name, self.all) if self.outside is None else self.outside

    @property
    def named(self) -> Mapping[str, Cell]:
        """The hubs that are named, with their cells."""
        return {name: cell for name, cell in self.by_name.items() if name in (self.own or self.by_name)}


def hubs_compared(report: Report) -> Hubs | None:
    """The hubs of England, or of a contract area, against England's rate; a hub's own, or an area's, among all of them.
    None without a rate, or where none of its own can be shown.
    """
    exact = _cells(_pooled(report), report.period, report.moment)
    cells = _controlled(exact)
    hubs, everyone = _hubs(report), cells[ENGLAND]
    own = {pk for pk, _, is_own in hubs if is_own} if report.place.kind in NAMED_ALONE else None
    by_hub = {name: cells[str(pk)] for pk, name, _ in hubs if str(pk) in cells}
    shown = {name: each for name, each in by_hub.items() if each.rate is not None}
    named = [(pk, name) for pk, name, _ in hubs if name in shown and (own is None or pk in own)]
    if everyone.rate is None or not named:
        return None
    mixes = case_mix_of(report, [pk for pk, _ in named])
    return Hubs(
        COMPARED,
        shown,
        everyone,
        () if own is None else tuple(name for _, name in named),
        {name: mixes[pk] for pk, name in named},
        beyond_limits({name: exact[str(pk)] for pk, name, _ in hubs if name in shown}, exact[ENGLAND]),
    )


def beyond_limits(cells: Mapping[str, Cell], everyone: Cell) -> tuple[str, ...]:
    """The names of those whose rate chance alone would place outside the 99.8% limits about everyone's."""
    return tuple(name for name, each in cells.items() if _is_beyond(each, everyone.rate))


def _is_beyond(cell: Cell, baseline: float | None) -> bool:
    if baseline is None or cell.rate is None or not cell.denominator:
        return False
    outer = funnel_limits(baseline, cell.denominator)[1]
    return not outer.low <= cell.rate <= outer.high


def cells_of_hubs(report: Report) -> dict[str, Cell]:
    """The cell of each hub by name, and England's, without control: for what judges a publication, and for no page."""
    pooled = _pooled(report)
    by_name = {name: pooled[pk] for pk, name, _ in _hubs(report) if pk in pooled}
    by_name[ENGLAND] = sum(pooled.values(), engine.Counts())
    return {name: _cell(counted, report.period, report.moment) for name, counted in by_name.items()}


def mixes_of_hubs(report: Report) -> dict[str, dict[str, int]]:
    """Whom each hub serves, by name, without control: for what judges a publication, and for no page."""
    counts = counts_of_mixes(report)
    return {name: counts[pk] for pk, name, _ in _hubs(report) if pk in counts}


def _pooled(report: Report) -> dict[int | None, engine.Counts]:
    """What was counted at each hub, and of the people without one, in the period."""
    pooled: dict[int | None, engine.Counts] = {}
    for (hub, _), parts in report.beside.hubs.counts(COMPARED.slug).items():
        pooled[hub] = pooled.get(hub, engine.Counts()) + parts
    return pooled


def _hubs(report: Report) -> list[tuple[int, str, bool]]:
    """The hubs compared, with the name of each and whether it is of the report's hub or area."""
    hubs, place = Hub.objects.order_by("name"), report.place
    if place.kind == "contract_area":
        hubs = hubs.filter(contract_area=place.pk)
    serves = Exists(ServedArea.objects.filter(hub=OuterRef("pk"), area=place.pk))
    is_own = serves if place.kind == "area" else Q(pk=place.pk or 0)
    return list(hubs.annotate(is_own=is_own).values_list("pk", "name", "is_own"))


def _cells(pooled: Mapping[int | None, engine.Counts], period: Period, at: ReportMoment) -> dict[str, Cell]:
    """The cells of every hub, by its key as text, and of England, without control."""
    cells = {str(hub): _cell(counted, period, at) for hub, counted in pooled.items()}
    return cells | {ENGLAND: _cell(sum(pooled.values(), engine.Counts()), period, at)}


def _controlled(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """The same, controlled together."""
    return disclosure.control_table(
        cells,
        [(ENGLAND, [name for name in cells if name != ENGLAND])],
        settings.SMALLEST_NUMBER_SHOWN,
        told=[ENGLAND],
        unseen=[NO_HUB],
    )


def _cell(counted: engine.Counts, period: Period, at: ReportMoment) -> Cell:
    parts = engine.parts_of(COMPARED, counted)
    return cell(
        COMPARED.slug, COMPARED.title, parts, maturity(COMPARED, period, parts, at),
        COMPARED.matures_on(period.ends_on),
    )  # fmt: skip
