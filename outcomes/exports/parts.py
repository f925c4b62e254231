"""A whole report as tables of plain values: what CSV and ODS hold, part by part, with the names of their columns."""

from collections.abc import Iterator
from typing import Any

from outcomes.cells import Cell
from outcomes.comparing.a_year_earlier import Change
from outcomes.disclosure import Knot
from outcomes.parts.case_mix import SHOWN
from outcomes.report import Line
from outcomes.statistics import Step
from outcomes.whole import WholeReport

FIGURES = ("slug", "title", "unit", "numerator", "denominator", "unknown", "value", "rate", "low", "high")
MATURITY = ("maturity", "matures_on", "suppressed")

Row = dict[str, Any]


def tables_of(whole: WholeReport) -> Iterator[tuple[str, list[Row]]]:
    """The title of each part with its rows; parts without any are left out."""
    report = whole.report
    survival = next((line.cell for line in report.lines if line.indicator.survival), None)
    parts = {
        "indicators": [_indicator(whole, line) for line in report.lines],
        "cohorts": [
            figures(each.line.cell) | {"cohort": each.period.label} for each in whole.cohorts.values()
        ],
        "changes": [_change(each) for each in whole.changes.values()],
        "survival": [_point(survival, point) for point in report.survival] if survival else [],
        "flow": list(_flow(whole)),
        "retention": [_point(whole.retention.cell, point) for point in whole.retention.points],
        "hubs": list(_hubs(whole)),
        "groups": list(_groups(whole)),
        "reporting": list(_reporting(whole)),
        "compared": list(_compared(whole)),
    }
    yield from ((title, rows) for title, rows in parts.items() if rows)


def _indicator(whole: WholeReport, line: Line) -> Row:
    slug, verified = line.indicator.slug, line.verified
    rated, heading = whole.ratings.get(slug), whole.directions.get(slug)
    excluded = {f"excluded_{reason}": number for reason, number in line.cell.parts.excluded.items()}
    row = figures(line.cell) | excluded | dict(line.apart)
    row |= {"known_share": line.known_share, "mean_days": line.mean_days}
    if verified:
        row |= {
            "verified": verified.numerator,
            "verified_of": verified.denominator,
            "verified_rate": verified.rate,
        }
    if rated:
        row |= {
            "target": rated.target,
            "floor": rated.floor,
            "target_for": rated.agreed_for,
            "rating": rated.rating,
        }
    if heading:
        row |= {
            "direction": heading.state,
            "direction_quarters": heading.quarters,
            "slope": heading.slope,
            "slope_low": heading.low,
            "slope_high": heading.high,
        }
    return row


def figures(cell: Cell) -> Row:
    """What every cell holds, by name."""
    named = {name: getattr(cell, name) for name in (*FIGURES, *MATURITY) if name != "unknown"}
    return named | {"unknown": cell.parts.unknown}


def _change(each: Change) -> Row:
    """How a share differs from a year earlier."""
    about = {"slug": each.indicator.slug, "title": each.indicator.title, "unit": "share"}
    earlier = {"earlier_numerator": each.earlier.numerator, "earlier_denominator": each.earlier.denominator}
    told = {"value": each.difference, "low": each.low, "high": each.high, "direction": each.direction}
    return about | told | earlier


def _point(cell: Cell, point: Step | Knot) -> Row:
    return {
        "slug": cell.slug,
        "title": cell.title,
        "unit": "share",
        "value": point.survival,
        "low": point.low,
        "high": point.high,
        "day": point.day,
        "at_risk": point.at_risk,
    }


def _flow(whole: WholeReport) -> Iterator[Row]:
    for step in whole.flow.steps:
        yield {
            "slug": step.slug,
            "title": step.title,
            "numerator": step.reached,
            "value": step.share,
            "lost": step.lost,
        }
        for loss in step.losses:
            yield {"slug": step.slug, "title": step.title, "group": loss.words, "lost": loss.number}


def _hubs(whole: WholeReport) -> Iterator[Row]:
    if whole.hubs is None:
        return
    for name, cell in whole.hubs.named.items():
        mix = whole.hubs.mixes.get(name)
        served = (
            {f"served_{value}": share for (_, value, _), share in zip(SHOWN, mix.shares, strict=True)}
            if mix
            else {}
        )
        yield figures(cell) | {"group": name, "referred": mix.referred if mix else None} | served


def _groups(whole: WholeReport) -> Iterator[Row]:
    for each in whole.divided:
        for breakdown in each.breakdowns:
            for group in breakdown.groups:
                yield figures(group.cell) | {
                    "grouping": breakdown.title,
                    "group": group.words,
                    "cohort": each.period.label,
                }


def _reporting(whole: WholeReport) -> Iterator[Row]:
    for month in whole.lateness.months:
        for delay, share in enumerate(month.known):
            yield {
                "slug": "reporting",
                "title": "Share known, by months after the month itself",
                "month": f"{month.month // 12}-{month.month % 12 + 1:02d}",
                "delay": delay,
                "value": share,
            }
    yield {
        "slug": "growth",
        "title": "By how much the latest month usually still grows",
        "value": whole.lateness.grows,
    }


def _compared(whole: WholeReport) -> Iterator[Row]:
    """At each landmark both groups, and who is in neither; then observed over expected."""
    if (compared := whole.compared) is None:
        return
    cohort = {"cohort": compared.period.label}
    for each in compared.landmarks:
        about = cohort | {"slug": "landmark", "title": f"By attendance by day {each.day}", "day": each.day}
        for words, side in (("had come to a hub", each.came), ("had not come", each.did_not)):
            figure = {"unit": "share", "value": side.share, "low": side.low, "high": side.high}
            yield about | figure | {"group": words, "denominator": side.people}
        yield about | {"group": "in neither group", "denominator": each.left}
    if (expected := compared.expected) is not None:
        yield cohort | {
            "slug": "observed-over-expected",
            "title": "Observed and expected reoffending",
            "unit": "ratio",
            "value": expected.ratio,
            "low": expected.low,
            "high": expected.high,
            "rate": expected.rate,
            "expected_rate": expected.mean,
            "without_probability": expected.without,
            "source": expected.source,
        }
