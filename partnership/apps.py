from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """The plan, the partners' returns, and scrutiny."""

    name = "partnership"

    def ready(self) -> None:
        from foundation.accounts.roles import Permission
        from foundation.design import navigation
        from foundation.intake import importers
        from foundation.lifecycle.reactions import react
        from journeys.demo import further
        from outcomes.publishing import causes

        from . import clocks  # noqa: F401  clocks declare themselves
        from .assessment.imports import IMPORTS
        from .changed import panels as changed_panels
        from .demo import scenes as demo
        from .figures import reactions
        from .returns import panels as returns_panels
        from .scrutiny import panels as scrutiny_panels

        navigation.add(
            "Partnership",
            "partnership_home",
            permission=(Permission.READ_PLAN, Permission.READ_SCRUTINY, Permission.FOUND_PARTNERSHIP),
            order=72,
            owns=("partnership_", "measure_", "figure_", "return_", "improvement_", "question_", "correction_",
                  "scrutiny_", "meeting_", "recommendation_", "assessment_", "survey_", "pack_"),
        )  # fmt: skip
        returns_panels.register()
        importers.register(*IMPORTS)
        scrutiny_panels.register()
        changed_panels.register()
        further.play_too(demo.act)
        react(causes.REPORT_PUBLISHED, reactions.take_figures)
        react(causes.REPORT_WITHDRAWN, reactions.tell_of_withdrawal)
