"""Pages about people: find and add, list, and write down circumstances."""

from .circumstances import consent_record, consent_withdraw, risk_record, supervision_record
from .finding import person_create, person_list, person_search, person_search_results
from .releases import release_change, release_record

__all__ = [
    "consent_record",
    "consent_withdraw",
    "person_create",
    "person_list",
    "person_search",
    "person_search_results",
    "release_change",
    "release_record",
    "risk_record",
    "supervision_record",
]
