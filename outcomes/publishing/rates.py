"""The rates of a place that publications show, by quarter: what its directions are drawn through (decision 129)."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from outcomes.freezing import CannotThaw, thawed
from outcomes.models import Snapshot
from outcomes.report import Line
from outcomes.whole import WholeReport

Rates = Mapping[str, Mapping[int, float]]  # by slug, by the number of the quarter


def published_rates(whole: WholeReport) -> Rates:
    """The rates of quarters that this report and those that stand of its place show; the latest publication counts.

    A rate by another definition of the indicator is of another series and left out.
    """
    report, found = whole.report, defaultdict[str, dict[int, float]](dict)
    declared = {line.indicator.slug: line.indicator for line in report.lines}
    standing = Snapshot.objects.of(report.place.kind, report.place.name).standing().with_content()
    for each in (*_read(standing), whole):
        for number, line in _quarters(each):
            if line.cell.rate is not None and line.indicator is declared.get(line.indicator.slug):
                found[line.indicator.slug][number] = line.cell.rate
    return found


def _read(snapshots: Iterable[Snapshot]) -> Iterator[WholeReport]:
    for snapshot in snapshots:
        try:
            yield thawed(WholeReport, json.loads(snapshot.content.report))
        except CannotThaw:  # the code has moved on: its figures are in its files alone
            continue


def _quarters(whole: WholeReport) -> Iterator[tuple[int, Line]]:
    """The lines of a report, and those of its latest cohorts, that are of a quarter."""
    periods = [(whole.report.period, line) for line in whole.report.lines]
    periods += [(cohort.period, cohort.line) for cohort in whole.cohorts.values()]
    for period, line in periods:
        if not period.is_year:
            yield period.quarters[0], line
