"""The rules that no clock carries, asked of everybody at once: what a work list shows beside the clocks."""

from .declaration import AT_THE_HUB, HELD, PERSON_FIELDS, Among, Standing
from .scope import Scope

__all__ = ["AT_THE_HUB", "HELD", "PERSON_FIELDS", "Among", "Scope", "Standing"]
