"""`python -m benchmarks.files [N]`: a table of a million rows as CSV, and a report of about twenty pages as PDF.

No page of the product lists a million rows; what is measured is the writer that every download of it uses, over
bookings read as values, again and again until there are enough. PostgreSQL writes the same by COPY. The report is that
of England in a year, and is put down once more on the bare canvas of the library. (speed: rows 13 and 14)
"""

import argparse
import io
import itertools
import resource
import sys
import time
from collections.abc import Iterator

from .verdicts import Verdicts, in_turn, with_database

ROWS = 1_000_000
COLUMNS = ("id", "held_on", "mark", "hub_id", "session_id", "walk_in")
YEAR, PAGES = 2024, 20  # the report has about so many


def main() -> int:
    """0 when every goal is met."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("people", type=int, nargs="?", default=2_000, help="whose bookings are read")
    asked.add_argument("--rows", type=int, default=ROWS)
    arguments = asked.parse_args()
    return with_database(lambda: _measure(arguments.people, arguments.rows))


def _measure(count: int, rows: int) -> int:
    from django.core.management import call_command
    from django.db import connection

    from .national import gather_nation

    call_command("load_reference", stdout=io.StringIO())
    gather_nation(count)
    verdicts = Verdicts()
    verdicts.begin(connection.vendor, f"{rows:,} rows, a report of {count:,} people")
    _csv(verdicts, rows)
    _pdf(verdicts)
    return verdicts.exit_code


# --- CSV --------------------------------------------------------------------------------------------


def _csv(verdicts: Verdicts, rows: int) -> None:
    from django.db import connection

    _write(min(rows, 10_000))
    before = _most_held()
    began = time.perf_counter()
    written = _write(rows)
    took = time.perf_counter() - began
    verdicts.say("13", f"CSV: memory growth over {rows:,} rows", _most_held() - before, "MB", at_most=20)
    verdicts.say("13", "CSV: rows a second", rows / took)
    if connection.vendor == "postgresql":
        copied, copying = _copy(written)
        verdicts.say(
            "13", "CSV: speed as a share of COPY's", (rows / took) / (copied / copying), at_least=0.2
        )


def _write(rows: int) -> int:
    """Write so many rows away, line by line as they are streamed to a browser; how many bytes there were."""
    from foundation.design import spreadsheets

    lines = spreadsheets.lines(COLUMNS, itertools.islice(_bookings(), rows))
    return sum(len(line.encode()) for line in lines)


def _bookings() -> Iterator[tuple]:
    from hubs.models import Booking

    while True:
        yield from Booking.objects.order_by().values_list(*COLUMNS).iterator(chunk_size=2000)


def _copy(at_least: int) -> tuple[int, float]:
    """Rows that COPY gives, over and over until as many bytes have come, and the seconds it took."""
    from django.db import connection

    select = f"SELECT {', '.join(COLUMNS)} FROM hubs_booking WHERE superseded_at IS NULL"
    given, came, began = 0, 0, time.perf_counter()
    with connection.cursor() as cursor:
        while came < at_least:
            with cursor.copy(f"COPY ({select}) TO STDOUT WITH (FORMAT csv)") as copy:
                for block in copy:
                    came += len(block)
                    given += bytes(block).count(b"\n")
    return given, time.perf_counter() - began


def _most_held() -> float:
    """The most memory that the process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# --- PDF --------------------------------------------------------------------------------------------


def _pdf(verdicts: Verdicts) -> None:
    """The report of England in a year: as the product makes it, and put down again when all is worked out."""
    from django.utils import timezone

    from outcomes.exports.as_pdf import report_pdf
    from outcomes.periods import financial_year
    from outcomes.places import place_named
    from outcomes.publishing.months import last_month_end
    from outcomes.report import outcome_report
    from outcomes.whole import whole_report

    from . import paper

    as_at = last_month_end(timezone.localdate())
    whole = whole_report(outcome_report(place_named("england"), financial_year(YEAR), as_at))
    document = report_pdf(whole)
    pages = paper.sheets(document)
    if not PAGES - 4 <= len(pages) <= PAGES + 4 or not any(page.paths for page in pages):
        raise RuntimeError(f"the report has {len(pages)} pages, or no charts")
    if paper.words_of(paper.put_down(pages)) != paper.words_of(document):
        raise RuntimeError("what is put down on the bare canvas says something else")
    took = in_turn({"report": lambda: report_pdf(whole), "bare": lambda: paper.put_down(pages)}, 7)
    verdicts.say(
        "14", f"PDF of a report of {len(pages)} pages, tagged", took["report"].seconds, "s", at_most=1
    )
    verdicts.say("14", "PDF: report / the same on a bare canvas", took["report"] / took["bare"], at_most=4)


if __name__ == "__main__":
    sys.exit(main())
