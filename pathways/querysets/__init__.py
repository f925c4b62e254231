"""Reading pathways, spells and claims: scope first, then adjectives."""

from .checks import CheckQuerySet
from .claims import ClaimQuerySet
from .pathways import AccommodationCodeQuerySet, AssessmentQuerySet, PathwayQuerySet, SpellQuerySet
from .plans import PlannedQuerySet, PlanQuerySet
from .top import ProfileQuerySet
from .verifying import DrawQuerySet, ExplanationQuerySet

__all__ = [
    "AccommodationCodeQuerySet",
    "AssessmentQuerySet",
    "CheckQuerySet",
    "ClaimQuerySet",
    "DrawQuerySet",
    "ExplanationQuerySet",
    "PathwayQuerySet",
    "PlanQuerySet",
    "PlannedQuerySet",
    "ProfileQuerySet",
    "SpellQuerySet",
]
