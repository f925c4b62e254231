"""What may be written about a person: each rule once, asked by the form as somebody types and again by the action.

A rule gives a mapping of field to sentence, empty when all is well. Days are London days.
"""

from .arrests import of_signal
from .circumstances import (
    NOT_YET_AVAILABLE,
    REPEALED_KINDS,
    of_consent,
    of_risk,
    of_supervision,
    of_withdrawal,
    of_words,
)
from .conditions import of_advice, of_condition, of_ending, of_labels, of_pair
from .contacts import of_note, of_note_correction, of_safeguarding, of_safeguarding_decision
from .days import months_before
from .documents import of_document, of_reason_to_set_aside
from .holding import of_correction, of_move, of_reason
from .life import DESCRIBES, of_birth, of_corrected_death, of_death, of_description
from .releases import RELEASE_DATES, of_change, of_release
from .words import LONGEST_REASON, Problems, Unfit, insist, lacks_words, says_nothing, says_too_much

__all__ = [
    "DESCRIBES",
    "LONGEST_REASON",
    "NOT_YET_AVAILABLE",
    "RELEASE_DATES",
    "REPEALED_KINDS",
    "Problems",
    "Unfit",
    "insist",
    "lacks_words",
    "months_before",
    "of_advice",
    "of_birth",
    "of_change",
    "of_condition",
    "of_consent",
    "of_corrected_death",
    "of_correction",
    "of_death",
    "of_description",
    "of_document",
    "of_ending",
    "of_labels",
    "of_move",
    "of_note",
    "of_note_correction",
    "of_pair",
    "of_reason",
    "of_reason_to_set_aside",
    "of_release",
    "of_risk",
    "of_safeguarding",
    "of_safeguarding_decision",
    "of_signal",
    "of_supervision",
    "of_withdrawal",
    "of_words",
    "says_nothing",
    "says_too_much",
]
