"""Reading pathways, spells and claims: scope first, then adjectives."""

from .claims import ClaimQuerySet
from .pathways import PathwayQuerySet, SpellQuerySet

__all__ = ["ClaimQuerySet", "PathwayQuerySet", "SpellQuerySet"]
