"""The method annex, written from the declarations that compute the figures (outcomes: section 4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foundation.design.dates import say_day, say_moment
from outcomes.indicators import Indicator, led_by
from outcomes.report import Report

from .words import REASONS, ROUNDED, UNROUNDED, lower_first, say_list


@dataclass(frozen=True)
class Entry:
    """One entry of the annex: what it is about, and pairs of words and what they mean."""

    title: str
    facts: Sequence[tuple[str, str]]


def annex(report: Report, figures: str) -> list[Entry]:
    """The annex of a report; `figures` is the hash of its figures."""
    defined = [definition(line.indicator) for line in report.lines if not line.indicator.led_by]
    return [Entry("This report", list(_about(report, figures))), *defined]


def definition(indicator: Indicator) -> Entry:
    """What an indicator is, in the words of its declaration."""
    return Entry(f"{indicator.title} ({indicator.id})", list(_defined(indicator)))


def _about(report: Report, figures: str) -> Iterator[tuple[str, str]]:
    yield "Data as at", f"{say_day(report.as_at)}: only facts that had happened by then"
    yield "Known at", f"{say_moment(report.known_at)}: only records made by then"
    yield "Specification", report.specification
    yield "Code version", report.code_version
    yield "Figures", f"SHA-256 of the JSON file: {_in_groups(figures)}"
    yield "Numbers", UNROUNDED if report.internal else ROUNDED
    yield (
        "Intervals",
        "Wilson for shares, Student’s t for mean changes, log-log (Greenwood) for the curve, each at 95%",
    )
    if report.internal:
        yield "Changes", "Against the same period a year earlier: Newcombe's method 10, from unrounded shares"
    else:
        yield "Changes", "None is given: the difference of two controlled figures could tell on somebody"
    yield (
        "Who counts",
        "Everybody the definition takes in, people with a restricted record too; no person is shown",
    )
    yield (
        "Verified",
        "Facts count whether or not a claim about them is verified; how many are is shown beside",
    )


def _defined(indicator: Indicator) -> Iterator[tuple[str, str]]:
    yield "Counted on", indicator.index_date
    yield "Denominator", indicator.denominator
    yield "Numerator", indicator.numerator
    yield "Followed for", say_window(indicator)
    yield "Left out, and counted", say_exclusions(indicator)
    direction = "higher is better" if indicator.good == "up" else "lower is better"
    noun = (
        "median" if indicator.waits else "mean" if indicator.change else "number" if indicator.per else "rate"
    )
    yield "Read as", f"{direction}; a {noun} needs {indicator.smallest_group} or more"
    if others := [each.question for each in led_by(indicator) if each is not indicator]:
        yield "Of the same form, in the files and on its page", say_list(others)
    if indicator.official:
        yield "Official measure", f"{indicator.official}, from {indicator.official_from}"
    if indicator.series_break:
        yield "Series break", f"{say_day(indicator.series_break)}: not comparable with before"
    yield "Notes", indicator.notes


def say_window(indicator: Indicator) -> str:
    """How long a row is followed, and how long the answer may still change."""
    window = str(indicator.window)
    if indicator.follow_up:
        window = "the whole time to the as-at date"
    followed = "known at once" if window == "none" else window
    return (
        f"{followed}; provisional for {indicator.settling_days} days more"
        if indicator.settling_days
        else followed
    )


def say_exclusions(indicator: Indicator) -> str:
    """The reasons for which an indicator leaves rows out."""
    return "; ".join(lower_first(REASONS[reason]) for reason in indicator.exclusions) or "nobody"


def _in_groups(figures: str) -> str:
    """A hash in groups of eight, so that it breaks over lines and can be compared by eye."""
    return " ".join(figures[start : start + 8] for start in range(0, len(figures), 8))
