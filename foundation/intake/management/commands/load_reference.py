from django.core.management.base import BaseCommand

from foundation.intake import reference


class Command(BaseCommand):
    help = "Load the product's own copies of the reference lists; safe to repeat."

    def handle(self, *args, **options) -> None:
        for name, loaded in reference.load_all().items():
            gone = f", {loaded.gone} no longer in the list and kept" if loaded.gone else ""
            self.stdout.write(f"{name}: {loaded.new} new, {loaded.changed} changed{gone}")
