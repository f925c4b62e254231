"""The shape of what is typed on pathways; what may be is judged by the actions."""

from .claims import ClaimAgainForm, ClaimForm, DecisionForm
from .spells import CorrectSpellForm, EndFields, SpellForm

__all__ = ["ClaimAgainForm", "ClaimForm", "CorrectSpellForm", "DecisionForm", "EndFields", "SpellForm"]
