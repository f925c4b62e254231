"""The report as CSV: one row an indicator, then one row a point of the survival curve."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from foundation.design.spreadsheets import harmless
from outcomes.indicators import CATALOGUE, EXCLUSIONS
from outcomes.report import Line, Report
from outcomes.whole import WholeReport

ABOUT = ("place", "period", "as_at", "known_at", "specification", "code_version", "control")
FIGURES = ("slug", "title", "unit", "numerator", "denominator", "unknown", "value", "rate", "low", "high")
MATURITY = ("maturity", "matures_on", "suppressed")
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

    An empty field is not shown or does not apply. Rows of the curve have a `day`; their `value` is the share free of
    the event.
    """
    report, text = whole.report, io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    about = _about(report)
    for row in _rows(report):
        writer.writerow({name: _safe(value) for name, value in (about | row).items()})
    return text.getvalue().encode("utf-8-sig")


def _about(report: Report) -> dict[str, Any]:
    return {
        "place": report.place.name,
        "period": report.period.label,
        "as_at": report.as_at.isoformat(),
        "known_at": report.known_at.isoformat(),
        "specification": report.specification,
        "code_version": report.code_version,
        "control": "internal: no disclosure control" if report.internal else "disclosure controlled",
    }


def _rows(report: Report) -> Iterator[dict[str, Any]]:
    for line in report.lines:
        yield _figures(line)
    curves = [line.cell for line in report.lines if line.indicator.survival]
    for point in report.survival:
        yield {
            "slug": curves[0].slug,
            "title": curves[0].title,
            "unit": "share",
            "value": point.survival,
            "low": point.low,
            "high": point.high,
            "day": point.day,
            "at_risk": point.at_risk,
        }


def _figures(line: Line) -> dict[str, Any]:
    cell = line.cell
    figures = {name: getattr(cell, name) for name in (*FIGURES, *MATURITY) if name != "unknown"}
    excluded = {f"excluded_{reason}": number for reason, number in cell.parts.excluded.items()}
    return figures | {"unknown": cell.parts.unknown} | excluded | dict(line.apart)


def _safe(value: Any) -> Any:
    """Yes and no in words, and no formula."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else harmless(value)
