"""`python -m benchmarks.reports`: reports from the rollup, live, and by hand (speed: rows 1 to 5)."""
