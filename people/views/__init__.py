"""Pages about people: find and add, list, and write down circumstances."""

from .changing import person_change
from .circumstances import consent_list, consent_record, consent_withdraw, risk_record, supervision_record
from .conditions import (
    condition_end,
    condition_list,
    condition_record,
    label_record,
    pair_answer,
    pair_end,
    pair_list,
    pair_record,
    pending_pair_end,
)
from .dying import death_correct, death_record
from .finding import person_create, person_list, person_search, person_search_results
from .releases import release_change, release_record

__all__ = [
    "condition_end",
    "condition_list",
    "condition_record",
    "consent_list",
    "consent_record",
    "consent_withdraw",
    "death_correct",
    "death_record",
    "label_record",
    "pair_answer",
    "pair_end",
    "pair_list",
    "pair_record",
    "pending_pair_end",
    "person_change",
    "person_create",
    "person_list",
    "person_search",
    "person_search_results",
    "release_change",
    "release_record",
    "risk_record",
    "supervision_record",
]
