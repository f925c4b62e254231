"""The statistics of the outcome report: plain numbers in, plain numbers out.

Every function can be checked by hand or against a textbook, and none needs another package
(outcomes: section 2). Shares are fractions between 0 and 1, days are whole days, and an interval is
two-sided at 95 % unless another level is named.
"""

from outcomes.statistics.findings import Verdict, detectable_difference, people_needed, verdict
from outcomes.statistics.intervals import (
    Interval,
    funnel_limits,
    newcombe_difference,
    poisson_interval,
    wilson_interval,
)
from outcomes.statistics.means import Mean, mean_of
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
    "Interval",
    "Mean",
    "Step",
    "Stops",
    "Verdict",
    "detectable_difference",
    "funnel_limits",
    "kaplan_meier",
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
