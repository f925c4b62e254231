"""The models of pathways, one concept a file."""

from .milestone import MilestoneClaim
from .pathway import Pathway
from .world import AccommodationCode, Check, Spell

__all__ = ["AccommodationCode", "Check", "MilestoneClaim", "Pathway", "Spell"]
