"""The rows of the table of indicators, and their groups."""

from outcomes.whole import WholeReport

from .rows import Row


def rows_of(whole: WholeReport) -> list[Row]:
    """The rows of a report in catalogue order: one decimal when internal, else whole percent. What another indicator
    leads stands on that one's page.
    """
    report = whole.report
    return [
        Row(
            line,
            report.period,
            report.as_at,
            1 if report.internal else 0,
            None if line.indicator.slug in whole.cohorts else whole.ratings.get(line.indicator.slug),
            whole.directions.get(line.indicator.slug),
            whole.benchmarks.get(line.indicator.slug, ()),
        )
        for line in report.lines
        if not line.indicator.led_by
    ]


def grouped(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """The rows under the headings of the table, in the order of their first rows."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return list(groups.items())


def cohort_rows(whole: WholeReport) -> dict[str, Row]:
    """The row of the latest mature cohort, by the slug of the indicator that is not yet mature."""
    report = whole.report
    return {
        slug: Row(
            cohort.line, cohort.period, report.as_at, 1 if report.internal else 0, whole.ratings.get(slug)
        )
        for slug, cohort in whole.cohorts.items()
        if cohort.line.cell.denominator != 0
    }
