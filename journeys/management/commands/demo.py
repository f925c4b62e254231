"""`manage.py demo [--people N] [--seed S] [--if-empty]`: invented people and staff, and the sign-ins printed."""

import time
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from foundation.lifecycle import planner
from journeys.demo import further, staff
from journeys.demo.population import populate
from people.models import Person


class Command(BaseCommand):
    help = "Load the reference lists and an invented population; the same seed on the same day gives the same people."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--people", type=int, default=2000)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--if-empty", action="store_true", help="leave a database that has people alone")

    def handle(self, *args, **options) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo's sign-ins are printed for everyone: it does not run in production.")
        if options["people"] < 1:
            raise CommandError("--people must be 1 or more.")
        if Person.objects.exists():
            if not options["if_empty"]:
                raise CommandError(
                    "The database has people already. Start with an empty one, or pass --if-empty."
                )
        else:
            call_command("load_reference", verbosity=0)
            began = time.perf_counter()
            world = populate(options["people"], options["seed"])
            further.play(world)
            call_command("find_duplicates", verbosity=0, stdout=StringIO())
            planner.count_rows()
            took = time.perf_counter() - began
            self.stdout.write(f"{len(world.people)} invented people written in {took:.0f} seconds.\n")
        self.stdout.write(staff.sign_ins())
