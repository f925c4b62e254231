"""What is done about people: one function a verb.

`by` is the user, or None for the system. Each raises NotYou (403) when the user may not, and a Refused (409) with
what is needed when the record does not allow it; then nothing is written. Doing a thing twice changes nothing twice.
"""

from .arrests import record_signal, remove_signal
from .breaking_glass import break_glass, review_break_glass
from .changing import change_person
from .circumstances import record_advice, record_risk, record_risks, record_supervision
from .conditions import end_condition, record_condition
from .consents import record_consent, withdraw_consent
from .creating import AlreadyRecorded, create_person
from .documents import add_document, set_document_aside
from .dying import correct_death, record_death
from .identifying import CLEAN, confirm_identifier, correct_identifier
from .involving import end_involvement, involve
from .labels import record_labels
from .limiting import HidesFromOwn, end_limits, exclude_user, restrict
from .merging import merge, tell_apart, unmerge
from .moving import Handed, hand_to, move_caseload, move_caseloads
from .noting import correct_note, record_contact, write_note
from .pairs import confirm_pair, end_pair, end_pending_pair, join_pairs, record_pair, refuse_pair
from .releases import AlreadyExpected, change_release, record_release
from .safeguarding import decide_safeguarding, raise_safeguarding
from .taking_over import (
    agree_to_take_over,
    answer_take_overs,
    ask_to_take_over,
    refuse_take_over,
    route_take_overs,
    withdraw_take_over,
)

__all__ = [
    "CLEAN",
    "AlreadyExpected",
    "AlreadyRecorded",
    "Handed",
    "HidesFromOwn",
    "add_document",
    "agree_to_take_over",
    "answer_take_overs",
    "ask_to_take_over",
    "break_glass",
    "change_person",
    "change_release",
    "confirm_identifier",
    "confirm_pair",
    "correct_death",
    "correct_identifier",
    "correct_note",
    "create_person",
    "decide_safeguarding",
    "end_condition",
    "end_involvement",
    "end_limits",
    "end_pair",
    "end_pending_pair",
    "exclude_user",
    "hand_to",
    "involve",
    "join_pairs",
    "merge",
    "move_caseload",
    "move_caseloads",
    "raise_safeguarding",
    "record_advice",
    "record_condition",
    "record_consent",
    "record_contact",
    "record_death",
    "record_labels",
    "record_pair",
    "record_release",
    "record_risk",
    "record_risks",
    "record_signal",
    "record_supervision",
    "refuse_pair",
    "refuse_take_over",
    "remove_signal",
    "restrict",
    "review_break_glass",
    "route_take_overs",
    "set_document_aside",
    "tell_apart",
    "unmerge",
    "withdraw_consent",
    "withdraw_take_over",
    "write_note",
]
