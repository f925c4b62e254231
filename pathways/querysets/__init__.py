"""Reading pathways, spells and claims: scope first, then adjectives."""

from .checks import CheckQuerySet
from .claims import ClaimQuerySet
from .pathways import AccommodationCodeQuerySet, AssessmentQuerySet, PathwayQuerySet, SpellQuerySet
from .plans import PlannedQuerySet, PlanQuerySet
from .top import ProfileQuerySet

__all__ = [
    "AccommodationCodeQuerySet",
    "AssessmentQuerySet",
    "CheckQuerySet",
    "ClaimQuerySet",
    "PathwayQuerySet",
    "PlanQuerySet",
    "PlannedQuerySet",
    "ProfileQuerySet",
    "SpellQuerySet",
]
