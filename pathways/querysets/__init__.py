"""Reading pathways, spells and claims: scope first, then adjectives."""

from .claims import ClaimQuerySet
from .pathways import PathwayQuerySet, SpellQuerySet
from .plans import PlannedQuerySet, PlanQuerySet

__all__ = ["ClaimQuerySet", "PathwayQuerySet", "PlanQuerySet", "PlannedQuerySet", "SpellQuerySet"]
