"""The statistics of the outcome report: plain numbers in, plain numbers out.

Every function can be checked by hand or against a textbook, and none needs another package
(outcomes: section 2). Shares are fractions between 0 and 1, days are whole days, and an interval is
two-sided at 95 % unless another level is named.
"""

from outcomes.statistics.decomposition import Decomposition, kitagawa
from outcomes.statistics.findings import Verdict, detectable_difference, people_needed, verdict
from outcomes.statistics.intervals import (
    Interval,
    funnel_limits,
    newcombe_difference,
    poisson_interval,
    wilson_interval,
)
from outcomes.statistics.landmarks import Group, Landmark, landmark
from outcomes.statistics.means import Mean, mean_of
from outcomes.statistics.slopes import Slope, fitted_slope
from outcomes.statistics.survival import (
    Comparison,
    Curve,
    Step,
    Stops,
    kaplan_meier,
    logrank_test,
    product_limit,
    reached_by,
    stop_counts,
    survival_at,
)

__all__ = [
    "Comparison",
    "Curve",
    "Decomposition",
    "Group",
    "Interval",
    "Landmark",
    "Mean",
    "Slope",
    "Step",
    "Stops",
    "Verdict",
    "detectable_difference",
    "fitted_slope",
    "funnel_limits",
    "kaplan_meier",
    "kitagawa",
    "landmark",
    "logrank_test",
    "mean_of",
    "newcombe_difference",
    "people_needed",
    "poisson_interval",
    "product_limit",
    "reached_by",
    "stop_counts",
    "survival_at",
    "verdict",
    "wilson_interval",
]
