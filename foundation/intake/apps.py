from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Files that come in: staged, previewed, committed once; and the reference lists."""

    name = "foundation.intake"
    label = "intake"

    def ready(self) -> None:
        from foundation.accounts.roles import Permission
        from foundation.design import navigation

        from . import reference
        from .reasons import REASONS

        reference.register(REASONS)
        navigation.add(
            "Imports", "import_list", permission=Permission.IMPORT_FILES, order=70, owns=("import_",)
        )
