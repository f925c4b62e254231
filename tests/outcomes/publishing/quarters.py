"""The quarters that are published here."""

from outcomes.periods import quarter

QUARTER, QUARTER_BEFORE = quarter(2023, 1), quarter(2022, 4)
