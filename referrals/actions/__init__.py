"""What can be done with a referral, one function per verb: `referrals.accept(referral, by=user, ...)`."""

from .amending import AmendedMeanwhile, amend, check_amend
from .deciding import accept, decline, hand_back, record_induction, take
from .drafting import AlreadyOpen, DraftChanged, begin_draft, discard, fill, submit

__all__ = [
    "AlreadyOpen",
    "AmendedMeanwhile",
    "DraftChanged",
    "accept",
    "amend",
    "begin_draft",
    "check_amend",
    "decline",
    "discard",
    "fill",
    "hand_back",
    "record_induction",
    "submit",
    "take",
]
