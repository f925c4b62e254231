"""A measure's figure of one period, wherever it came from."""

from dataclasses import dataclass
from uuid import UUID

from outcomes.periods import Period

PROVISIONAL = "provisional"


@dataclass(frozen=True)
class Figure:
    """What a measure stood at in a period. `value` is in the measure's unit; None, and then `unsaid` says why.

    low, high: the 95 % interval, where the report gives one. snapshot, snapshot_number: the published report it is from
    and its version; None of one that was entered, whose `source` is the publication. withdrawn: why the report was
    taken back since. hidden: disclosure control keeps the number back. maturity: as the report says it; "" where
    that was not kept, and of one that was entered.
    """

    period: Period
    value: float | None
    unsaid: str
    source: str
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    snapshot: UUID | None = None
    snapshot_number: int | None = None
    withdrawn: str = ""
    note: str = ""
    hidden: bool = False
    maturity: str = ""

    @property
    def is_provisional(self) -> bool:
        """Whether records may still come in, so that the report of a later day may say another number."""
        return self.is_told and self.maturity == PROVISIONAL

    @property
    def is_told(self) -> bool:
        """Whether there is a number that may be shown."""
        return self.value is not None and not self.withdrawn
