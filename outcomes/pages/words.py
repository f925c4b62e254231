"""How a report says its figures (interface: Rules; outcomes: section 3)."""

import datetime

from foundation.design.charts import percent
from foundation.design.dates import MONTHS, say_day
from outcomes.indicators import Indicator
from outcomes.periods import Period
from outcomes.places import ReportPlace

SUPPRESSED, FEW, NOT_YET, DOES_NOT_APPLY = "[c]", "[u]", "[x]", "[z]"

MARKERS = (
    (SUPPRESSED, "not shown: 1 to 9 people, or withheld to protect another figure"),
    (FEW, "rests on fewer than 30: shown in internal reports only, and to be read with care"),
    (NOT_YET, "not yet mature: given with the date from which it can be known"),
    (DOES_NOT_APPLY, "does not apply"),
)

# The groups of the table, by the first letter of an indicator's id.
GROUPS = {
    "F": "Referral and start",
    "W": "Wellbeing",
    "H": "Hub",
    "T": "Around release",
    "A": "Accommodation",
    "E": "Employment",
    "S": "Substance support",
    "M": "Milestones",
    "R": "Reoffending (lower is better)",
}
MATURITY = {"final": "Final", "provisional": "Provisional", "immature": "Not yet mature"}

REASONS = {
    "withdrawn_before_decision": "Withdrawn before a decision",
    "void": "Entered in error",
    "declined": "Declined",
    "not_yet_followed": "Not yet followed for the whole window",
    "in_custody": "Still in custody",
    "died": "Died",
    "recalled": "Recalled",
    "unavailable_for_work": "Unavailable for work",
    "not_supervised": "Not supervised",
    "out_of_scope": "Out of scope",
    "not_matched": "Not matched to the Police National Computer",
    "not_expected": "Told the hub beforehand",
    "unpaired": "Without a second answer",
    "before_series_break": "Before the series break",
    "referred_later": "Referred to this hub only after the release",
    "walk_in": "Walked in without a booking",
    "returned_incomplete": "Returned: evidence missing or incomplete",
    "returned_dates": "Returned: dates do not agree",
    "returned_not_eligible": "Returned: claim not eligible",
    "returned_other": "Returned: other",
}

ROUNDED = (
    "Counts of 1 to 9 are not shown; other counts are rounded to 5, totals on their own. Percentages and "
    "intervals come from the unrounded figures, and are shown in whole percent when they rest on 30 or more."
)
UNROUNDED = (
    "Internal: counts are exact and small numbers are not suppressed. For the staff of this hub only; do not "
    "pass it on."
)


def figure_words(indicator: Indicator) -> str:
    """What the figure of an indicator is: a rate, unless its declaration measures something else."""
    if indicator.change:
        return "Mean change"
    return "Median" if indicator.waits else "Number" if indicator.per else "Rate"


def say_period(period: Period) -> str:
    """January to March 2026; April 2025 to March 2026."""
    first, last = period.starts_on, period.ends_on
    year = f" {first.year}" if period.is_year else ""
    return f"{MONTHS[first.month].capitalize()}{year} to {MONTHS[last.month].capitalize()} {last.year}"


def say_period_short(period: Period) -> str:
    """Jan–Mar 2026; 2025/26: beside a bar."""
    if period.is_year:
        return period.label
    first, last = (MONTHS[day.month][:3].capitalize() for day in (period.starts_on, period.ends_on))
    return f"{first}–{last} {period.ends_on.year}"


def say_period_to_choose(period: Period, on: datetime.date | None = None) -> str:
    """January to March 2026; Financial year 2025/26 (April 2025 to March 2026), not over yet on a day."""
    said = f"Financial year {period.label} ({say_period(period)})" if period.is_year else say_period(period)
    return f"{said}, not over yet" if on and period.ends_on > on else said


def say_place(place: ReportPlace) -> str:
    """Medway; the hub Chatham; the contract area South East."""
    before = {"hub": "the hub ", "contract_area": "the contract area "}.get(place.kind, "")
    return f"{before}{place.name}"


def say_count(number: int | None) -> str:
    """A count with its comma; a marker where control hides it."""
    return SUPPRESSED if number is None else f"{number:,}"


def say_percent(share: float, decimals: int) -> str:
    return f"{percent(share, decimals)}%"


def say_interval(low: float, high: float, decimals: int) -> str:
    """41 to 66: no sign repeated, never a dash."""
    return f"{percent(low, decimals)} to {percent(high, decimals)}"


def say_change(points: float) -> str:
    """+0.8, −1.2, 0.0: one decimal, and never a negative nothing."""
    text = f"{abs(points):.1f}"
    return text if float(text) == 0 else ("−" if points < 0 else "+") + text


def say_places(number: float) -> str:
    """1 place; 240 places."""
    return f"{number:,.0f} place{'' if number == 1 else 's'}"


def say_ratio(number: float, decimals: int) -> str:
    """3.61, and 3.6 after control: one decimal more than a percentage of the same report has."""
    return f"{number:.{decimals + 1}f}"


def say_length(days: float) -> str:
    """1 day; 23 days"""
    return f"{days:.0f} day{'' if round(days) == 1 else 's'}"


def say_quartiles(low: float | None, high: float | None) -> str:
    """quartiles 9 and 41 days; a quarter by day 9, where three quarters have not come yet"""
    if low is None:
        return ""
    return f"a quarter by day {low:.0f}" if high is None else f"quartiles {low:.0f} and {say_length(high)}"


def say_days(days: list[datetime.date], *, most: int | None = None) -> str:
    """30 June 2026, 30 September 2026 and 30 September 2027; of more than `most`, the first and the last."""
    *first, last = [say_day(day) for day in sorted(set(days))]
    if most and len(first) >= most:
        return f"{first[0]}, the last from {last}"
    return f"{', '.join(first)} and {last}" if first else last


def say_list(words: list[str], *, most: int | None = None) -> str:
    """Attendance, continuity of care and time to reoffence; of more than `most`, the first of them and 3 more."""
    if most and len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    *first, last = [words[0], *(lower_first(word) for word in words[1:])]
    return f"{', '.join(first)} and {last}" if first else last


def lower_first(words: str) -> str:
    """The words as they stand within a sentence; those that begin with letters that stand for words stay: TOP."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
