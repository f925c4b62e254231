"""The report as JSON. Other programs rely on every name in it (files: Report JSON)."""

import json
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from foundation.lifecycle.dates import month_start
from outcomes.benchmarks import Benchmark
from outcomes.cells import Cell
from outcomes.comparing.a_year_earlier import Change
from outcomes.comparing.funnels import Hubs
from outcomes.comparing.reoffending import ReoffendingCompared
from outcomes.disclosure import Knot
from outcomes.parts.breakdowns import Divided
from outcomes.parts.case_mix import SHOWN, CaseMix
from outcomes.parts.flow import Step as FlowStep
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
        "indicators": [_line(line) | _standing(whole, line) for line in report.lines],
        "survival": [_point(point) for point in report.survival],
        "flow": [_step(step) for step in whole.flow.steps],
        "retention": [_point(point) for point in whole.retention.points],
        "hubs": _hubs(whole.hubs) if whole.hubs else [],
        "groups": [_group(each) for each in whole.divided],
        "reporting": [
            {"month": month_start(month.month).isoformat(), "known": list(month.known)}
            for month in whole.lateness.months
        ],
        "compared": _compared(whole.compared) if whole.compared else None,
        "cohorts": [{"period": each.period.label} | _line(each.line) for each in whole.cohorts.values()],
        "changes": [_change(each) for each in whole.changes.values()],
        "grows": whole.lateness.grows,
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


def _standing(whole: WholeReport, line: Line) -> dict[str, Any]:
    """What the first version of the file did not say: what is known and verified, the rating and the direction."""
    slug, verified = line.indicator.slug, line.verified
    rated, heading = whole.ratings.get(slug), whole.directions.get(slug)
    return {
        "known_share": line.known_share,
        "mean_days": line.mean_days,
        "verified": _counted(verified) if verified else None,
        "counted_apart": dict(line.apart),
        "rating": asdict(rated) if rated else None,
        "direction": asdict(heading) if heading else None,
        "benchmarks": [_published(each) for each in whole.benchmarks.get(slug, ())],
    }


def _counted(cell: Cell) -> dict[str, Any]:
    return {
        name: getattr(cell, name)
        for name in ("numerator", "denominator", "rate", "low", "high", "suppressed")
    }


def _published(each: Benchmark) -> dict[str, Any]:
    return asdict(each) | {"starts_on": each.starts_on.isoformat(), "ends_on": each.ends_on.isoformat()}


def _step(step: FlowStep) -> dict[str, Any]:
    return asdict(step) | {"losses": [asdict(loss) for loss in step.losses]}


def _hubs(hubs: Hubs) -> list[dict[str, Any]]:
    """Each hub that is named, with whom it serves."""
    return [
        {"hub": name} | _counted(cell) | {"case_mix": _mix(hubs.mixes[name]) if name in hubs.mixes else None}
        for name, cell in hubs.named.items()
    ]


def _mix(mix: CaseMix) -> dict[str, Any]:
    shares = {value: share for (_, value, _), share in zip(SHOWN, mix.shares, strict=True)}
    return {"referred": mix.referred, "shares": shares}


def _change(each: Change) -> dict[str, Any]:
    """How a share differs from a year earlier, in fractions."""
    told = {name: getattr(each, name) for name in ("difference", "low", "high", "direction")}
    return {"slug": each.indicator.slug} | told | {"earlier": _counted(each.earlier)}


def _group(each: Divided) -> dict[str, Any]:
    return {
        "slug": each.indicator.slug,
        "period": each.period.label,
        "by": {
            breakdown.title: [{"group": group.words} | _counted(group.cell) for group in breakdown.groups]
            for breakdown in each.breakdowns
        },
    }


def _compared(compared: ReoffendingCompared) -> dict[str, Any]:
    return {
        "period": compared.period.label,
        "landmarks": [asdict(each) for each in compared.landmarks],
        "expected": asdict(compared.expected) if compared.expected else None,
    }


def _point(point: Step | Knot) -> dict[str, Any]:
    return {name: getattr(point, name) for name in ("day", "at_risk", "survival", "low", "high")}
