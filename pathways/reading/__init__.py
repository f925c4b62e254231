"""What the pages read: always in the user's scope, never a query in a view."""

from .claims import (
    Tab,
    claim_for,
    claims_of,
    claims_on,
    counts_for,
    next_to_verify,
    oldest_waiting,
    queue_for,
    return_reasons,
    returned_to,
    tabs_for,
)
from .pathways import choices_for, pathway_for, rules_for, setbacks_of, spell_for, spells_in_words

__all__ = [
    "Tab",
    "choices_for",
    "claim_for",
    "claims_of",
    "claims_on",
    "counts_for",
    "next_to_verify",
    "oldest_waiting",
    "pathway_for",
    "queue_for",
    "return_reasons",
    "returned_to",
    "rules_for",
    "setbacks_of",
    "spell_for",
    "spells_in_words",
    "tabs_for",
]
