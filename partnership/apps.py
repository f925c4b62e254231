from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """The plan, the partners' returns, and scrutiny."""

    name = "partnership"
