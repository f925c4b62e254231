"""Reading pathways, spells and claims: scope first, then adjectives."""

from .checks import CheckQuerySet
from .claims import ClaimQuerySet
from .pathways import PathwayQuerySet, SpellQuerySet
from .plans import PlannedQuerySet, PlanQuerySet
from .top import ProfileQuerySet

__all__ = [
    "CheckQuerySet",
    "ClaimQuerySet",
    "PathwayQuerySet",
    "PlanQuerySet",
    "PlannedQuerySet",
    "ProfileQuerySet",
    "SpellQuerySet",
]
