"""A whole report as it is read: what the page and the PDF both show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foundation.design.charts import Rating, Scene, rating_mark
from foundation.design.dates import say_day, say_moment
from outcomes.comparing.a_year_earlier import Change
from outcomes.report import Report
from outcomes.whole import WholeReport

from .answer import Answer, answer
from .comparisons import ComparedWords, compared_words
from .curves import Curve, hub_curve, offence_curve
from .equality import EqualityTable, equality_tables, equality_takeaway
from .flows import FlowWords, flow_words
from .hubs import Funnel, hub_funnel
from .method import Entry, annex
from .quality import LateWords, definition_changes, late_words, series_breaks
from .rows import Row
from .standing import LEGEND
from .table import cohort_rows, grouped, rows_of
from .words import MARKERS, ROUNDED, UNROUNDED, lower_first, say_period

RELEASES = "housed-on-release"
AGAINST = {"higher": "Higher", "lower": "Lower", "not_established": "Direction not established"}
SECTIONS = (
    ("answer", "The answer on one page"),
    ("flow", "From referral to milestone"),
    ("indicators", "Indicators"),
    ("hubs", "Hubs compared"),
    ("time", "Survival and retention"),
    ("compared", "Reoffending compared"),
    ("verdicts", "What the figures allow us to say"),
    ("equality", "Equality"),
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
    flow: FlowWords | None
    offences: Curve | None
    attendance: Curve | None
    funnel: Funnel | None
    compared: ComparedWords | None
    equality: Sequence[EqualityTable]
    late: LateWords | None
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
    def curves(self) -> list[Curve]:
        """The curves there are."""
        return [curve for curve in (self.offences, self.attendance) if curve is not None]

    @property
    def verdicts(self) -> list[tuple[Row, list[str]]]:
        """Each share with the sentences that its figures allow: against a year earlier, and over its whole series."""
        return [(row, told) for row in self.rows if (told := self._verdicts(row))]

    def _verdicts(self, row: Row) -> list[str]:
        change = self.changes.get(row.indicator.slug)
        told = [f"Against a year earlier: {lower_first(change.verdict.sentence)}"] if change else []
        is_told = row.heading is not None and row.heading.slope is not None
        return [*told, row.standing.verdict] if is_told else told

    @property
    def rated(self) -> str:
        """How many indicators have which rating, in one sentence."""
        marks = [row.standing.rating for row in [*self.rows, *self.cohorts.values()] if row.rated]
        if not marks:
            return "No target has been agreed for this place and period: nothing is rated."
        said = [f"{number} {lower_first(str(mark))}" for mark in Rating if (number := marks.count(mark))]
        return f"Of {len(marks)} indicators with a target: {', '.join(said)}."

    @property
    def legend(self) -> list[tuple[Rating, str, Scene]]:
        """The four ratings with their marks."""
        return [(rating, words, rating_mark(rating)) for rating, words in LEGEND]

    @property
    def equality_shown_first(self) -> EqualityTable | None:
        """The figure by group that stands open: the last with a rate of any group, which is reoffending at best."""
        return next((table for table in reversed(self.equality) if table.has_rates), None)

    @property
    def equality_words(self) -> str:
        return equality_takeaway(self.equality)

    @property
    def definitions(self) -> str:
        return definition_changes(self.report)

    @property
    def breaks(self) -> str:
        return series_breaks(self.report)

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
        has = {
            "flow": self.flow is not None,
            "hubs": self.funnel is not None,
            "time": bool(self.curves),
            "compared": self.compared is not None,
        }
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
        """Whether of so few releases of a quarter the answer is known, or may be said to be, that the financial year
        should be read first.
        """
        released = next(row for row in self.rows if row.indicator.slug == RELEASES)
        return not self.report.period.is_year and not self.is_empty and released.is_few


def reading(whole: WholeReport, figures: str) -> Reading:
    """The reading of a whole report whose figures have this hash. Nothing is worked out here: it is put into words."""
    rows = rows_of(whole)
    return Reading(
        whole=whole,
        rows=rows,
        answer=answer(whole.report, rows, whole.changes),
        flow=flow_words(whole),
        offences=offence_curve(whole, _days_to_offence(rows)),
        attendance=hub_curve(whole),
        funnel=hub_funnel(whole),
        compared=compared_words(whole),
        equality=equality_tables(whole),
        late=late_words(whole),
        cohorts=cohort_rows(whole),
        figures=figures,
    )


def _days_to_offence(rows: Sequence[Row]) -> str:
    """How long those who reoffended had been free of an offence, on average."""
    return next((row.mean_days for row in rows if row.indicator.survival), "")
