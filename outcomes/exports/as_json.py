"""The report as JSON. Other programs rely on every name in it (files: Report JSON)."""

import json
from hashlib import sha256
from typing import Any

from outcomes.disclosure import Knot
from outcomes.report import Line
from outcomes.statistics import Step
from outcomes.whole import WholeReport


def report_json(whole: WholeReport) -> bytes:
    """The report as UTF-8 JSON, ending in a newline; null means not shown."""
    return (json.dumps(as_plain(whole), ensure_ascii=False, indent=2) + "\n").encode()


def figures_hash(whole: WholeReport) -> str:
    """The SHA-256 of the JSON: printed with the figures, it says which ones they are."""
    return sha256(report_json(whole)).hexdigest()


def as_plain(whole: WholeReport) -> dict[str, Any]:
    """The report as plain dictionaries and lists, in the fixed order of its names."""
    report, place = whole.report, whole.report.place
    return {
        "area": place.name if place.kind == "area" else None,
        "hub": place.name if place.kind == "hub" else None,
        "contract_area": place.name if place.kind == "contract_area" else None,
        "period": report.period.label,
        "as_at": report.as_at.isoformat(),
        "known_at": report.known_at.isoformat(),
        "specification": report.specification,
        "internal": report.internal,
        "indicators": [_line(line) for line in report.lines],
        "survival": [_point(point) for point in report.survival],
    }


def _line(line: Line) -> dict[str, Any]:
    cell = line.cell
    return {
        "slug": cell.slug,
        "title": cell.title,
        "unit": cell.unit,
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "excluded": dict(cell.parts.excluded),
        "unknown": cell.parts.unknown,
        "value": cell.value,
        "rate": cell.rate,
        "low": cell.low,
        "high": cell.high,
        "maturity": cell.maturity,
        "matures_on": cell.matures_on.isoformat(),
        "suppressed": cell.suppressed,
    }


def _point(point: Step | Knot) -> dict[str, Any]:
    return {name: getattr(point, name) for name in ("day", "at_risk", "survival", "low", "high")}
