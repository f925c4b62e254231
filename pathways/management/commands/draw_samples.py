from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pathways import actions, reading
from pathways.models import Draw


class Command(BaseCommand):
    """Fills up draws that are over, or lists one whole: the one place where no claim is left out of it."""

    help = (
        "Fill up the sample of each hub's month that is over to its least number of claims to verify. "
        "Safe to repeat; run it every night. With --show: list one draw whole, lot by lot, and draw nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--show", type=int, metavar="NUMBER", help="the draw by the number in its address"
        )

    def handle(self, *args: Any, show: int | None = None, **options: Any) -> None:
        if show is not None:
            self._list(show)
            return
        drawn = actions.fill_up_draws()
        self.stdout.write(f"{drawn} claim{'' if drawn == 1 else 's'} drawn.")

    def _list(self, number: int) -> None:
        """Every claim, also about people whose record is hidden from verifiers: keys, no names."""
        draw = Draw.objects.filter(pk=number).select_related("team").first()
        if draw is None:
            raise CommandError(f"There is no draw {number}.")
        self.stdout.write(f"{draw}: seed {draw.seed}, {draw.percent} in 100, at least {draw.at_least}")
        for lot in reading.every_lot_of(draw):
            drawn = "drawn" if lot.claim.is_asked_for else "not drawn"
            self.stdout.write(f"{lot.number:.6f} {lot.claim.uuid} {drawn}")
