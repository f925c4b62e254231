"""The counts of reports: out of the rollup where it is exact, else counted live (issue: Rollups)."""

from .counting import counts, counts_together, stops

__all__ = ["counts", "counts_together", "stops"]
