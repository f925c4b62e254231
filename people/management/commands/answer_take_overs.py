from typing import Any

from django.core.management.base import BaseCommand

from people import actions


class Command(BaseCommand):
    help = (
        "Tell the teams that hold somebody who is asked for, and everybody whose request nobody agreed to in 14 days. "
        "Safe to repeat; run it every few minutes."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        routed, answered = actions.route_take_overs(), actions.answer_take_overs()
        self.stdout.write(
            f"{routed} told to the team that holds the person; {answered} answered after 14 days."
        )
