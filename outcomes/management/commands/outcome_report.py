"""The outcome report on the command line (files: Report JSON)."""

import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from outcomes.exports import FORMATS
from outcomes.periods import UnknownPeriod, period
from outcomes.places import ReportPlace, UnknownPlace, place_named
from outcomes.report import ImpossibleMoment, outcome_report
from outcomes.whole import whole_report


class Command(BaseCommand):
    """Writes one report as a file or on standard output."""

    help = "Write the outcome report of a place and period."

    def add_arguments(self, parser: CommandParser) -> None:
        add_place(parser)
        parser.add_argument("--as-at", metavar="DATE", help="facts effective by then; default today")
        parser.add_argument(
            "--known-at", metavar="DATE", help="records made by the end of that day; default now"
        )
        parser.add_argument("--internal", action="store_true", help="without disclosure control")
        parser.add_argument(
            "--live",
            action="store_true",
            help="counted again from the facts, as an audit asks; not out of the rollup",
        )
        parser.add_argument("--format", choices=sorted(FORMATS), required=True)
        parser.add_argument("--output", metavar="FILE", help="default standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            term = period(options["period"])
            as_at, known_at = (
                day_asked(options["as_at"], "--as-at"),
                day_asked(options["known_at"], "--known-at"),
            )
            report = outcome_report(
                place_asked(options), term, as_at, known_at, options["internal"], live=options["live"]
            )
        except (UnknownPlace, UnknownPeriod, ImpossibleMoment) as refused:
            raise CommandError(str(refused)) from refused
        self._write(FORMATS[options["format"]].write(whole_report(report)), options["output"])

    def _write(self, content: bytes, output: str | None) -> None:
        if output:
            try:
                Path(output).write_bytes(content)
            except OSError as failed:
                raise CommandError(
                    f"The report cannot be written to {output}: {failed.strerror}."
                ) from failed
        elif (stream := getattr(self.stdout, "buffer", None)) is not None:
            stream.write(content)
            stream.flush()
        else:
            self._write_text(content)

    def _write_text(self, content: bytes) -> None:
        """To a stream that takes no bytes, such as a caller's own."""
        try:
            self.stdout.write(content.decode(), ending="")
        except UnicodeDecodeError as failed:
            raise CommandError("This format is no text; name a file with --output.") from failed


def add_place(parser: CommandParser) -> None:
    """The arguments that name what a report is of."""
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--area", metavar="NAME")
    place.add_argument("--hub", metavar="NAME", help="without its satellites")
    place.add_argument("--contract-area", metavar="NAME")
    place.add_argument("--england", action="store_true")
    parser.add_argument("--period", required=True, help="2023-Q1 or 2023/24")


def place_asked(options: dict[str, Any]) -> ReportPlace:
    """The place that was named. Raises UnknownPlace."""
    for kind in ("area", "hub", "contract_area"):
        if options[kind] is not None:
            return place_named(kind, options[kind])
    return place_named("england")


def day_asked(text: str | None, option: str) -> datetime.date | None:
    """The date of an option. Raises CommandError for a text that is none."""
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as failed:
        raise CommandError(f"{option} needs a date such as 2024-09-30, not “{text}”.") from failed
