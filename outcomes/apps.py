from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """Indicators, statistics, disclosure control and reports."""

    name = "outcomes"
