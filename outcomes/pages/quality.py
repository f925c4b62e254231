"""What is not known, what comes late, and what is not comparable."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.design.charts import PAGE_WIDTH, PHONE_WIDTH, Caption, Scene, TriangleRow, percent, triangle
from foundation.design.dates import MONTHS, say_day
from foundation.lifecycle.dates import month_start
from outcomes.indicators import SPECIFICATIONS
from outcomes.parts.lateness import DELAYS, Lateness
from outcomes.report import Report
from outcomes.whole import WholeReport

from . import keys
from .words import SUPPRESSED, say_list, say_percent

NOTICEABLE = 0.005  # a growth under half a percent is said to be none


@dataclass(frozen=True)
class LateWords:
    """The reporting triangle, drawn and as a table, and by how much the latest month usually still grows."""

    takeaway: str
    wide: Scene
    narrow: Scene
    under: str
    rows: Sequence[tuple[str, ...]]
    heads: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def keyed(self) -> list[tuple[str, tuple[str, ...]]]:
        """The rows, each with the key that opens it."""
        return list(zip(self.keys, self.rows, strict=True))

    @property
    def title(self) -> str:
        return self.wide.title


def late_words(whole: WholeReport) -> LateWords | None:
    """The triangle of a report; None where nothing of it can be shown."""
    found = whole.lateness
    if all(share is None for month in found.months for share in month.known):
        return None
    rows = [TriangleRow(say_month(month.month), month.known) for month in found.months]
    caption = Caption(
        "How much of each month was known, and when",
        f"{_takeaway(found)} The figures are in the table.",
        "Months after the month itself",
    )
    wide, narrow = (
        triangle(caption, rows, DELAYS, corner="Month", width=width) for width in (PAGE_WIDTH, PHONE_WIDTH)
    )
    tabled = [(row.label, *(_say(row.shares, delay) for delay in range(DELAYS + 1))) for row in rows]
    under = (
        "Share of what will be known in the end, %: answers of checks, and spells of work, home and treatment"
    )
    opening = tuple(keys.of_month(month.month) for month in found.months)
    return LateWords(
        _takeaway(found), wide, narrow, under, tabled, tuple(map(str, range(DELAYS + 1))), opening
    )


def _takeaway(found: Lateness) -> str:
    latest = say_month(found.months[-1].month, long=True)
    if found.grows is None:
        return f"How much {latest} will still grow cannot be said: too little was known before it."
    if found.grows < NOTICEABLE:
        return f"Counts for {latest} usually grow no further: what will be known is known."
    return f"Counts for {latest} usually still grow by about {percent(found.grows, 0)}%."


def say_month(month: int, *, long: bool = False) -> str:
    day = month_start(month)
    name = MONTHS[day.month].capitalize()
    return f"{name if long else name[:3]} {day.year}"


def _say(shares: Sequence[float | None], delay: int) -> str:
    if delay >= len(shares):
        return "not yet"
    share = shares[delay]
    return SUPPRESSED if share is None else say_percent(share, 0)


def definition_changes(report: Report) -> str:
    """What the specification of a report declares otherwise than the one before it."""
    versions = list(SPECIFICATIONS)
    place = versions.index(report.specification)
    if not place:
        return f"{report.specification} is the first specification: nothing was defined otherwise before."
    former = {each.slug: each for each in SPECIFICATIONS[versions[place - 1]]}
    now = {each.slug: each for each in SPECIFICATIONS[report.specification] if not each.led_by}
    added = [each.title for slug, each in now.items() if slug not in former]
    changed = [each.title for slug, each in now.items() if slug in former and former[slug] is not each]
    said = [f"Since {versions[place - 1]}:"]
    said.append(f"new: {say_list(added)};" if added else "no new indicator;")
    said.append(f"defined otherwise: {say_list(changed)}." if changed else "none defined otherwise.")
    return " ".join(said)


def series_breaks(report: Report) -> str:
    """The days on which a series breaks, and of what."""
    by_day: dict = {}
    for line in report.lines:
        if line.indicator.series_break:
            by_day.setdefault(line.indicator.series_break, []).append(line.indicator.title)
    said = [f"{say_day(day)}: {say_list(titles)}" for day, titles in by_day.items()]
    return f"{'; '.join(said)}. No line, slope or change crosses it." if said else "None."
