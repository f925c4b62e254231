"""What of pathways stands in the header, and among the tabs of a person."""

from foundation.accounts.roles import Permission
from foundation.design import navigation
from people import tabs


def add_all() -> None:
    """Each role sees what it works with."""
    navigation.add(
        "Milestones", "claim_list", permission=(Permission.RECORD_PATHWAY, Permission.VERIFY_MILESTONE), order=50,
        owns=("claim_", "draw_", "unusual_", "need_", "pathway_", "spell_", "support_"),
    )  # fmt: skip
    navigation.add("Checks", "check_list", permission=Permission.RECORD_PATHWAY, order=52, owns=("check_",))
    navigation.add(
        "Handovers",
        "handover_list",
        permission=Permission.SEND_HANDOVER,
        order=55,
        owns=("handover_", "service_"),
    )
    navigation.add(
        "Handed over",
        "handed_over_list",
        permission=Permission.ANSWER_HANDOVER,
        order=10,
        owns=("handed_over_",),
    )
    navigation.add(
        "Services", "service_list", permission=Permission.MANAGE_SERVICES, order=56, owns=("service_",)
    )
    tabs.register(
        tabs.Tab(
            "pathway_list", "Pathways", Permission.VIEW_REFERRAL, order=40,
            owns=("pathway_", "need_", "support_", "spell_", "claim_", "check_", "top_"),
        )
    )  # fmt: skip
