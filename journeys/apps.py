from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """One person's whole way, and the work it makes."""

    name = "journeys"

    def ready(self) -> None:
        from foundation.accounts import panels as home
        from foundation.accounts.roles import Permission
        from foundation.design import navigation

        from .due.pages import PANEL

        home.register(PANEL)
        navigation.add("Due", "due_list", permission=Permission.VIEW_PERSON, order=10)
        navigation.add(
            "Quality", "quality_list", permission=Permission.READ_QUALITY, order=55, owns=("quality_",)
        )
