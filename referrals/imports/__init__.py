"""The import of referrals (files: Import files)."""

from .referral import ReferralImport

IMPORTS = (ReferralImport,)
