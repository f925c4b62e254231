"""What is done about people: one function a verb.

`by` is the user, or None for the system. Each raises NotYou (403) when the user may not, and a Refused (409) with
what is needed when the record does not allow it; then nothing is written. Doing a thing twice changes nothing twice.
"""

from .circumstances import (
    AlreadyExpected,
    change_release,
    record_consent,
    record_release,
    record_risk,
    record_risks,
    record_supervision,
    withdraw_consent,
)
from .creating import AlreadyRecorded, create_person
from .involving import end_involvement, involve

__all__ = [
    "AlreadyExpected",
    "AlreadyRecorded",
    "change_release",
    "create_person",
    "end_involvement",
    "involve",
    "record_consent",
    "record_release",
    "record_risk",
    "record_risks",
    "record_supervision",
    "withdraw_consent",
]
