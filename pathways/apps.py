from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    """Employment, accommodation and substance support: pathways, spells, milestones, checks."""

    name = "pathways"

    def ready(self) -> None:
        from foundation.accounts.roles import Permission
        from foundation.design import navigation
        from foundation.intake import importers, reference
        from foundation.lifecycle.drawing import draw_too
        from foundation.lifecycle.reactions import react
        from people import causes
        from people.documents import resting

        from . import drawing, followers, panels, reactions
        from .claims.evidence import rests_on
        from .handovers import panels as handed_over
        from .handovers import reactions as of_handovers
        from .imports import IMPORTS
        from .reference import LISTS

        navigation.add(
            "Milestones", "claim_list", permission=(Permission.RECORD_PATHWAY, Permission.VERIFY_MILESTONE), order=50,
            owns=("claim_", "draw_", "unusual_", "need_", "pathway_", "spell_", "support_"),
        )  # fmt: skip
        navigation.add(
            "Checks", "check_list", permission=Permission.RECORD_PATHWAY, order=52, owns=("check_",)
        )
        navigation.add(
            "Handovers",
            "handover_list",
            permission=Permission.SEND_HANDOVER,
            order=55,
            owns=("handover_", "service_"),
        )
        navigation.add(
            "Handed over",
            "handed_over_list",
            permission=Permission.ANSWER_HANDOVER,
            order=10,
            owns=("handed_over_",),
        )
        navigation.add(
            "Services", "service_list", permission=Permission.MANAGE_SERVICES, order=56, owns=("service_",)
        )
        panels.register_all()
        handed_over.register()
        reference.register(*LISTS)
        importers.register(*IMPORTS)
        for cause, handler in (
            (causes.DIED, reactions.close_what_stands),
            (causes.RELEASED, reactions.ask_after_a_release),
            (causes.RECALLED, reactions.stop_asking_after_a_recall),
            (causes.RELEASE_PUT_RIGHT, reactions.ask_about_the_right_day),
            (causes.INVOLVED, reactions.ask_who_works_with_the_person),
            (causes.MERGED, reactions.ask_once_of_one_person),
            (causes.UNMERGED, reactions.ask_each_of_two_people),
        ):
            react(cause, handler)
        resting.register(rests_on)
        followers.register()
        of_handovers.register()
        draw_too(drawing.pages)
