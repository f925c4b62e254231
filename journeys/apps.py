from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """One person's whole way, and the work it makes."""

    name = "journeys"

    def ready(self) -> None:
        from foundation.accounts import panels as home
        from foundation.accounts.roles import Permission
        from foundation.design import navigation
        from hubs.reminders import timetable
        from people import tabs

        from .due.pages import PANEL
        from .plan.text import beside_sessions
        from .quality import due as quality_due
        from .quality.panel import PANEL as CASE_QUALITY
        from .tabs import TABS

        tabs.register(*TABS)
        timetable.tell_beside(beside_sessions)
        quality_due.register()
        home.register(PANEL)
        home.register(CASE_QUALITY)
        navigation.add("Due", "due_list", permission=Permission.VIEW_PERSON, order=10)
