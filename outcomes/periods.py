"""The periods of reports: calendar quarters and financial years, never rolling ones (outcomes: Periods)."""

import datetime
import re
from dataclasses import dataclass

from foundation.lifecycle.dates import quarter_end, quarter_of, quarter_start


class UnknownPeriod(ValueError):
    """The text names no period."""


@dataclass(frozen=True)
class Period:
    """One quarter, or the four of a financial year, by their numbers (`quarter_of`)."""

    label: str
    quarters: tuple[int, ...]

    @property
    def starts_on(self) -> datetime.date:
        return quarter_start(self.quarters[0])

    @property
    def ends_on(self) -> datetime.date:
        """The last day of the period."""
        return quarter_end(self.quarters[-1])

    def has_begun(self, by: datetime.date) -> bool:
        """Whether its first day has come."""
        return self.starts_on <= by

    @property
    def is_year(self) -> bool:
        return len(self.quarters) > 1

    def __str__(self) -> str:
        return self.label

    def __contains__(self, day: datetime.date) -> bool:
        return self.starts_on <= day <= self.ends_on


def quarter(year: int, number: int) -> Period:
    """The calendar quarter 1 to 4 of a year."""
    return Period(f"{year}-Q{number}", (year * 4 + number - 1,))


def financial_year(year: int) -> Period:
    """The financial year that begins in April of a year."""
    first = year * 4 + 1
    return Period(f"{year}/{(year + 1) % 100:02d}", tuple(range(first, first + 4)))


def quarter_with(day: datetime.date) -> Period:
    """The calendar quarter a day lies in."""
    return quarter(day.year, quarter_of(day) % 4 + 1)


def period(label: str) -> Period:
    """The period of a label: 2023-Q1 or 2023/24. Raises UnknownPeriod, saying what is needed."""
    if (found := re.fullmatch(r"([12]\d{3})-Q([1-4])", label, re.ASCII)) is not None:
        return quarter(int(found[1]), int(found[2]))
    if (found := re.fullmatch(r"([12]\d{3})/(\d{2})", label, re.ASCII)) is not None:
        year = financial_year(int(found[1]))
        if year.label == label:
            return year
    raise UnknownPeriod(
        f"“{label}” is not a period. Give a calendar quarter such as 2023-Q1 (January to March 2023) "
        "or a financial year such as 2023/24."
    )


def year_of(of: Period) -> Period:
    """The financial year that a quarter lies in."""
    first = of.starts_on
    return financial_year(first.year - (first.month < 4))
