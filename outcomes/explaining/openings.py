"""Every figure of a report beside its table, opened: what it is of, what is left out, what made it (issue: Explain).

All of it is read of the whole report, so that a report that was published opens as it was, and no figure tells more
when it is opened than the report may.
"""

from collections.abc import Iterator, Mapping

from outcomes.pages import keys
from outcomes.pages.words import lower_first, say_period
from outcomes.parts.breakdowns import Divided
from outcomes.report import Report
from outcomes.whole import WholeReport

from .compared import expected_openings, hub_openings, landmark_openings, verdict_openings
from .followed import curve_openings, flow_openings, month_openings
from .opening import Opening, defined, opened_cell

PARTS = (
    flow_openings,
    hub_openings,
    curve_openings,
    landmark_openings,
    expected_openings,
    verdict_openings,
    month_openings,
)


def openings(whole: WholeReport) -> Mapping[str, Opening]:
    """What every figure of a report but those of its table opens into, by its key."""
    found = [*_cohorts(whole), *_divided(whole), *(each for part in PARTS for each in part(whole))]
    return {each.key: each for each in found}


def _cohorts(whole: WholeReport) -> Iterator[Opening]:
    """The latest mature period of what is not yet mature itself."""
    for slug, cohort in whole.cohorts.items():
        indicator = cohort.line.indicator
        explained = opened_cell(whole.report, indicator, cohort.line.cell, cohort.period)
        title = f"{indicator.title}, {say_period(cohort.period)}"
        yield Opening(keys.of_cohort(slug), title, explained, defined(indicator))


def _divided(whole: WholeReport) -> Iterator[Opening]:
    """A figure by group, and of everybody."""
    for each in whole.divided:
        yield from _of_groups(whole.report, each)


def _of_groups(report: Report, found: Divided) -> Iterator[Opening]:
    indicator, period = found.indicator, found.period
    behind = (indicator.slug,) if period == report.period else ()
    title = indicator.title if period == report.period else f"{indicator.title}, {say_period(period)}"
    everybody = opened_cell(report, indicator, found.whole, period)
    yield Opening(keys.of_everybody(indicator.slug), title, everybody, defined(indicator), behind)
    for breakdown in found.breakdowns:
        for group in breakdown.groups:
            yield Opening(
                keys.of_group(indicator.slug, breakdown.title, group.words),
                f"{title}, {lower_first(group.words)}",
                opened_cell(report, indicator, group.cell, period),
                (*defined(indicator), (breakdown.title, "as known at the report, on the index date")),
                behind,
                (("group", keys.of_group("", breakdown.title, group.words)),),
            )
