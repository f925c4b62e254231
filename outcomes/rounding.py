"""How controlled output is rounded, and from how many people figures are shown (outcomes: section 3)."""

from math import floor

SMALLEST_GROUP = 10
ROUNDED_TO = 5
RATE_FROM = 30
DECIMALS = {
    "days": 0,
    "per_person": 1,
    "score": 1,
    "places": 0,
}  # of a value, by unit; a share is in whole percent


def rounded_count(number: float) -> int:
    """To the nearest 5: 114 becomes 115, 432 becomes 430."""
    return ROUNDED_TO * floor(number / ROUNDED_TO + 0.5)


def rounded(number: float, decimals: int) -> float:
    """Half away from zero, and never a negative nothing: 0.285 becomes 0.29."""
    size = floor(round(abs(number) * 10**decimals, 9) + 0.5) / 10**decimals
    return -size if number < 0 and size else size
