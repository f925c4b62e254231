from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who saw and did what."""

    name = "foundation.audit"
    label = "audit"
