"""What can be done with a referral, one function per verb: `referrals.accept(referral, by=user, ...)`."""

from .amending import AmendedMeanwhile, amend, check_amend
from .asking import provide_information, request_information
from .assigning import assign, check_assign, give
from .deciding import accept, decline, hand_back, record_induction, take
from .drafting import AlreadyOpen, DraftChanged, begin_draft, discard, fill, submit
from .ending import complete, end_early, reopen, void, withdraw
from .purging import announce_removals, purge_drafts
from .supporting import hold, reconsider, resume, review, wait_list
from .transferring import agree_transfer, cancel_transfer, check_transfer, refuse_transfer, request_transfer

__all__ = [
    "AlreadyOpen",
    "AmendedMeanwhile",
    "DraftChanged",
    "accept",
    "agree_transfer",
    "amend",
    "announce_removals",
    "assign",
    "begin_draft",
    "cancel_transfer",
    "check_amend",
    "check_assign",
    "check_transfer",
    "complete",
    "decline",
    "discard",
    "end_early",
    "fill",
    "give",
    "hand_back",
    "hold",
    "provide_information",
    "purge_drafts",
    "reconsider",
    "record_induction",
    "refuse_transfer",
    "reopen",
    "request_information",
    "request_transfer",
    "resume",
    "review",
    "submit",
    "take",
    "void",
    "wait_list",
    "withdraw",
]
