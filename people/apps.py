from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, their circumstances, and who may see them."""

    name = "people"

    def ready(self) -> None:
        from foundation.intake import reference

        from .reference import LISTS

        reference.register(*LISTS)
