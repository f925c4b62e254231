from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """Indicators, statistics, disclosure control and reports."""

    name = "outcomes"

    def ready(self) -> None:
        from foundation.accounts.roles import Permission
        from foundation.design import navigation

        from . import panels

        navigation.add(
            "Outcomes",
            "report_list",
            permission=Permission.READ_OUTCOMES,
            order=70,
            owns=("report_", "indicator_"),
        )
        panels.register()
