"""The counts of reports: out of the rollup where it is exact, else counted live (issue: Rollups).

Rows of facts leave marks in the database (`marking`, by what `reach` declares). A reader lets the marks doubt what
they reach (`doubting`), counts that again (`keeping`, `settling`) and then reads (`counting`). `auditing` compares.
"""

from .counting import Asked, Found, counts, counts_together, is_kept_moment, read, stops
from .marking import mark_everything

__all__ = [
    "Asked",
    "Found",
    "counts",
    "counts_together",
    "is_kept_moment",
    "mark_everything",
    "read",
    "stops",
]
