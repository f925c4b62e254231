"""The models of referrals, one concept a file."""

from .conversation import Question, Review
from .reference import ReferenceCounter
from .referral import Need, Referral, ReferralSource
from .transfer import Transfer

__all__ = ["Need", "Question", "ReferenceCounter", "Referral", "ReferralSource", "Review", "Transfer"]
