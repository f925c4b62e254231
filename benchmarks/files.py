"""`python -m benchmarks.files [N]`: a table of a million rows as CSV, and a document of twenty pages as PDF.

No page of the product lists a million rows; what is measured is the writer that every download of it uses, over
bookings read as values, again and again until there are enough. PostgreSQL writes the same by COPY. The document holds
a table and a chart on each page, and is drawn once more on the bare canvas of the library. (speed: rows 13 and 14)
"""

import argparse
import io
import itertools
import resource
import sys
import time
from collections.abc import Iterator
from typing import Any

from .verdicts import Verdicts, in_turn, with_database

ROWS = 1_000_000
COLUMNS = ("id", "held_on", "mark", "hub_id", "session_id", "walk_in")
PAGES, LINES = 20, 18
CELL = "Attended 84 of 100"


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
    verdicts.begin(connection.vendor, f"{rows:,} rows, {PAGES} pages")
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
    from pypdf import PdfReader

    for document in (_product(), _bare()):
        pages = PdfReader(io.BytesIO(document)).pages
        if len(pages) != PAGES or CELL not in pages[-1].extract_text():
            raise RuntimeError(f"the document has {len(pages)} pages, or its last one lacks its table")
    took = in_turn({"product": _product, "bare": _bare}, 7)
    verdicts.say("14", f"PDF of {PAGES} pages, tagged", took["product"].seconds, "s", at_most=1)
    verdicts.say("14", "PDF: product / bare canvas", took["product"] / took["bare"], at_most=4)


def _scene() -> Any:
    from foundation.design.charts import Caption, CurvePoint, survival

    curve = [CurvePoint(day, 1 - day / 400, 0.97 - day / 400, 1.0 - day / 450) for day in range(0, 181, 4)]
    return survival(
        Caption("Half are free of the event", "A curve with its interval", ""), curve,
        followed={0: 100, 90: 60, 180: 20}, end=180, ticks=(0, 90, 180), time_words="days",
    )  # fmt: skip


def _product() -> bytes:
    """Each page a heading, a table and a chart, by the blocks of the product's own reports."""
    from foundation.design import pdf

    document = pdf.Document("Measured", issuer="Measured", footer=["Measured"])
    columns = [pdf.Column("Indicator", 180), *(pdf.Column(f"Year {number}", 105) for number in range(3))]
    for page in range(PAGES):
        if page:
            document.break_page()
        document.add(pdf.heading(f"Part {page + 1}"))
        document.add(pdf.table("Measured", columns, [[f"Line {line}", *[CELL] * 3] for line in range(LINES)]))
        document.add(*pdf.figure(_scene(), factor=0.6))
    return document.build()


def _bare() -> bytes:
    """The same words, rules and lines, each put where it goes."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    output = io.BytesIO()
    canvas = Canvas(output, pagesize=A4)
    for page in range(PAGES):
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(50, 780, f"Part {page + 1}")
        canvas.setFont("Helvetica", 9)
        for line in range(LINES):
            for column, words in enumerate([f"Line {line}", *[CELL] * 3]):
                canvas.drawString(50 + 125 * column, 750 - 20 * line, words)
            canvas.line(50, 744 - 20 * line, 545, 744 - 20 * line)
        _bare_chart(canvas)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def _bare_chart(canvas: Any) -> None:
    """The marks of the scene, without its frame's room being worked out."""
    from foundation.design.charts.scene import Dot, Path, Words

    for mark in _scene().marks:
        if isinstance(mark, Path):
            for line in mark.lines:
                drawn = canvas.beginPath()
                drawn.moveTo(50 + line[0][0] * 0.6, 340 - line[0][1] * 0.6)
                for x, y in line[1:]:
                    drawn.lineTo(50 + x * 0.6, 340 - y * 0.6)
                canvas.drawPath(drawn, fill=int(mark.closed))
        elif isinstance(mark, Dot):
            canvas.circle(50 + mark.x * 0.6, 340 - mark.y * 0.6, mark.radius)
        elif isinstance(mark, Words):
            canvas.drawString(50 + mark.x * 0.6, 340 - mark.y * 0.6, mark.words)


if __name__ == "__main__":
    sys.exit(main())
