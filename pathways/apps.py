from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    """Employment, accommodation and substance support: pathways, spells, milestones, checks."""

    name = "pathways"

    def ready(self) -> None:
        from foundation.intake import reference

        from .reference import LISTS

        reference.register(*LISTS)
