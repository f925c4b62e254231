"""The report as CSV: one row an indicator, then the rows of every other part; `part` says which."""

import csv
import io
from typing import Any

from foundation.design.spreadsheets import harmless
from outcomes.indicators import CATALOGUE, EXCLUSIONS
from outcomes.whole import WholeReport

from .parts import FIGURES, MATURITY, tables_of

ABOUT = ("place", "period", "as_at", "known_at", "specification", "code_version", "control")
APART = tuple(dict.fromkeys(what for each in CATALOGUE for what in each.counted_apart))
COLUMNS = (
    *ABOUT,
    *FIGURES,
    *MATURITY,
    *(f"excluded_{reason}" for reason in EXCLUSIONS),
    *APART,
    "day",
    "at_risk",
)


def report_csv(whole: WholeReport) -> bytes:
    """The same figures as the JSON, in UTF-8 with a byte order mark, so that spreadsheets read it right.

    An empty field is not shown or does not apply. Rows of a curve have a `day`; their `value` is the share free of
    the event. Columns that parts have gained stand after those of the first version.
    """
    tables = list(tables_of(whole))
    gained = dict.fromkeys(name for _, rows in tables for row in rows for name in row if name not in COLUMNS)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, (*COLUMNS, "part", *gained), restval="")
    writer.writeheader()
    about = about_the(whole)
    for part, rows in tables:
        for row in rows:
            writer.writerow({name: said(value) for name, value in (about | row | {"part": part}).items()})
    return text.getvalue().encode("utf-8-sig")


def about_the(whole: WholeReport) -> dict[str, Any]:
    """What every row says of its report."""
    report = whole.report
    return {
        "place": report.place.name,
        "period": report.period.label,
        "as_at": report.as_at.isoformat(),
        "known_at": report.known_at.isoformat(),
        "specification": report.specification,
        "code_version": report.code_version,
        "control": "internal: no disclosure control" if report.internal else "disclosure controlled",
    }


def said(value: Any) -> Any:
    """Yes and no in words, and no formula."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else harmless(value)
