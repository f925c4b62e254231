"""What can be done with a referral, one function per verb: `referrals.accept(referral, by=user, ...)`."""

from .deciding import accept, decline, hand_back, record_induction, take
from .drafting import AlreadyOpen, DraftChanged, begin_draft, discard, fill, submit

__all__ = [
    "AlreadyOpen",
    "DraftChanged",
    "accept",
    "begin_draft",
    "decline",
    "discard",
    "fill",
    "hand_back",
    "record_induction",
    "submit",
    "take",
]
