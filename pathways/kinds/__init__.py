"""The kinds of pathway, declared: adding one is a declaration, not a rewrite (domain: Pathways)."""

from .accommodation import ACCOMMODATION, HOUSED
from .assessing import Answer, Question, QuestionSet
from .catalogue import (
    KINDS,
    kind_of_spells,
    kinds_for,
    kinds_with_spells,
    spell_rules_of,
    titles_always_verified,
)
from .declaration import MAY_ASK, CheckRule, Kind, Milestone, Overlap, SpellRules, Standing, StartsFrom
from .substance_support import NEED_GROUPS

__all__ = [
    "ACCOMMODATION",
    "HOUSED",
    "KINDS",
    "MAY_ASK",
    "NEED_GROUPS",
    "Answer",
    "CheckRule",
    "Kind",
    "Milestone",
    "Overlap",
    "Question",
    "QuestionSet",
    "SpellRules",
    "Standing",
    "StartsFrom",
    "kind_of_spells",
    "kinds_for",
    "kinds_with_spells",
    "spell_rules_of",
    "titles_always_verified",
]
