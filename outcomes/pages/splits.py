"""Whose the days of the waits were, in words and rows."""

from dataclasses import dataclass

from outcomes.indicators import Indicator
from outcomes.moments import ReportMoment
from outcomes.periods import Period
from outcomes.places import ReportPlace
from outcomes.splits import split_of

from .words import say_percent, say_period

OWNERS = (("hub", "The hub"), ("referrer", "The referrer"), ("custody", "Custody"), ("person", "The person"))


@dataclass(frozen=True)
class SplitWords:
    """A sentence, and for each owner their name, share and mean."""

    words: str
    rows: list[tuple[str, str, str]]


def split_words(
    indicator: Indicator, place: ReportPlace, period: Period, at: ReportMoment, *, internal: bool
) -> SplitWords | None:
    """Whose the days were; None for an indicator that measures no wait."""
    if indicator.waits is None:
        return None
    found = split_of(indicator, place, period, at, internal=internal)
    when = say_period(period)
    if found is None:
        return SplitWords(f"The days of {when} cannot be divided: too few referrals, or not yet mature.", [])
    if not found.shares:
        return SplitWords(f"Nobody referred in {when} has waited a working day.", [])
    most = max(OWNERS, key=lambda owner: found.shares[owner[0]])
    share = say_percent(found.shares[most[0]], 0)
    decimals = 1 if internal else 0
    rows = [
        (label, say_percent(found.shares[whose], decimals), f"{found.means[whose]:.{decimals}f}")
        for whose, label in OWNERS
    ]
    words = (
        f"{share} of the working days waited so far by those referred in {when} were {_possessive(most[1])}."
    )
    return SplitWords(words, rows)


def _possessive(label: str) -> str:
    """the hub’s; spent in custody"""
    return "spent in custody" if label == "Custody" else f"{label[0].lower()}{label[1:]}’s"
