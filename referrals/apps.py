from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """The referral and its decision."""

    name = "referrals"
