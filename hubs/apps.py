from django.apps import AppConfig


class HubsConfig(AppConfig):
    """Hubs, their sessions, bookings and registers."""

    name = "hubs"

    def ready(self) -> None:
        from foundation.accounts import panels, topics
        from foundation.accounts.roles import Permission
        from foundation.design import navigation
        from foundation.intake import importers, reference
        from foundation.lifecycle import triggers
        from foundation.lifecycle.reactions import react
        from people import causes

        from . import followers, reactions, rules
        from .imports import IMPORTS
        from .panels import CLASHES, SESSIONS
        from .reference import LISTS
        from .topics import ABSENCES

        panels.register(SESSIONS)
        panels.register(CLASHES)
        navigation.add(
            "Sessions", "session_list", permission=Permission.VIEW_SESSIONS, order=40,
            owns=("session_", "booking_", "register_", "late_entry_", "offer_", "clash_"),
        )  # fmt: skip
        navigation.add(
            "Timetable", "timetable", permission=Permission.VIEW_SESSIONS, order=42,
            owns=("timetable_", "rule_", "room_"),
        )  # fmt: skip
        navigation.add(
            "Hubs", "hub_list", permission=Permission.VIEW_HUBS, order=45, owns=("hub_", "closure_"),
        )  # fmt: skip
        reference.register(*LISTS)
        importers.register(*IMPORTS)
        react(causes.DIED, reactions.end_what_stands)
        react(causes.DIED, reactions.write_to_nobody_who_died)
        react(causes.CONSENT_WITHDRAWN, reactions.take_back_without_consent)
        react(causes.CONSENT_WITHDRAWN, reactions.write_to_nobody_without_consent)
        react(causes.RECALLED, reactions.free_what_is_booked)
        react(causes.CONDITION_ADDED, reactions.tell_of_clashes)
        react(causes.MERGED, reactions.offer_what_two_had)
        topics.declare(ABSENCES)
        followers.register()
        triggers.register(*rules.FUNCTIONS, *rules.TRIGGERS)
