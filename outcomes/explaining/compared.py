"""What is compared in a report, opened: hubs, whom they serve, landmarks, observed and expected, and verdicts."""

from collections.abc import Iterator

from outcomes.comparing.a_year_earlier import Change
from outcomes.comparing.attendance import Landmark, Side
from outcomes.pages import keys
from outcomes.pages.comparisons import ASSOCIATION, NOT_FOLLOWED
from outcomes.pages.words import SUPPRESSED, say_count, say_interval, say_percent, say_period, say_ratio
from outcomes.parts.case_mix import SHOWN, CaseMix
from outcomes.parts.directions import Direction
from outcomes.report import Line, Report
from outcomes.whole import WholeReport

from .figures import Term
from .opening import Opening, decimals_of, defined, opened, opened_cell

MIX_DEFINED = (
    ("Denominator", "people referred to the hub in the period"),
    (
        "Numerator",
        "those of the group: by the first need named in a referral by then, or the last stay in custody",
    ),
    ("Unknown", "a need or a stay that nobody recorded is in the denominator, and in none of the groups"),
    ("Left out", "nobody"),
    ("Read as", "shares in whole percent, of 30 people or more; how many each group has is not told"),
)
LANDMARK_DEFINED = (
    (
        "Denominator",
        "people released with a live referral to a hub, who were free of a proven offence on the day",
    ),
    ("Numerator", "a proven offence within a year of that day, by product limit"),
    ("Left out, and counted", "who had reoffended by then, or was followed no longer"),
    (
        "Unknown",
        "people not matched to the Police National Computer are in neither group and not among those left out",
    ),
    ("Read as", ASSOCIATION),
)
EXPECTED_DEFINED = (
    ("Numerator", "people with a proven offence, as for proven reoffending"),
    ("Denominator", "the sum of the probabilities that were expected of the same people"),
    ("Left out, and counted", "people without a probability by this source"),
    ("Unknown", "as for proven reoffending: nobody, but for those not matched"),
    ("Read as", "1 is what was expected; the interval is that of the observed number alone"),
)


def hub_openings(whole: WholeReport) -> Iterator[Opening]:
    """A hub of the funnel, and whom it serves."""
    report, hubs = whole.report, whole.hubs
    if hubs is None:
        return
    for name, cell in hubs.named.items():
        explained = opened_cell(report, hubs.indicator, cell, report.period)
        title = f"{hubs.indicator.title} at {name}"
        yield Opening(keys.of_hub(name), title, explained, defined(hubs.indicator))
    for name, mix in hubs.mixes.items():
        yield Opening(keys.of_mix(name), f"Whom {name} serves", opened(
            report, f"{say_count(mix.referred)} people were referred to {name}.", _mix(mix)
        ), MIX_DEFINED)  # fmt: skip


def _mix(mix: CaseMix) -> Iterator[Term]:
    for (_, _, words), share in zip(SHOWN, mix.shares, strict=True):
        yield Term(
            words, SUPPRESSED if share is None else say_percent(share, 0), "of those referred", "share"
        )
    yield Term("Referred", say_count(mix.referred), "in the period")


def landmark_openings(whole: WholeReport) -> Iterator[Opening]:
    """Both groups of a landmark, and who is in neither."""
    if (compared := whole.compared) is None:
        return
    report, decimals = whole.report, decimals_of(whole.report)
    for each in compared.landmarks:
        facts = [
            ("People released", say_period(compared.period)),
            ("Had come: with an offence", _side(each.came, decimals)),
            ("Had not come: with an offence", _side(each.did_not, decimals)),
        ]
        lead = f"{_side(each.came, decimals)} beside {_side(each.did_not, decimals)}: an association, not an effect."
        yield Opening(
            keys.of_landmark(each.day),
            f"By attendance by day {each.day}",
            opened(report, lead, _landmark(each, report), facts=facts),
            LANDMARK_DEFINED,
        )


def _landmark(found: Landmark, report: Report) -> Iterator[Term]:
    yield Term(f"Had come to a hub by day {found.day}", say_count(found.came.people), part="came")
    yield Term("Had not come", say_count(found.did_not.people), "who came later too", "did not")
    yield Term("Left out: reoffended by then, or followed no longer", say_count(found.left), part="left")
    if report.internal:
        everybody = found.came.people + found.did_not.people + (found.left or 0)
        yield Term("Released with a referral to a hub", say_count(everybody))


def _side(side: Side, decimals: int) -> str:
    if side.share is None or side.low is None or side.high is None:
        return NOT_FOLLOWED
    limits = say_interval(side.low, side.high, decimals)
    return f"{say_percent(side.share, decimals)} (95% interval {limits})"


def expected_openings(whole: WholeReport) -> Iterator[Opening]:
    """Observed over expected, with the sum of what was observed."""
    report, compared = whole.report, whole.compared
    if compared is None or (expected := compared.expected) is None:
        return
    slug = "proven-reoffending"
    cell = (whole.cohorts[slug].line if slug in whole.cohorts else report.line(slug)).cell
    indicator, decimals = report.line(slug).indicator, decimals_of(report)
    observed = opened_cell(report, indicator, cell, compared.period)
    facts = [("Source of the probabilities", expected.source)]
    if expected.ratio is not None:
        facts.append(("Observed", say_percent(expected.rate or 0, decimals)))
        facts.append(
            ("Expected", f"{say_percent(expected.mean or 0, decimals)}: the mean probability, the case mix")
        )
    without = Term("Without a probability", say_count(expected.without), "of the denominator")
    ratio = (
        "Not compared"
        if expected.ratio is None
        else f"{say_ratio(expected.ratio, decimals)} of what was expected"
    )
    yield Opening(
        keys.EXPECTED,
        "Observed and expected reoffending",
        opened(report, f"{ratio}.", observed.terms, [without], [*facts, *observed.facts[:4]]),
        EXPECTED_DEFINED,
        () if slug in whole.cohorts else (slug,),
    )


def verdict_openings(whole: WholeReport) -> Iterator[Opening]:
    """What a sentence rests on: the figure now and a year earlier, and the slope over its series."""
    report = whole.report
    for line in report.lines:
        slug = line.indicator.slug
        change, heading = whole.changes.get(slug), whole.directions.get(slug)
        if change is None and (heading is None or heading.slope is None):
            continue
        base = opened_cell(report, line.indicator, line.cell, report.period)
        yield Opening(
            keys.of_verdict(slug),
            f"{line.indicator.title}: what can be said",
            opened(
                report, base.lead, base.terms, base.apart, _said(line, change, heading, decimals_of(report))
            ),
            defined(line.indicator),
            (slug,),
        )


def _said(
    line: Line, change: Change | None, heading: Direction | None, decimals: int
) -> Iterator[tuple[str, str]]:
    if change is not None:
        before, limits = change.earlier, say_interval(change.low, change.high, decimals)
        counts = f"{say_count(before.numerator)} of {say_count(before.denominator)}"
        yield "A year earlier", f"{counts} is {say_percent(before.rate or 0, decimals)}"
        yield "Difference", f"{say_percent(change.difference, decimals)}, 95% interval {limits} points"
    if (
        heading is not None
        and heading.slope is not None
        and heading.low is not None
        and heading.high is not None
    ):
        limits = say_interval(heading.low, heading.high, 1)
        yield "Slope", f"{say_percent(heading.slope, 1)} a quarter, 95% interval {limits} points"
        yield (
            "Quarters",
            f"{heading.quarters} comparable ones with a rate; the page of the indicator has them",
        )
