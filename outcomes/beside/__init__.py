"""What a report counts beside the indicators of its table, each declared as an indicator is, and kept as those are.

None of them is a figure of the catalogue: they have no id, and say in parts of their own what a row is counted in.
"""

from outcomes.indicators import Indicator

from .attendance import BY_ATTENDANCE
from .flow import FLOW
from .groups import CASE_MIX, DIVIDED
from .lateness import ANSWERS, SPELLS
from .later import LATER
from .retention import RETENTION

BESIDE: tuple[Indicator, ...] = (FLOW, RETENTION, *DIVIDED, CASE_MIX, BY_ATTENDANCE, ANSWERS, SPELLS, *LATER)

__all__ = ["BESIDE"]
