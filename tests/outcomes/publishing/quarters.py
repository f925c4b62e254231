"""The quarters that are published here."""

from outcomes.periods import quarter

QUARTER_BEFORE, QUARTER, QUARTER_AFTER = quarter(2022, 4), quarter(2023, 1), quarter(2023, 2)
