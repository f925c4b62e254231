from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """The referral and its decision."""

    name = "referrals"

    def ready(self) -> None:
        from foundation.accounts import panels as home
        from foundation.accounts.roles import Permission
        from foundation.design import navigation
        from foundation.intake import importers, reference
        from hubs.bookings import notices as booking_notices
        from people.seeing import sight

        from . import followers, reactions, workers
        from .enquiries.panels import PANEL as ENQUIRIES_WAITING
        from .gate import reactions as gate_reactions
        from .imports import IMPORTS
        from .panels import PANELS
        from .reference import LISTS

        for panel in (*PANELS, ENQUIRIES_WAITING):
            home.register(panel)
        navigation.add(
            "Referrals", "referral_list", permission=Permission.VIEW_REFERRAL, order=20,
            owns=("referral_", "induction_"),
        )  # fmt: skip
        navigation.add(
            "Enquiries", "enquiry_list", permission=Permission.ANSWER_ENQUIRY, order=25, owns=("enquiry_",)
        )
        reference.register(*LISTS)
        importers.register(*IMPORTS)
        reactions.register()
        gate_reactions.register()
        sight.worked_with_by(workers.key_workers_of)
        booking_notices.key_workers_by(workers.key_workers_at)
        followers.register()
