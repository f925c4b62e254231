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
from .employment import EMPLOYMENT
from .substance_support import NEED_GROUPS, SUBSTANCE_SUPPORT

__all__ = [
    "ACCOMMODATION",
    "EMPLOYMENT",
    "HOUSED",
    "KINDS",
    "MAY_ASK",
    "NEED_GROUPS",
    "SUBSTANCE_SUPPORT",
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
