from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from outcomes.periods import Period, UnknownPeriod, period
from partnership.plans.handing_over import follow_those_that_left
from partnership.returns.opening import Opened, open_returns
from partnership.returns.quarters import quarter_that_ended_last


class Command(BaseCommand):
    """Says what was opened, and for which partners nobody writes."""

    help = (
        "Open the partners' returns of a quarter, keep those that are open in step with the plan, and take what waited "
        "for partners that have left from their teams."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--period", metavar="QUARTER", help="2025-Q1; default the quarter that ended last"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            quarter = _asked(options["period"])
            done = _tried(quarter) if options["dry_run"] else _done(quarter)
        except (UnknownPeriod, ValueError) as wrong:
            raise CommandError(str(wrong)) from wrong
        self._say(quarter, done)
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")
        if done.failed:
            partners = f"{done.failed} partner{'' if done.failed == 1 else 's'}"
            raise CommandError(f"Not done for {partners}: the log says why.")

    def _say(self, quarter: Period, done: Opened) -> None:
        returns = f"{done.returns} return{'' if done.returns == 1 else 's'}"
        self.stdout.write(f"{quarter}: {returns} opened, lines: {done.added} added, {done.removed} removed.")
        for name in done.absent:
            self.stdout.write(f"Nobody writes for this partner: {name}.")


def _asked(label: str | None) -> Period:
    return period(label) if label else quarter_that_ended_last(timezone.localdate())


def _done(quarter: Period) -> Opened:
    refused = follow_those_that_left()
    done = open_returns(quarter)
    done.failed += refused
    return done


def _tried(quarter: Period) -> Opened:
    """What would be done; nothing of it stays."""
    with transaction.atomic():
        done = _done(quarter)
        transaction.set_rollback(True)
    return done
