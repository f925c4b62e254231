from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """Indicators, statistics, disclosure control and reports."""

    name = "outcomes"

    def ready(self) -> None:
        from foundation.accounts.roles import Permission
        from foundation.design import navigation
        from foundation.intake import importers, reference
        from foundation.lifecycle import drawing, triggers

        from . import panels
        from .imports import IMPORTS
        from .pages import documented
        from .reference import LISTS
        from .rollup import marking

        navigation.add(
            "Outcomes",
            "report_list",
            permission=Permission.READ_OUTCOMES,
            order=70,
            owns=("report_", "indicator_", "target_", "people_behind", "extract_", "snapshot_"),
        )
        navigation.add("Extracts", "extract_list", permission=Permission.READ_AUDIT, order=75)
        navigation.add("Disclosure control", "suppression_list", permission=Permission.READ_AUDIT, order=76)
        panels.register()
        drawing.draw_too(documented.pages)
        reference.register(*LISTS)
        importers.register(*IMPORTS)
        triggers.register(*marking.declared())
