from django.apps import AppConfig


class HubsConfig(AppConfig):
    """Hubs, their sessions, bookings and registers."""

    name = "hubs"

    def ready(self) -> None:
        from foundation.intake import reference

        from .reference import LISTS

        reference.register(*LISTS)
