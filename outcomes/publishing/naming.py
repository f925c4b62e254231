"""What the tables of a publication are called on pages: the guard and the log know them by their keys."""

from outcomes.indicators import indicator
from outcomes.pages.words import REASONS, lower_first

from .told import COHORTS, VERIFIED

PARTS = {
    "flow": "From referral to milestone",
    "hubs": "Hubs compared",
    "retention": "Time with the hub",
    "survival": "How long until people reoffended",
    "divided": "Figures by group",
    "lateness": "How late facts come to be known",
    "compared": "Reoffending compared",
}
OF_PART = {COHORTS: ", latest mature period", "divided": ", by group", "hubs": ", hubs compared"}
COUNTS = {"events": "numerator", "non events": "the rest of the denominator"}


def title_of(part: str, table: str) -> str:
    """The indicator of a table, and which of its tables; of other parts, the part."""
    slug = table.removesuffix(VERIFIED)
    try:
        title = indicator(slug).title
    except LookupError:
        return PARTS.get(part, part.replace("_", " ").capitalize())
    title += OF_PART.get(part, "")
    return title if slug == table else f"{title}, verified"


def say_entries(entries: str) -> str:
    """The counts of a row of the log: numerator, died, left the rest of the denominator."""
    return ", ".join(_say_entry(each) for each in entries.split(", "))


def _say_entry(entry: str) -> str:
    reason = REASONS.get(entry.replace(" ", "_"))
    return lower_first(reason) if reason else COUNTS.get(entry, entry)
