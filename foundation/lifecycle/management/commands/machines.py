"""`manage.py machines [--write]`: draw every state machine to docs/machines/, or say which drawing is out of date."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from foundation.lifecycle import drawing


class Command(BaseCommand):
    help = "Compare docs/machines/ with the code; with --write, draw it again."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--write", action="store_true")

    def handle(self, *args, **options) -> None:
        folder = settings.BASE_DIR / "docs" / "machines"
        folder.mkdir(parents=True, exist_ok=True)
        stale = []
        for name, model in drawing.machines().items():
            page, text = folder / f"{name}.md", drawing.as_markdown(model)
            if not page.exists() or page.read_text() != text:
                stale.append(name)
                if options["write"]:
                    page.write_text(text)
        if stale and not options["write"]:
            raise CommandError(f"Out of date: {', '.join(stale)}. Run manage.py machines --write.")
        self.stdout.write(f"{len(stale)} drawn" if options["write"] else "Drawings and code agree.")
