"""The models of referrals, one concept a file."""

from .amendment import Amendment
from .conversation import Question, Reasoning, Review
from .enquiry import DroppedEnquiries, Enquiry
from .gate import FirstAppointment, GateTick, HubContact, JointMeeting, TreatmentHandover
from .reference import ReferenceCounter
from .referral import Need, Referral, ReferralSource
from .transfer import Transfer

__all__ = [
    "Amendment",
    "DroppedEnquiries",
    "Enquiry",
    "FirstAppointment",
    "GateTick",
    "HubContact",
    "JointMeeting",
    "Need",
    "Question",
    "Reasoning",
    "ReferenceCounter",
    "Referral",
    "ReferralSource",
    "Review",
    "Transfer",
    "TreatmentHandover",
]
