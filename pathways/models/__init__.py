"""The models of pathways, one concept a file."""

from .check import Check
from .handover import Handover
from .milestone import MilestoneClaim
from .pathway import Pathway
from .plan import Goal, Plan, PlanReview, Step
from .service import PartnerService
from .top import OutcomesProfile
from .world import AccommodationCode, Spell

__all__ = [
    "AccommodationCode",
    "Check",
    "Goal",
    "Handover",
    "MilestoneClaim",
    "OutcomesProfile",
    "PartnerService",
    "Pathway",
    "Plan",
    "PlanReview",
    "Spell",
    "Step",
]
