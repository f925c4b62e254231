"""Pages of referrals: lists, a draft and its parts, one referral and what is decided on it."""

from .amending import referral_amend, referral_amend_part
from .deciding import induction_record, referral_accept, referral_decline, referral_hand_back, referral_take
from .drafting import (
    referral_check,
    referral_discard,
    referral_section,
    referral_section_save,
    referral_start,
    referral_submit,
    referral_submitted,
    referral_tasks,
)
from .exporting import referral_fhir
from .gate import (
    gate_appointment,
    gate_contact_correct,
    gate_contact_record,
    gate_item,
    gate_meeting_correct,
    gate_meeting_record,
    gate_treatment,
    referral_gate,
)
from .inducting import induction_at_hub
from .listing import referral_give, referral_list, referral_list_download
from .showing import referral_detail, referral_summary
from .verbs import VIEWS, transfer_agree, transfer_cancel, transfer_detail, transfer_refuse

__all__ = [
    "VIEWS",
    "gate_appointment",
    "gate_contact_correct",
    "gate_contact_record",
    "gate_item",
    "gate_meeting_correct",
    "gate_meeting_record",
    "gate_treatment",
    "induction_at_hub",
    "induction_record",
    "referral_accept",
    "referral_amend",
    "referral_amend_part",
    "referral_check",
    "referral_decline",
    "referral_detail",
    "referral_discard",
    "referral_fhir",
    "referral_gate",
    "referral_give",
    "referral_hand_back",
    "referral_list",
    "referral_list_download",
    "referral_section",
    "referral_section_save",
    "referral_start",
    "referral_submit",
    "referral_submitted",
    "referral_summary",
    "referral_take",
    "referral_tasks",
    "transfer_agree",
    "transfer_cancel",
    "transfer_detail",
    "transfer_refuse",
]
