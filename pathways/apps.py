from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    """Employment, accommodation and substance support: pathways, spells, milestones, checks."""

    name = "pathways"

    def ready(self) -> None:
        from foundation.intake import importers, reference
        from foundation.lifecycle.drawing import draw_too
        from people.documents import resting

        from . import drawing, followers, navigation, panels, reactions
        from .claims.evidence import rests_on
        from .handovers import panels as handed_over
        from .handovers import reactions as of_handovers
        from .imports import IMPORTS
        from .reference import LISTS

        navigation.add_all()
        panels.register_all()
        handed_over.register()
        reference.register(*LISTS)
        importers.register(*IMPORTS)
        reactions.register()
        resting.register(rests_on)
        followers.register()
        of_handovers.register()
        draw_too(drawing.pages)
