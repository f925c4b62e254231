from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Files that come in: staged, previewed, committed once."""

    name = "foundation.intake"
    label = "intake"
