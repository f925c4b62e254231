"""The comparisons of a report that need words of their own: at landmarks, and with what was expected."""

from collections.abc import Sequence
from dataclasses import dataclass

from outcomes.availability.sections import Section
from outcomes.comparing.attendance import Landmark, Side
from outcomes.comparing.expected import LEAST, Expected
from outcomes.rounding import RATE_FROM
from outcomes.whole import WholeReport

from . import keys
from .words import FEW, say_count, say_interval, say_percent, say_period, say_ratio

ASSOCIATION = (
    "An association, not an effect: those who come to a hub differ from those who do not in ways that are not "
    "recorded, and this does not show what the hub did."
)
NOT_FOLLOWED = "cannot be said"


@dataclass(frozen=True)
class ComparedWords:
    """Both comparisons of a report: what they are of, and a table each, or why there is none."""

    takeaway: str
    sections: Sequence[Section]


def compared_words(whole: WholeReport) -> ComparedWords | None:
    """The comparisons of reoffending in a report; None in one that was frozen before they were part of it."""
    if (compared := whole.compared) is None:
        return None
    internal, period = whole.report.internal, compared.period
    takeaway = f"People released {say_period(period)}"
    if period != whole.report.period:
        takeaway += ", the latest whose reoffending can be read"
    return ComparedWords(
        f"{takeaway}. From a day after release on, those who had come to a hub beside those who had not; and everybody "
        "beside what a published score expected of them.",
        [
            *landmark_sections(compared.landmarks, internal),
            expected_section(compared.expected, internal),
        ],
    )


def landmark_sections(found: Sequence[Landmark], internal: bool) -> list[Section]:
    """A table for each landmark; one that says why there is none where none may be shown."""
    if not found:
        none = (
            "No landmark can be shown: each group must be of 30 people or more, with enough offences among them, and "
            "the offence data must reach this period. A financial year or a larger place may have one."
        )
        return [Section("landmarks", "By attendance after release", "", (), (), empty=none)]
    return [_landmark(each, 1 if internal else 0) for each in found]


def _landmark(found: Landmark, decimals: int) -> Section:
    day = found.day
    return Section(
        keys.of_landmark(day),
        f"By attendance by day {day}",
        f"People released with a referral to a hub who were free of a proven offence on day {day}",
        ("By then", "People", "Proven offence within a year of that day", "95% interval"),
        (
            ("had come to a hub", *_figures(found.came, decimals)),
            ("had not come", *_figures(found.did_not, decimals)),
        ),
        note=(
            f"{ASSOCIATION} Counted from day {day} on, by product limit. {say_count(found.left)} people are in neither "
            f"group: they had reoffended by then, or were followed no longer. "
            f"Who came later counts as not having come. "
            f"{FEW} rests on fewer than 30."
        ),
    )


def _figures(side: Side, decimals: int) -> tuple[str, str, str]:
    if side.share is None or side.low is None or side.high is None:
        return say_count(side.people), NOT_FOLLOWED, ""
    mark = FEW if side.people < RATE_FROM else ""
    share = f"{say_percent(side.share, decimals)} {mark}".rstrip()
    return say_count(side.people), share, say_interval(side.low, side.high, decimals)


def expected_section(found: Expected | None, internal: bool) -> Section:
    """Observed beside expected, or why it is not there."""
    title, decimals = "Observed and expected reoffending", 1 if internal else 0
    if found is None:
        none = (
            "Nothing was expected of these people: no probabilities are loaded for them, or proven reoffending itself "
            "cannot be shown yet. Whoever runs Throughgate can load them."
        )
        return Section("expected", title, "", (), (), empty=none)
    lacking = f"{say_count(found.without)} people have no probability by {found.source}."
    if found.ratio is None or found.low is None or found.high is None:
        most = f"at least {say_percent(LEAST, 0)} must have one"
        few = f"Not compared: {most}, and enough people with and without an offence."
        return Section("expected", title, "", (), (), empty=f"{lacking} {few}")
    limits = " to ".join(say_ratio(limit, decimals) for limit in (found.low, found.high))
    return Section(
        keys.EXPECTED,
        title,
        f"Proven reoffending beside what {found.source} expected of the same people",
        ("Observed over expected", "Ratio", "95% interval", "Observed", "Expected (case mix)"),
        (
            (
                "These people",
                say_ratio(found.ratio, decimals),
                limits,
                say_percent(found.rate or 0, decimals),
                say_percent(found.mean or 0, decimals),
            ),
        ),
        note=(
            f"{lacking} A ratio of 1 is what was expected; the interval is that of the observed number alone. A score "
            "knows only what it was made from: a ratio below 1 is an association, not an effect."
        ),
    )
