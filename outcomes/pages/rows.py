"""One indicator of a report as its row of the table, and what stands behind the row."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from foundation.design.charts import Scene, interval_strip
from foundation.design.dates import say_day
from outcomes.benchmarks import Benchmark
from outcomes.cells import Cell
from outcomes.indicators import Indicator
from outcomes.indicators.declaration import UNPAIRED
from outcomes.parts.directions import Direction
from outcomes.parts.ratings import Rated
from outcomes.periods import Period
from outcomes.report import Line

from .standing import Standing
from .words import (
    DOES_NOT_APPLY,
    FEW,
    GROUPS,
    MATURITY,
    NOT_YET,
    REASONS,
    SUPPRESSED,
    figure_words,
    say_change,
    say_count,
    say_interval,
    say_length,
    say_percent,
    say_period,
    say_places,
    say_quartiles,
    say_ratio,
)


@dataclass(frozen=True)
class Row:
    """An indicator's line in a period, in words. `decimals` are those of its percentages."""

    line: Line
    period: Period
    as_at: datetime.date
    decimals: int
    rated: Rated | None = None
    heading: Direction | None = None
    published: tuple[Benchmark, ...] = ()

    @cached_property
    def standing(self) -> Standing:
        """Against its target, and where its series is heading."""
        return Standing(self.indicator, self.rated, self.heading, self.published)

    @property
    def indicator(self) -> Indicator:
        return self.line.indicator

    @property
    def cell(self) -> Cell:
        return self.line.cell

    @property
    def is_immature(self) -> bool:
        return self.cell.maturity == "immature"

    @property
    def is_empty(self) -> bool:
        """Whether there was nobody at all, and that may be said."""
        return self.is_of_nobody and (self.is_immature or {*self.cell.parts.beside.values()} <= {0})

    @property
    def is_of_nobody(self) -> bool:
        """Whether nobody is in the figure, and that may be said; some may be unknown or left out."""
        return self.cell.denominator == 0 and (self.is_immature or self.cell.numerator == 0)

    @property
    def is_unknown(self) -> bool:
        """Whether there are people, none of them with a known answer, and that may be said."""
        return self.is_of_nobody and self.cell.parts.non_events == 0 and bool(self.cell.parts.unknown)

    @property
    def has_rate(self) -> bool:
        return self.cell.rate is not None

    @property
    def has_median(self) -> bool:
        """Whether there is a median of waits to show."""
        return self.indicator.waits is not None and self.cell.value is not None

    @property
    def has_places(self) -> bool:
        """Whether there is a number of places to show."""
        return self.indicator.unit == "places" and self.cell.value is not None and not self.is_of_nobody

    @property
    def has_mean(self) -> bool:
        """Whether there is a mean change of a score to show."""
        return self.indicator.change is not None and self.cell.value is not None

    @property
    def has_ratio(self) -> bool:
        """Whether there is a number of events per person to show."""
        return bool(self.indicator.per) and self.cell.value is not None

    @property
    def has_figure(self) -> bool:
        """Whether a rate, a median, a mean change, a number of places or a number per person stands in the row."""
        return self.has_rate or self.has_median or self.has_mean or self.has_places or self.has_ratio

    @property
    def figure_words(self) -> str:
        """What the figure of the row is."""
        return figure_words(self.indicator)

    @property
    def is_few(self) -> bool:
        """Whether the rate rests, or would rest, on fewer people than a rate needs."""
        return (self.cell.denominator or 0) < self.indicator.smallest_group

    @property
    def is_hidden(self) -> bool:
        """Whether disclosure control hides how many had the event."""
        return self.cell.numerator is None and not self.is_immature

    @property
    def is_sound(self) -> bool:
        """Whether there is a rate that rests on enough people to be said in the answer."""
        return self.has_rate and not self.is_few

    @property
    def mark(self) -> str:
        """The marker beside a rate that is shown, in internal reports only, though it rests on too few."""
        return FEW if self.has_figure and self.is_few else ""

    @property
    def marked_rate(self) -> str:
        """7.7% [u], 77.8%, or the marker that says why there is none."""
        return f"{self.rate} {self.mark}".rstrip()

    @property
    def period_words(self) -> str:
        return say_period(self.period)

    @property
    def group(self) -> str:
        return GROUPS[self.indicator.id[0]]

    @property
    def count(self) -> str:
        """100 of 125, with a marker for what is not shown or not yet known; 60 offences, 40 people."""
        told = "{} offences, {} people" if self.indicator.per else "{} of {}"
        return told.format(self.numerator, self.denominator)

    @property
    def numerator(self) -> str:
        return NOT_YET if self.is_immature else say_count(self.cell.numerator)

    @property
    def denominator(self) -> str:
        return say_count(self.cell.denominator)

    @property
    def unknown(self) -> str:
        return self._part(self.cell.parts.unknown)

    @property
    def rate(self) -> str:
        """77.8%, of waits the median as 23 days, of scores the mean change as +0.8, 240 places, 3.61 per person, or the
        marker that says why there is none.
        """
        if self.cell.rate is not None:
            return say_percent(self.cell.rate, self.decimals)
        if self.has_median:
            return say_length(self.cell.value or 0)
        if self.has_mean:
            return say_change(self.cell.value or 0)
        if self.has_places:
            return say_places(self.cell.value or 0)
        if self.has_ratio:
            return say_ratio(self.cell.value or 0, self.decimals)
        if self.is_immature:
            return NOT_YET
        if self.cell.numerator is None:
            return SUPPRESSED
        needs_many = self.indicator.unit in ("share", "score", "per_person") or (
            self.indicator.waits and self.is_few
        )
        return FEW if needs_many and not self.is_of_nobody else DOES_NOT_APPLY

    @property
    def interval(self) -> str:
        """The 95% interval of a rate; of waits the quartiles, as far as they are reached."""
        if self.has_median:
            return say_quartiles(self.cell.low, self.cell.high)
        if self.cell.low is None or self.cell.high is None:
            return ""
        if self.has_mean:
            return f"{say_change(self.cell.low)} to {say_change(self.cell.high)}"
        if self.has_ratio:
            return " to ".join(say_ratio(limit, self.decimals) for limit in (self.cell.low, self.cell.high))
        return say_interval(self.cell.low, self.cell.high, self.decimals)

    @property
    def why_none(self) -> str:
        """A few words beside a marker."""
        if self.has_figure:
            return "fewer than 30" if self.is_few else ""
        if self.indicator.waits and self.rate == DOES_NOT_APPLY and not self.is_of_nobody:
            return "fewer than half came so far"
        if self.indicator.survival and self.rate == DOES_NOT_APPLY and not self.is_of_nobody:
            return "see the curve"
        if self.indicator.change and self.is_of_nobody and self.cell.parts.excluded.get(UNPAIRED) != 0:
            return "no pairs"
        nobody = "no answer is known" if self.is_unknown else "nobody" if self.is_empty else "nobody to count"
        return {FEW: "fewer than 30", SUPPRESSED: "not shown", DOES_NOT_APPLY: nobody}.get(self.rate, "")

    @property
    def not_yet(self) -> str:
        """When the rate can be known, for a row that is not yet mature."""
        if not self.is_immature:
            return ""
        matures = say_day(self.cell.matures_on)
        if self.cell.matures_on > self.as_at:
            return f"{NOT_YET} No rate yet. It can be known from {matures}."
        return f"{NOT_YET} No rate yet: the offence data loaded does not reach {matures}."

    @property
    def maturity(self) -> str:
        return MATURITY[self.cell.maturity]

    @property
    def final_from(self) -> str:
        """For a provisional row, when it can be final."""
        settled = self.cell.matures_on + datetime.timedelta(days=self.indicator.settling_days)
        if self.cell.maturity != "provisional":
            return ""
        return f"final from {say_day(settled)}" if settled > self.as_at else "some are still being followed"

    @property
    def counted_from(self) -> str:
        """For the period in which a series breaks, the day from which it counts."""
        change = self.indicator.series_break
        return f"counts from {say_day(change)}: series break" if change and change in self.period else ""

    @property
    def known_share(self) -> str:
        """94%, always in whole percent, or a marker."""
        if self.line.known_share is not None:
            return say_percent(self.line.known_share, 0)
        nobody = self.is_of_nobody and self.cell.parts.unknown == 0
        return NOT_YET if self.is_immature else DOES_NOT_APPLY if nobody else SUPPRESSED

    @property
    def known(self) -> str:
        """94% known; nothing where that is not shown."""
        return "" if self.line.known_share is None else f"{self.known_share} known"

    @property
    def mean_days(self) -> str:
        """142 days, of those who had the event; nothing where that is not shown, or not asked."""
        return "" if self.line.mean_days is None else f"{self.line.mean_days:.{self.decimals}f} days"

    @property
    def verified(self) -> str:
        """30 of 50, 60%: how many of the numerator have a verified claim; or a marker."""
        cell = self.line.verified
        if self.indicator.verified is None or (cell and cell.denominator == 0):
            return DOES_NOT_APPLY
        if cell is None:
            return NOT_YET if self.is_immature else SUPPRESSED
        share = "" if cell.rate is None else f", {say_percent(cell.rate, 0)}"
        return f"{say_count(cell.numerator)} of {say_count(cell.denominator)}{share}"

    @cached_property
    def strip(self) -> Scene | None:
        """The interval from 0 to 100 %, drawn."""
        cell = self.cell
        if cell.rate is None:
            return None
        return interval_strip(
            self.indicator.title, share=cell.rate, low=cell.low, high=cell.high, rating=self.standing.rating,
            target=self.rated.target if self.rated else None, floor=self.rated.floor if self.rated else None,
            decimals=self.decimals, width=136,
        )  # fmt: skip

    @property
    def left_out(self) -> list[tuple[str, str]]:
        """Every part beside the denominator with its count, unknown first, then what is counted apart."""
        parts, apart = self.cell.parts.excluded, self.line.apart
        return [
            ("Unknown", self.unknown),
            *((REASONS[reason], self._part(number)) for reason, number in parts.items()),
            *((f"{REASONS[what]} (counted apart)", say_count(number)) for what, number in apart.items()),
        ]

    def _part(self, number: int | None) -> str:
        return NOT_YET if number is None and self.is_immature else say_count(number)
