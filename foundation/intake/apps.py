from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Files that come in: staged, previewed, committed once; and the reference lists."""

    name = "foundation.intake"
    label = "intake"

    def ready(self) -> None:
        from . import reference
        from .reasons import REASONS

        reference.register(REASONS)
