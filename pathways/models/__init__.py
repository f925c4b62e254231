"""The models of pathways, one concept a file."""

from .check import Check
from .milestone import MilestoneClaim
from .pathway import Pathway
from .plan import Goal, Plan, PlanReview, Step
from .top import OutcomesProfile
from .world import AccommodationCode, Spell

__all__ = [
    "AccommodationCode",
    "Check",
    "Goal",
    "MilestoneClaim",
    "OutcomesProfile",
    "Pathway",
    "Plan",
    "PlanReview",
    "Spell",
    "Step",
]
