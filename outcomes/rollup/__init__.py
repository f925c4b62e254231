"""The counts of reports: out of the rollup where it is exact, else counted live (issue: Rollups).

Rows of facts leave marks in the database (`marking`, by what `reach` declares). A reader lets the marks doubt what
they reach (`doubting`), counts that again (`keeping`, `settling`) and then reads (`counting`). `auditing` compares.
"""

from .counting import counts, counts_of_all, counts_together, stops, stops_of_all
from .marking import mark_everything

__all__ = ["counts", "counts_of_all", "counts_together", "mark_everything", "stops", "stops_of_all"]
