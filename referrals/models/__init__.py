"""The models of referrals, one concept a file."""

from .reference import ReferenceCounter
from .referral import Need, Referral, ReferralSource

__all__ = ["Need", "ReferenceCounter", "Referral", "ReferralSource"]
