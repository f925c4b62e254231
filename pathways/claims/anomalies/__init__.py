"""What looks unusual among claims and attendance, by declared rules, for a verifier to look into."""

from .catalogue import RULES, Looked, finding_of, look
from .declaration import Finding, Rule

__all__ = ["RULES", "Finding", "Looked", "Rule", "finding_of", "look"]
