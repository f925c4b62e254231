"""The models of referrals, one concept a file."""

from .referral import Need, Referral, ReferralSource

__all__ = ["Need", "Referral", "ReferralSource"]
