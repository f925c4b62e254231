"""Why a figure moved, in words, rows and a drawing."""

from dataclasses import dataclass
from functools import cached_property

from foundation.design.charts import (
    PAGE_WIDTH,
    PHONE_WIDTH,
    Bar,
    Caption,
    Scene,
    percent,
    share_ticks,
    waterfall,
)
from outcomes.pages.words import lower_first, say_percent, say_period, say_period_short
from outcomes.periods import Period

from .change import Moved, Split
from .dividing import DIVIDED_BY

LATE, DEFINITION, MIX, PERFORMANCE = "Late data", "Definition", "Case mix", "Performance"
MEANINGS = (
    (LATE, "What was recorded or put right since the first report was made, by the definition of then."),
    (DEFINITION, "What the second report’s definition makes of the first period, where it is another one."),
    (MIX, "Who was counted: more or fewer people of the groups that always fare better or worse."),
    (PERFORMANCE, "How they fared: people of the same groups fared better or worse than before."),
)


@dataclass(frozen=True)
class Picture:
    """The drawing for the page and for the phone."""

    wide: Scene
    narrow: Scene
    under: str

    @property
    def title(self) -> str:
        return self.wide.title


@dataclass(frozen=True)
class Told:
    """A change in words, divided by one stratum. It has a figure only where there is no refusal."""

    moved: Moved
    first: Period
    second: Period
    split: Split

    @property
    def by(self) -> str:
        """Sex, age and so on, as they stand within a sentence."""
        return lower_first(next(stratum.title for stratum in DIVIDED_BY if stratum.slug == self.split.by))

    @property
    def parts(self) -> list[tuple[str, float]]:
        """The four parts of the change, in the order in which they are worked out."""
        moved = self.moved
        return [(LATE, moved.late), (DEFINITION, moved.definition), (MIX, self.split.mix),
                (PERFORMANCE, self.split.performance)]  # fmt: skip

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Each line of the table: the first figure, the parts, the second figure."""
        return [
            (self.start_words, self.start),
            *((words, say_points(part, self.moved.decimals)) for words, part in self.parts),
            (self.end_words, self.end),
        ]

    @property
    def start(self) -> str:
        return say_percent(self.moved.start, self.moved.decimals)

    @property
    def end(self) -> str:
        return say_percent(self.moved.end, self.moved.decimals)

    @property
    def change(self) -> str:
        return say_points(self.moved.change, self.moved.decimals)

    @property
    def late(self) -> str:
        return say_points(self.moved.late, self.moved.decimals)

    @property
    def definition(self) -> str:
        return say_points(self.moved.definition, self.moved.decimals)

    @property
    def mix(self) -> str:
        return say_points(self.split.mix, self.moved.decimals)

    @property
    def performance(self) -> str:
        return say_points(self.split.performance, self.moved.decimals)

    @property
    def start_words(self) -> str:
        return say_period(self.first) if self.first != self.second else f"{say_period(self.first)}, then"

    @property
    def end_words(self) -> str:
        return say_period(self.second) if self.first != self.second else f"{say_period(self.second)}, now"

    @property
    def sentence(self) -> str:
        """What happened, and what most of it was."""
        happened = f"{self.moved.title}: {self.start} in {self.start_words}, {self.end} in {self.end_words}"
        if not any(part for _, part in self.parts):
            return f"{happened}. Neither the figure nor any part of it moved."
        words, most = max(self.parts, key=lambda part: abs(part[1]))
        points = say_points(most, self.moved.decimals)
        said = f"{happened}, a change of {self.change} percentage points"
        return f"{said}. The largest part is {lower_first(words)}: {points}."

    @cached_property
    def picture(self) -> Picture:
        """The waterfall."""
        moved = self.moved
        title = f"{moved.title}: from {self.start} to {self.end}"
        caption = Caption(title, "Each bar is one part of the change. The figures are in the table.")
        levels = [moved.start]
        for _, part in self.parts:
            levels.append(levels[-1] + part)
        ticks = share_ticks(max(levels))
        bars = [Bar(words, part) for words, part in self.parts]
        first, second = "Then", "Now"
        if self.first != self.second:
            first, second = say_period_short(self.first), say_period_short(self.second)
        ends = Bar(first, moved.start), Bar(second, moved.end)
        wide, narrow = (
            waterfall(caption, ends[0], bars, ends[1], ticks=marked, decimals=moved.decimals, width=width)
            for width, marked in ((PAGE_WIDTH, ticks), (PHONE_WIDTH, (ticks[0], ticks[-1])))
        )
        return Picture(wide, narrow, "Percentage points; falling parts are hatched")


def told(moved: Moved, first: Period, second: Period, by: str = "") -> Told:
    """A change in words; divided by a stratum, the first where none or another is asked for."""
    split = moved.by(by) if moved.splits else Split(DIVIDED_BY[0].slug, 0.0, 0.0)
    return Told(moved, first, second, split)


def say_points(part: float, decimals: int) -> str:
    """+2, −0.4, 0"""
    return percent(part, decimals, signed=True)
