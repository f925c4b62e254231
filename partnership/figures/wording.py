"""How figures of measures are said, in the words that reports use (interface: Rules)."""

from typing import Any

from outcomes.pages.words import say_change, say_length, say_percent, say_places, say_ratio

from ..states import Unit
from .value import Figure

NONE = "No figure yet"


def say_value(unit: str, value: Any, decimals: int = 0) -> str:
    """35%, 5,210, 23 days, £12,000, 4.2 per 1,000 residents; "" for None."""
    if value is None:
        return ""
    number = float(value)
    if unit == Unit.SHARE:
        return say_percent(number, decimals or (0 if round(number * 100, 6) % 1 == 0 else 1))
    if unit == Unit.DAYS:
        return say_length(number)
    if unit == Unit.SCORE:
        return say_change(number)
    if unit == Unit.PLACES:
        return say_places(number)
    if unit == Unit.PER_PERSON:
        return f"{say_ratio(number, 0)} per person"
    plain = f"{number:,.0f}" if number % 1 == 0 else f"{number:,.1f}"
    if unit == Unit.POUNDS:
        return f"£{plain}"
    return f"{plain} per 1,000 residents" if unit == Unit.RATE else plain


def say_interval_of(unit: str, figure: Figure) -> str:
    """29% to 41%; "" where there is none."""
    if not figure.is_told or figure.low is None or figure.high is None:
        return ""
    return f"{say_value(unit, figure.low)} to {say_value(unit, figure.high)}"


def say_counts(figure: Figure) -> str:
    """50 of 125; "" where they are not given."""
    if not figure.is_told or figure.numerator is None or figure.denominator is None:
        return ""
    return f"{figure.numerator:,.0f} of {figure.denominator:,.0f}"


def say_figure(unit: str, figure: Figure | None) -> str:
    """The number, with "(provisional)" where it may still move; or why there is none."""
    if figure is None:
        return NONE
    if figure.withdrawn:
        return f"Withdrawn: {figure.withdrawn}"
    if figure.value is None:
        return figure.unsaid
    return (
        f"{say_value(unit, figure.value)} (provisional)"
        if figure.is_provisional
        else say_value(unit, figure.value)
    )
