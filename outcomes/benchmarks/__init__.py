"""Published figures that a report may be held against (outcomes: Comparisons)."""

from .matching import Benchmark, benchmarks_of

__all__ = ["Benchmark", "benchmarks_of"]
