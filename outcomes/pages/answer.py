"""The answer on one page: what can be said, what changed, and what cannot yet be said, with its date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from foundation.design.charts import percent
from outcomes.comparing.a_year_earlier import Change
from outcomes.report import Report

from .rows import Row
from .words import say_days, say_interval, say_list, say_percent, say_period, say_place

POINTS = "percentage points"
MOST_POINTS = 4  # in one column: the answer stands on one page
MOST_OPEN = 3  # of what cannot be said: its sentences are long
MOST_NAMED, MOST_DAYS = 6, 3  # in one of those sentences, the weightiest first: the table names all

# Of many rates, these carry the sentence; the others stand in the table.
CARRYING = (
    "proven-reoffending", "housed-on-release", "employed-6-weeks", "continuity-of-care", "referral-started",
    "attendance-rate",
)  # fmt: skip
MOST_RATES = 4

# What is compared with nothing stands under its theme, by the first letters of the indicators' ids.
THEMES = (("Referral and hub", "FWHT"), ("Work, home and treatment", "AESM"), ("Reoffending", "R"))


@dataclass(frozen=True)
class Point:
    """One thing said: the indicator, the sentence, and smaller words under it."""

    lead: str
    words: str
    under: str = ""


@dataclass(frozen=True)
class Column:
    """Points under one heading. `manner`: better, worse, open (cannot yet be said) or plain."""

    title: str
    manner: str
    points: Sequence[Point] = field(default_factory=tuple)


@dataclass(frozen=True)
class Answer:
    """The sentence that carries the report, and its columns."""

    sentence: str
    columns: Sequence[Column]


def answer(report: Report, rows: Sequence[Row], changes: Mapping[str, Change]) -> Answer:
    """The answer of a report. `changes` compare it with a year earlier; there are none after control."""
    columns = [
        Column("Improved", "better", _changed(rows, changes, good=True)),
        Column("Worsened", "worse", _changed(rows, changes, good=False)),
        *(Column(title, "plain", _said(rows, changes, ids)) for title, ids in THEMES),
        Column("Not shown", "open", _not_shown(rows)),
        Column("Too few for a rate", "open", _few(rows)),
        Column("Direction not established", "open", _not_established(rows, changes)),
        Column("Cannot yet be said", "open", _immature(rows)),
    ]
    return Answer(_sentence(report, rows, changes), [part for column in columns for part in _parted(column)])


def _parted(column: Column) -> list[Column]:
    """The column, in as many as its points need where something moved; the others name the rest by their number, which
    the parts behind the answer tell. None without points.
    """
    if column.manner in ("better", "worse"):
        starts = range(0, len(column.points), MOST_POINTS)
        return [
            Column(f"{column.title}, continued" if start else column.title, column.manner,
                   column.points[start : start + MOST_POINTS])
            for start in starts
        ]  # fmt: skip
    most = MOST_OPEN if column.manner == "open" else MOST_POINTS
    points, rest = column.points[:most], len(column.points) - most
    if rest > 0:
        points = [*points, Point(f"And {rest} more.", "They stand in the parts that follow.")]
    return [Column(column.title, column.manner, points)] if points else []


def _rate(row: Row) -> str:
    return f"{row.rate}, 95% interval {row.interval}."


def _under(row: Row) -> str:
    words = [row.count, row.maturity.lower(), row.known]
    return f"{', '.join(word for word in words if word)}."


def _said(rows: Sequence[Row], changes: Mapping[str, Change], ids: str) -> list[Point]:
    """Rates of a theme that are compared with nothing, and how many of those followed had the event so far."""
    rows = [row for row in rows if row.indicator.id[0] in ids]
    plain = [
        Point(f"{row.indicator.title}.", _rate(row), _under(row))
        for row in rows
        if (row.is_sound or (row.has_ratio and not row.is_few))
        and row.indicator.slug not in changes
        and not _is_read_by_series(row, changes)
    ]
    followed = [
        Point(f"{row.indicator.title}.", f"{row.count} people followed had a proven offence so far.")
        for row in rows
        if row.indicator.survival
        and not row.is_immature
        and not row.is_few
        and row.cell.numerator is not None
    ]
    waits = [_wait(row) for row in rows if row.has_median and not row.is_few]
    return plain + waits + [_mean(row) for row in rows if row.has_mean and not row.is_few] + followed


def _wait(row: Row) -> Point:
    """How long half of those referred waited, and the quartiles."""
    return Point(f"{row.indicator.title}.", f"Median {row.rate}, {row.interval}.", _under(row))


def _mean(row: Row) -> Point:
    """How far people moved on average, and how many of the pairs were better."""
    better = f"Better for {row.count} who answered twice."
    return Point(f"{row.indicator.title}.", f"Mean change {row.rate}, 95% interval {row.interval}.", better)


def _changed(rows: Sequence[Row], changes: Mapping[str, Change], *, good: bool) -> list[Point]:
    """What moved against a year earlier; where nothing may be compared so, what its whole series says."""
    moved = [
        Point(f"{row.indicator.title}.", _from(row, change), _move(change))
        for row, change in _compared(rows, changes)
        if change.direction != "not_established" and change.is_good == good
    ]
    headed = [
        Point(f"{row.indicator.title}.", f"{row.rate}, 95% interval {row.interval}.", row.standing.verdict)
        for row in rows
        if _is_read_by_series(row, changes) and row.standing.is_good == good
    ]
    return moved + headed


def _is_read_by_series(row: Row, changes: Mapping[str, Change]) -> bool:
    """Whether the series of a rate establishes a direction, and nothing nearer was compared."""
    return row.is_sound and row.standing.is_established and row.indicator.slug not in changes


def _not_established(rows: Sequence[Row], changes: Mapping[str, Change]) -> list[Point]:
    return [
        Point(f"{row.indicator.title}.", _from(row, change), change.verdict.sentence)
        for row, change in _compared(rows, changes)
        if change.direction == "not_established"
    ]


def _compared(rows: Sequence[Row], changes: Mapping[str, Change]) -> list[tuple[Row, Change]]:
    return [(row, changes[row.indicator.slug]) for row in rows if row.indicator.slug in changes]


def _from(row: Row, change: Change) -> str:
    return f"{row.rate}, from {say_percent(change.earlier.rate or 0, row.decimals)} a year earlier."


def _move(change: Change) -> str:
    """Higher or lower, and by how much: the words of an interval wholly on one side of zero."""
    size, side = percent(abs(change.difference)), "above" if change.direction == "higher" else "below"
    low, high = sorted((abs(change.low), abs(change.high)))
    word, way = ("Higher", "Up") if change.direction == "higher" else ("Lower", "Down")
    return (
        f"{word}. {way} by {size} {POINTS}; the 95% interval, {say_interval(low, high, 1)}, "
        f"is wholly {side} zero."
    )


def _immature(rows: Sequence[Row]) -> list[Point]:
    waiting = [row for row in rows if row.is_immature and not row.is_empty]
    later = [row for row in waiting if row.cell.matures_on > row.as_at]
    without = [row for row in waiting if row not in later]
    points = []
    if later:
        names = _names(later)
        days = say_days([row.cell.matures_on for row in later], most=MOST_DAYS)
        points.append(
            Point(f"{names}.", "Not everybody has been followed long enough.", f"Known from {days}.")
        )
    if without:
        names = _names(without)
        points.append(Point(f"{names}.", "The offence data loaded does not reach far enough yet."))
    return points


def _not_shown(rows: Sequence[Row]) -> list[Point]:
    """What disclosure control hides: small numbers, and larger ones from which a small one would follow."""
    hidden = [row for row in rows if not (row.is_immature or row.is_empty) and row.is_hidden]
    return _named(hidden, "1 to 9 people, or withheld to protect another figure [c].")


def _few(rows: Sequence[Row]) -> list[Point]:
    """What rests on too few to be said here; an internal table still shows it, marked."""
    few = [row for row in rows if not (row.is_immature or row.is_of_nobody or row.is_hidden) and row.is_few]
    unknown = [row for row in rows if row.is_unknown]
    return _named(few, "Each rests on fewer than 30 [u].") + _named(unknown, "Nobody’s answer is known [z].")


def _named(rows: Sequence[Row], words: str) -> list[Point]:
    if not rows:
        return []
    return [Point(f"{_names(rows)}.", words, "See the markers in the table.")]


def _names(rows: Sequence[Row]) -> str:
    by_weight = rows if len(rows) <= MOST_NAMED else sorted(rows, key=_weight)
    return say_list([row.indicator.title for row in by_weight], most=MOST_NAMED)


def _sentence(report: Report, rows: Sequence[Row], changes: Mapping[str, Change]) -> str:
    if all(row.is_empty for row in rows):
        return (
            f"Nobody was released, referred or booked into a session for {say_place(report.place)} in "
            f"{say_period(report.period)}, as far as was known on the day of this report."
        )
    said = [*_directions(rows, changes)] or [_rates(rows)]
    later = [row for row in rows if row.is_immature and row.cell.matures_on > row.as_at and not row.is_empty]
    if later:
        last = max(later, key=lambda row: row.cell.matures_on)
        said.append(f"{last.indicator.title} cannot be said before {say_days([last.cell.matures_on])}.")
    if not _is_over(report):
        said.insert(0, f"The period is not over: it ends on {say_days([report.period.ends_on])}.")
    return " ".join(said)


def _is_over(report: Report) -> bool:
    return report.period.ends_on <= report.as_at


def _directions(rows: Sequence[Row], changes: Mapping[str, Change]) -> list[str]:
    """Which indicators are higher, and which lower, than a year earlier."""
    said = []
    for direction in ("higher", "lower"):
        names = [
            row.indicator.title for row, change in _compared(rows, changes) if change.direction == direction
        ]
        if names:
            said.append(
                f"{say_list(names)} {'is' if len(names) == 1 else 'are'} {direction} than a year earlier."
            )
    for good, word in ((True, "improving"), (False, "worsening")):
        names = [
            row.indicator.title
            for row in rows
            if _is_read_by_series(row, changes) and row.standing.is_good == good
        ]
        if names:
            said.append(
                f"{say_list(names)} {'is' if len(names) == 1 else 'are'} {word} over the quarters so far."
            )
    if changes and not said:
        said.append("Against a year earlier no direction is established.")
    return said


def _rates(rows: Sequence[Row]) -> str:
    """That nothing can be said of change yet, and the rates that carry most."""
    sound = sorted((row for row in rows if row.is_sound), key=_weight)
    if sound:
        given = [f"{row.indicator.title} {row.rate}" for row in sound[:MOST_RATES]]
        return f"Whether anything improved or worsened cannot yet be said. {say_list(given)}."
    if any(row.mark for row in rows):
        return "No rate rests on 30 or more in this period."
    return "No rate can be given for this period yet."


def _weight(row: Row) -> int:
    slug = row.indicator.slug
    return CARRYING.index(slug) if slug in CARRYING else len(CARRYING)
