"""A whole report as it is read: what the page and the PDF both show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foundation.design.dates import say_day, say_moment
from outcomes.comparing.a_year_earlier import Change
from outcomes.report import Report
from outcomes.whole import WholeReport

from .answer import Answer, answer
from .curves import Curve, curve
from .hubs import Funnel, hub_funnel
from .method import Entry, annex
from .rows import Row, grouped, rows_of
from .words import MARKERS, ROUNDED, UNROUNDED, say_period

RELEASES = "housed-on-release"
AGAINST = {"higher": "Higher", "lower": "Lower", "not_established": "Direction not established"}
SECTIONS = (
    ("answer", "The answer on one page"),
    ("indicators", "Indicators"),
    ("hubs", "Hubs compared"),
    ("time", "Time to a proven offence"),
    ("quality", "Data quality"),
    ("method", "Method"),
)
ALWAYS = ("answer", "method")  # also in a report of nobody


@dataclass(frozen=True)
class Reading:
    """A report in words, rows and pictures."""

    whole: WholeReport
    rows: Sequence[Row]
    answer: Answer
    curve: Curve | None
    funnel: Funnel | None
    cohorts: Mapping[str, Row]
    figures: str  # the SHA-256 of the JSON, which holds every figure shown

    @property
    def report(self) -> Report:
        return self.whole.report

    @property
    def changes(self) -> Mapping[str, Change]:
        return self.whole.changes

    @property
    def period(self) -> str:
        return say_period(self.report.period)

    @property
    def title(self) -> str:
        return f"Outcome report: {self.report.place.name}, {self.period}"

    @property
    def groups(self) -> list[tuple[str, list[Row]]]:
        return grouped(list(self.rows))

    @property
    def groups_with_cohorts(self) -> list[tuple[str, list[tuple[Row, Row | None]]]]:
        """The groups of the table, each row with that of its latest mature cohort, if it is not yet mature itself."""
        return [
            (title, [(row, self.cohorts.get(row.indicator.slug)) for row in rows])
            for title, rows in self.groups
        ]

    @property
    def rounding(self) -> str:
        return UNROUNDED if self.report.internal else ROUNDED

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Data as at", say_day(self.report.as_at)),
            ("Known at", say_moment(self.report.known_at)),
            ("Specification", self.report.specification),
            ("Small numbers", "not suppressed: internal" if self.report.internal else "suppressed"),
        ]

    @property
    def short_figures(self) -> str:
        """The beginning of the hash, in groups that can be read aloud."""
        return " ".join(self.figures[start : start + 4] for start in (0, 4, 8))

    @property
    def about(self) -> str:
        """What every page says about its figures."""
        return f"{self.report.place.name}, {self.period}. Data as at {say_day(self.report.as_at)}."

    @property
    def versions(self) -> str:
        """Which figures these are, and what made them."""
        report = self.report
        return (
            f"Known at {say_moment(report.known_at)}. Specification {report.specification}, "
            f"code {report.code_version}, figures {self.short_figures}."
        )

    @property
    def markers(self) -> Sequence[tuple[str, str]]:
        return MARKERS

    @property
    def method(self) -> list[Entry]:
        return annex(self.report, self.figures)

    @property
    def is_empty(self) -> bool:
        return all(row.is_empty for row in self.rows)

    def against(self, row: Row) -> str:
        """How a rate stands against a year earlier, in the words of its verdict."""
        change = self.changes.get(row.indicator.slug)
        return AGAINST[change.direction] if change else "not compared"

    @property
    def sections(self) -> list[tuple[int, str, str]]:
        """The sections that have something in them, numbered in order: number, key and title."""
        has = {"hubs": self.funnel is not None, "time": self.curve is not None}
        kept = [
            (key, title)
            for key, title in SECTIONS
            if key in ALWAYS or (not self.is_empty and has.get(key, True))
        ]
        return [(number, key, title) for number, (key, title) in enumerate(kept, 1)]

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each section, by its key."""
        return {key: number for number, key, _ in self.sections}

    @property
    def leads_with_year(self) -> bool:
        """Whether a quarter has so few releases that the financial year should be read first."""
        released = next(row for row in self.rows if row.indicator.slug == RELEASES)
        return not self.report.period.is_year and not self.is_empty and released.is_few


def reading(whole: WholeReport, figures: str) -> Reading:
    """The reading of a whole report whose figures have this hash. Nothing is worked out here: it is put into words."""
    rows = rows_of(whole.report)
    return Reading(
        whole,
        rows,
        answer(whole.report, rows, whole.changes),
        curve(whole),
        hub_funnel(whole),
        _cohorts(whole),
        figures,
    )


def _cohorts(whole: WholeReport) -> dict[str, Row]:
    """The row of the latest mature cohort, by the slug of the indicator that is not yet mature."""
    report = whole.report
    return {
        slug: Row(cohort.line, cohort.period, report.as_at, 1 if report.internal else 0)
        for slug, cohort in whole.cohorts.items()
        if cohort.line.cell.denominator != 0
    }
