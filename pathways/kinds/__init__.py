"""The kinds of pathway, declared: adding one is a declaration, not a rewrite (domain: Pathways)."""

from .accommodation import HOUSED
from .catalogue import KINDS, kind_of_spells, kinds_for
from .declaration import CheckRule, Kind, Milestone, Standing, StartsFrom

__all__ = [
    "HOUSED",
    "KINDS",
    "CheckRule",
    "Kind",
    "Milestone",
    "Standing",
    "StartsFrom",
    "kind_of_spells",
    "kinds_for",
]
