"""What the pages read: always in the user's scope, never a query in a view."""

from .claims import (
    Tab,
    claim_for,
    claim_to_decide,
    claims_of,
    claims_on,
    counts_for,
    evidence_for,
    next_to_verify,
    oldest_waiting,
    open_among,
    queue_for,
    return_reasons,
    returned_to,
    tabs_for,
)
from .draws import count_drawn, draw_for, draws_for, every_lot_of, lots_of
from .needs import (
    assessments_of,
    declined_because,
    kind_for,
    pathway_or_new,
    person_for,
    ways_of,
)
from .pathways import choices_for, pathway_for, rules_for, setbacks_of, spell_for, spells_in_words
from .spells import about_spell

__all__ = [
    "Tab",
    "about_spell",
    "assessments_of",
    "choices_for",
    "claim_for",
    "claim_to_decide",
    "claims_of",
    "claims_on",
    "count_drawn",
    "counts_for",
    "declined_because",
    "draw_for",
    "draws_for",
    "every_lot_of",
    "evidence_for",
    "kind_for",
    "lots_of",
    "next_to_verify",
    "oldest_waiting",
    "open_among",
    "pathway_for",
    "pathway_or_new",
    "person_for",
    "queue_for",
    "return_reasons",
    "returned_to",
    "rules_for",
    "setbacks_of",
    "spell_for",
    "spells_in_words",
    "tabs_for",
    "ways_of",
]
