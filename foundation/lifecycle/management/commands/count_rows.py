"""`manage.py count_rows`: what the database's plans rest on, counted again."""

from typing import Any

from django.core.management.base import BaseCommand

from foundation.lifecycle import planner


class Command(BaseCommand):
    help = "Let the database count its rows, so that it plans questions for as many as there are."

    def handle(self, *args: Any, **options: Any) -> None:
        planner.count_rows()
