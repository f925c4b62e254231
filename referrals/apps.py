from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """The referral and its decision."""

    name = "referrals"

    def ready(self) -> None:
        from foundation.intake import reference

        from .reference import LISTS

        reference.register(*LISTS)
