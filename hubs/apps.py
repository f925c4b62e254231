from django.apps import AppConfig


class HubsConfig(AppConfig):
    """Hubs, their sessions, bookings and registers."""

    name = "hubs"
