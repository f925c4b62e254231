from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    """Employment, accommodation and substance support: pathways, spells, milestones, checks."""

    name = "pathways"
