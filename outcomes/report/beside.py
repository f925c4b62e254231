"""What the parts of a report beside its table are made from: all of it asked of the rollup at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outcomes import rollup
from outcomes.beside.attendance import BY_ATTENDANCE
from outcomes.beside.flow import FLOW
from outcomes.beside.groups import CASE_MIX, INDICATORS, divided_by_groups
from outcomes.beside.lateness import ANSWERS, SPELLS, quarters_shown
from outcomes.beside.retention import RETENTION
from outcomes.indicators import Indicator, indicator
from outcomes.places import HUBS
from outcomes.rollup import Asked, Found

from .groups import places_asked
from .maturing import latest_mature_periods

if TYPE_CHECKING:
    from .value import Report

SERIES = 20  # quarters, which is five years: longer ago says nothing about now
REOFFENDING = "proven-reoffending"
COMPARED = indicator("attendance-rate")  # by which hubs are compared


@dataclass(frozen=True)
class Beside:
    """`series`: the indicators that look back, over the last quarters. `here`: flow and retention in the period.
    `by_groups`: by slug, each indicator that is divided, in the period in which it can be read. `followed`: whoever was
    released, in the period in which reoffending can be read. `facts`: how late they came. `hubs`: all, in the period.
    """

    series: Found
    here: Found
    by_groups: Mapping[str, Found]
    followed: Found
    facts: Found
    hubs: Found


def read_beside(report: "Report") -> Beside:
    """What the parts of a report are made from; what the rollup cannot say is counted when it is looked at."""
    place, period, at = report.place, report.period, report.moment
    everywhere, mature = places_asked(place, report.groups), latest_mature_periods(report)
    last = period.quarters[-1]
    looking = [[each] for each in (line.indicator for line in report.lines) if looks_back(each)]
    divided = {
        each.slug: each for each in (line.indicator for line in report.lines) if each.slug in INDICATORS
    }
    read_of = mature.get(REOFFENDING, period).quarters
    series, here, followed, facts, hubs, *by_groups = rollup.read(
        at,
        Asked(looking, place.family, range(last - SERIES + 1, last + 1), everywhere),
        Asked([[FLOW], [RETENTION]], place.family, period.quarters, everywhere),
        Asked([[BY_ATTENDANCE]], place.family, read_of, everywhere),
        Asked([[ANSWERS], [SPELLS]], place.family, quarters_shown(period, at), place.only),
        Asked([[COMPARED], [CASE_MIX]], HUBS, period.quarters),
        *(
            Asked([[divided_by_groups(each)]], place.family, mature.get(slug, period).quarters, everywhere)
            for slug, each in divided.items()
        ),
    )
    return Beside(series, here, dict(zip(divided, by_groups, strict=True)), followed, facts, hubs)


def looks_back(indicator: Indicator) -> bool:
    """Whether an earlier quarter of it can be told from this one. Waits are read once, by what is known of them now."""
    return not indicator.led_by and indicator.waits is None and indicator.unit != "places"
