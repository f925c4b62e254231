"""What a target is of: its measure with its unit, its period, and how its figures are said. (files: targets)"""

import re
from dataclasses import dataclass
from decimal import Decimal

from foundation.design.dates import MONTHS
from outcomes.pages.words import say_percent, say_period

from .delivery import DeliveryLine
from .indicators import CATALOGUE
from .periods import UnknownPeriod, period

_MONTH = re.compile(r"([12]\d{3})-(0[1-9]|1[0-2])", re.ASCII)
_FIGURE = re.compile(r"-?[0-9]{1,6}(?:\.[0-9]{1,6})?", re.ASCII)
COUNT = "count"
UNITS = {
    COUNT: "a count", "share": "a share", "days": "in days", "per_person": "a number per person", "score": "a score",
    "places": "a number of places",
}  # fmt: skip
LINE, INDICATOR = "Delivery line", "Indicator"


@dataclass(frozen=True)
class Measure:
    """An indicator or a delivery line. unit: `count` for a line, else the indicator's."""

    slug: str
    title: str
    unit: str
    good: str = "up"

    @property
    def kind(self) -> str:
        return LINE if self.unit == COUNT else INDICATOR

    @property
    def what(self) -> str:
        """Delivery line, a count; Indicator, a share"""
        return f"{self.kind}, {UNITS[self.unit]}"

    def why_not(self, target: Decimal, floor: Decimal | None) -> str:
        """Why these cannot be its target and floor; empty when they can."""
        figures = [target] if floor is None else [target, floor]
        if min(figures) < 0 and self.unit != "score":
            return "is negative, and only a change of a score can be"
        if self.unit == "share" and max(figures) > 1:
            return "is a share: a fraction from 0 to 1, like 0.35"
        if self.unit == COUNT and any(figure % 1 for figure in figures):
            return "is a count: a whole number"
        if floor is not None and (floor > target if self.good == "up" else floor < target):
            return f"must not be {'above' if self.good == 'up' else 'below'} the target"
        return ""

    def say(self, figure: Decimal | None) -> str:
        """35%, 50, 14 days; nothing for no figure."""
        if figure is None:
            return ""
        if self.unit == "share":
            return say_percent(float(figure), 0 if (figure * 100) % 1 == 0 else 1)
        number = f"{figure.normalize():,f}"
        return f"{number} days" if self.unit == "days" else number


MEASURES: dict[str, Measure] = {
    **{line.value: Measure(line.value, line.label, COUNT) for line in DeliveryLine},
    **{each.slug: Measure(each.slug, each.title, each.unit, each.good) for each in CATALOGUE},
}


def measure(slug: str) -> str:
    """The slug itself. Raises ValueError for what is neither an indicator nor a delivery line."""
    if slug not in MEASURES:
        raise ValueError(f"“{slug[:60]}” is neither an indicator nor a delivery line")
    return slug


def period_label(label: str) -> str:
    """The label itself: a month, a quarter or a financial year. Raises ValueError for what names none."""
    if not _MONTH.fullmatch(label):
        try:
            period(label)
        except UnknownPeriod:
            forms = "a month like 2025-06, a quarter like 2025-Q2 or a year like 2025/26"
            raise ValueError(f"“{label[:40]}” is not {forms}") from None
    return label


def figure(text: str) -> Decimal:
    """A figure with a point before its decimals, and a minus for a fall. Raises ValueError."""
    if not _FIGURE.fullmatch(text):
        raise ValueError(f"“{text[:40]}” is not a number like 0.35 or 50")
    return Decimal(text)


def is_month(label: str) -> bool:
    return bool(_MONTH.fullmatch(label))


def say_label(label: str) -> str:
    """June 2025; April to June 2025; April 2025 to March 2026."""
    if found := _MONTH.fullmatch(label):
        return f"{MONTHS[int(found[2])].capitalize()} {found[1]}"
    return say_period(period(label))
