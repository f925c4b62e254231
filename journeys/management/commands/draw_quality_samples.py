"""`manage.py draw_quality_samples`: draw the records of a month that two people read, for each hub."""

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.design.dates import today
from foundation.lifecycle.transitions import Refused
from journeys.quality import actions


class Command(BaseCommand):
    help = (
        "Draw the case-quality sample of each hub for the last month, or for --month: ten records, at satellites "
        "five. A hub that has its sample keeps it. With --seed a draw of before can be done again elsewhere."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--month", help="such as 2026-10; default: the last month")
        parser.add_argument(
            "--seed", default="", help="default: a new one for each hub, which is kept and shown"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            drawn = actions.draw_samples(_month(options["month"]), seed=options["seed"])
        except Refused as refused:
            raise CommandError(str(refused)) from None
        for sample in drawn:
            self.stdout.write(f"{sample}: {sample.records.count()} records, seed {sample.seed}")
        self.stdout.write(f"{len(drawn)} samples drawn.")


def _month(typed: str | None) -> datetime.date:
    if typed is None:
        return (today().replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
    try:
        return datetime.date.fromisoformat(f"{typed}-01")
    except ValueError:
        raise CommandError("Write the month as 2026-10.") from None
