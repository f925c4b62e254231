"""What is done about people: one function a verb.

`by` is the user, or None for the system. Each raises NotYou (403) when the user may not, and a Refused (409) with
what is needed when the record does not allow it; then nothing is written. Doing a thing twice changes nothing twice.
"""

from .circumstances import record_risk, record_risks, record_supervision
from .consents import record_consent, withdraw_consent
from .creating import AlreadyRecorded, create_person
from .dying import correct_death, record_death
from .involving import end_involvement, involve
from .releases import AlreadyExpected, change_release, record_release

__all__ = [
    "AlreadyExpected",
    "AlreadyRecorded",
    "change_release",
    "correct_death",
    "create_person",
    "end_involvement",
    "involve",
    "record_consent",
    "record_death",
    "record_release",
    "record_risk",
    "record_risks",
    "record_supervision",
    "withdraw_consent",
]
