"""Publishing a report from the command line, in the name of somebody who may."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from foundation.accounts.models import User
from foundation.lifecycle.transitions import Refused
from outcomes.periods import UnknownPeriod, period
from outcomes.places import UnknownPlace
from outcomes.publishing import actions, verdicts
from outcomes.publishing.months import last_month_end

from .outcome_report import add_place, day_asked, place_asked


class Command(BaseCommand):
    """Works a report out, says what the guard against differencing says of it, and publishes it."""

    help = "Publish the controlled outcome report of a place and period, or correct the version that stands."

    def add_arguments(self, parser: CommandParser) -> None:
        add_place(parser)
        parser.add_argument("--as-at", metavar="DATE", help="the last day of a month; default the latest")
        parser.add_argument("--by", metavar="EMAIL", required=True, help="the commissioner who publishes")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be published, then discard it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(email__iexact=options["by"]).first()
        if by is None:
            raise CommandError(f"Nobody signs in as {options['by']}.")
        as_at = day_asked(options["as_at"], "--as-at") or last_month_end(timezone.localdate())
        try:
            place, term = place_asked(options), period(options["period"])
            snapshot = actions.begin(place, term, as_at=as_at, by=by, at_once=True)
            actions.work_out.call(snapshot.pk)
            snapshot.refresh_from_db()
            self._publish(snapshot, by, options["dry_run"])
        except (UnknownPlace, UnknownPeriod, Refused, PermissionDenied) as refused:
            raise CommandError(str(refused)) from refused

    def _publish(self, snapshot: Any, by: User, is_dry: bool) -> None:
        if not snapshot.is_draft:
            raise CommandError(snapshot.because or "The report is still being worked out; try again later.")
        verdict = verdicts.verdict(snapshot)
        for each in verdict.withheld:
            self.stdout.write(f"left out: {each.title}, {each.why}")
        if is_dry or verdict.refusal:
            actions.discard(snapshot, by=by)
        if verdict.refusal:
            raise CommandError(verdict.refusal)
        if not is_dry:
            actions.publish(snapshot, by=by)
        self.stdout.write(f"{snapshot}: {'would be published' if is_dry else 'published'}")
