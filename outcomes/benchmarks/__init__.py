"""Published figures that a report may be held against (outcomes: Comparisons)."""
