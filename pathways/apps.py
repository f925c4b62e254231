from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    """Employment, accommodation and substance support: pathways, spells, milestones, checks."""

    name = "pathways"

    def ready(self) -> None:
        from foundation.accounts.roles import Permission
        from foundation.design import navigation
        from foundation.intake import importers, reference
        from foundation.lifecycle.reactions import react
        from people import causes
        from people.documents import resting

        from . import followers, panels, reactions
        from .claims.evidence import rests_on
        from .imports import IMPORTS
        from .reference import LISTS

        navigation.add(
            "Milestones", "claim_list", permission=(Permission.RECORD_PATHWAY, Permission.VERIFY_MILESTONE), order=50,
            owns=("claim_", "draw_", "unusual_", "pathway_", "spell_"),
        )  # fmt: skip
        panels.register_all()
        reference.register(*LISTS)
        importers.register(*IMPORTS)
        react(causes.DIED, reactions.close_what_stands)
        resting.register(rests_on)
        followers.register()
