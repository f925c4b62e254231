"""The models of pathways, one concept a file."""

from .assessment import Assessment
from .check import Check
from .directory import PartnerService
from .duty import DutyToRefer
from .handover import Handover
from .milestone import MilestoneClaim
from .pathway import Pathway
from .plan import Goal, Plan, PlanReview, Step
from .reference import AccommodationCode, Occupation
from .sample import Draw, SampleRate
from .spell import Spell
from .top import OutcomesProfile
from .unusual import Explanation

__all__ = [
    "AccommodationCode",
    "Assessment",
    "Check",
    "Draw",
    "DutyToRefer",
    "Explanation",
    "Goal",
    "Handover",
    "MilestoneClaim",
    "Occupation",
    "OutcomesProfile",
    "PartnerService",
    "Pathway",
    "Plan",
    "PlanReview",
    "SampleRate",
    "Spell",
    "Step",
]
