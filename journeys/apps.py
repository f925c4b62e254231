from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """One person's whole way, and the work it makes."""

    name = "journeys"
