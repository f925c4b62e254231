"""Pages of the partnership, its partners, its plan and measures."""

from .measures import measure_change, measure_create, measure_drop
from .partners import (
    partnership_detail,
    partnership_found,
    partnership_home,
    partnership_partner_change,
    partnership_partner_create,
)
from .plans import (
    partnership_plan_abandon,
    partnership_plan_adopt,
    partnership_plan_change,
    partnership_plan_create,
    partnership_plan_detail,
    partnership_plan_version,
    partnership_plan_work,
)
from .priorities import (
    partnership_priority_change,
    partnership_priority_create,
    partnership_priority_drop,
    partnership_priority_raise,
)

__all__ = [
    "measure_change", "measure_create", "measure_drop", "partnership_detail", "partnership_found", "partnership_home",
    "partnership_partner_change", "partnership_partner_create", "partnership_plan_abandon", "partnership_plan_adopt",
    "partnership_plan_change", "partnership_plan_create", "partnership_plan_detail", "partnership_plan_version",
    "partnership_plan_work", "partnership_priority_change", "partnership_priority_create", "partnership_priority_drop",
    "partnership_priority_raise",
]  # fmt: skip
