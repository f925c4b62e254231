"""The shape of what is typed on pathways; what may be is judged by the actions."""

from .claims import ClaimAgainForm, ClaimForm, DecisionForm, ExplainForm, RevokeForm
from .removing import RemoveForm
from .spells import CorrectSpellForm, EndFields, SpellForm
from .top import CorrectProfileForm, ProfileForm

__all__ = [
    "ClaimAgainForm",
    "ClaimForm",
    "CorrectProfileForm",
    "CorrectSpellForm",
    "DecisionForm",
    "EndFields",
    "ExplainForm",
    "ProfileForm",
    "RemoveForm",
    "RevokeForm",
    "SpellForm",
]
