from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, their circumstances, and who may see them."""

    name = "people"
