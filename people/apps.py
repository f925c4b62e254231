from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, their circumstances, and who may see them."""

    name = "people"

    def ready(self) -> None:
        from foundation.accounts.roles import Permission
        from foundation.audit import trail
        from foundation.design import navigation
        from foundation.intake import importers, reference
        from foundation.lifecycle.reactions import react

        from . import causes, clocks, followers, panels, reactions  # noqa: F401  clocks declare themselves
        from .finding import index
        from .imports import IMPORTS
        from .reference import LISTS
        from .seeing import breaking_glass

        navigation.add(
            "People", "person_list", permission=Permission.VIEW_PERSON, order=30,
            owns=(
                "person_", "consent_", "supervision_", "release_", "risk_", "death_", "label_", "condition_", "pair_",
                "caseload_", "document_", "take_over_", "limit_", "break_glass", "identifier_", "duplicate_",
                "contact_", "note_", "safeguarding_",
            ),
        )  # fmt: skip
        navigation.search_at("person_search", permission=Permission.SEARCH_PEOPLE)
        index.register()
        panels.register()
        trail.unusual(breaking_glass.purpose_under_break_glass)
        reference.register(*LISTS)
        importers.register(*IMPORTS)
        react(causes.DIED, reactions.stop_risk_clock)
        react(causes.CASELOAD_MOVED, reactions.hand_on_risk_clock)
        react(causes.CASELOAD_MOVED, reactions.hand_on_take_overs)
        react(causes.DIED, reactions.drop_take_overs)
        react(causes.DIED, reactions.stop_safeguarding_clocks)
        react(causes.CASELOAD_MOVED, reactions.hand_on_safeguarding)
        followers.register()
