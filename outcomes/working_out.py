"""From counted rows to the cell of a report: its parts, its figure and interval, and how mature it is."""

from collections import Counter

from . import engine
from .cells import Cell, Parts, cell
from .indicators import Indicator
from .indicators.declaration import VERIFIED_EVENT
from .maturity import maturity
from .moments import ReportMoment
from .periods import Period
from .statistics import mean_of, product_limit, reached_by

_Figure = tuple[float | None, float | None, float | None]  # the value, between its limits


def cell_of(
    indicator: Indicator,
    period: Period,
    counted: engine.Counts,
    at: ReportMoment,
    waited: Counter | None = None,
) -> Cell:
    """The cell of these parts; of waits, its value is the median, between the quartiles; of scores, the mean change."""
    parts = engine.parts_of(indicator, counted)
    value, low, high = _moved(counted) if indicator.change else _waited(waited or Counter())
    return cell(
        indicator.slug,
        indicator.title,
        parts,
        maturity(indicator, period, parts, at),
        indicator.matures_on(period.ends_on),
        unit=indicator.unit,
        value=value,
        low=low,
        high=high,
        per=indicator.per,
        events=engine.events(counted) if indicator.per else 0,
    )


def verified_cell(indicator: Indicator, whole: Cell, counted: engine.Counts) -> Cell | None:
    """How many of a cell's events rest on a verified claim; None where nothing is said of that, and while the cell is
    immature: how many had the event so far would be a rate in the making.
    """
    if indicator.verified is None or whole.maturity == "immature":
        return None
    verified = counted[VERIFIED_EVENT]
    parts = Parts(verified, (whole.parts.events or 0) - verified)
    return cell(indicator.slug, "Verified", parts, whole.maturity, whole.matures_on)


def _waited(waited: Counter) -> _Figure:
    curve = product_limit(waited)
    low, median, high = (reached_by(curve, share) for share in (0.25, 0.5, 0.75))
    return _figure(median), _figure(low), _figure(high)


def _moved(counted: engine.Counts) -> _Figure:
    moved = engine.changes(counted)
    if not moved:
        return None, None, None
    mean = mean_of(moved)
    return (mean.value, *(mean.interval or (None, None)))


def _figure(day: int | None) -> float | None:
    return None if day is None else float(day)
