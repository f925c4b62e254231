"""What comes next for one person: declared rules, by subject, put into one order (domain: Next action)."""

from .composing import RULES, due_for
from .declaration import NextAction, Rule, Situation

__all__ = ["RULES", "NextAction", "Rule", "Situation", "due_for"]
