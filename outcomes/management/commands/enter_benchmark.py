"""`manage.py enter_benchmark NAME --figure 0.33 --source "..."`: a published figure that is shipped without one."""

import datetime
from decimal import Decimal, InvalidOperation

from django.core.management.base import BaseCommand, CommandError

from outcomes.benchmarks import entering


def number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None


class Command(BaseCommand):
    help = "Enter a published figure by hand, with its source. The names are those of the list of benchmarks."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "name", help="as the list spells it, for example “CFO Activity Hubs: participants”"
        )
        parser.add_argument("--figure", type=number, required=True, help="a fraction from 0 to 1")
        parser.add_argument("--source", required=True, help="the publication, with its date")
        parser.add_argument("--starts-on", type=datetime.date.fromisoformat, metavar="DATE")
        parser.add_argument("--ends-on", type=datetime.date.fromisoformat, metavar="DATE")

    def handle(self, *args, **options) -> None:
        given = {each: options[each] for each in ("figure", "source", "starts_on", "ends_on")}
        try:
            entered = entering.enter_named(options["name"], **given)
        except (LookupError, ValueError) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{entered}: {given['figure'].normalize():f} ({entered.source})")
