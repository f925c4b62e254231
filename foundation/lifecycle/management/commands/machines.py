"""`manage.py machines [--write]`: write what the docs list from the code, or say which page is out of date."""

from collections.abc import Iterator

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from foundation.lifecycle import clocks, drawing, reactions


def pages() -> Iterator[tuple[str, str]]:
    """(path under docs/, text) of every page that is written from the code."""
    for name, model in drawing.machines().items():
        yield f"machines/{name}.md", drawing.as_markdown(model)
    yield from drawing.further_pages()
    yield "reactions.md", reactions.as_markdown()
    yield "clocks.md", clocks.as_markdown()


class Command(BaseCommand):
    help = "Compare the pages of docs/ that are drawn from the code with it; with --write, write them again."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--write", action="store_true")

    def handle(self, *args, **options) -> None:
        folder = settings.BASE_DIR / "docs"
        stale = []
        for name, text in pages():
            page = folder / name
            if not page.exists() or page.read_text() != text:
                stale.append(name)
                if options["write"]:
                    page.parent.mkdir(parents=True, exist_ok=True)
                    page.write_text(text)
        if stale and not options["write"]:
            raise CommandError(f"Out of date: {', '.join(stale)}. Run manage.py machines --write.")
        self.stdout.write(f"{len(stale)} written" if options["write"] else "The pages and the code agree.")
