"""What looks unusual among claims and attendance, by declared rules, for a verifier to look into."""

from .catalogue import RULES, Looked, explanations_of, finding_of, look
from .declaration import Finding, Rule

__all__ = ["RULES", "Finding", "Looked", "Rule", "explanations_of", "finding_of", "look"]
