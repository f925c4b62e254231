"""The outcome report: one value that every page and file of it is made from (outcomes: section 4).

Maturity, rate, interval and disclosure control happen here, once; disclosure control last.
"""

from .beside import COMPARED
from .counting import Counted, counted_of, line_of, lines_of, lines_together
from .groups import (
    Groups,
    areas_and_their_sums,
    groups_beside,
    key_of,
    members_of,
    places_asked,
    pooled,
    pools_of,
)
from .lasting import takes_long
from .making import outcome_report, survival_of, without_control
from .maturing import latest_mature_periods
from .value import ImpossibleMoment, Line, Report

__all__ = [
    "COMPARED",
    "Counted",
    "Groups",
    "ImpossibleMoment",
    "Line",
    "Report",
    "areas_and_their_sums",
    "counted_of",
    "groups_beside",
    "key_of",
    "latest_mature_periods",
    "line_of",
    "lines_of",
    "lines_together",
    "members_of",
    "outcome_report",
    "places_asked",
    "pooled",
    "pools_of",
    "survival_of",
    "takes_long",
    "without_control",
]
