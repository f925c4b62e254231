"""Whether a file is worth sending, and how precise the Justice Data Lab's answer could be (outcomes: Extracts)."""

from dataclasses import dataclass
from math import sqrt

from outcomes.statistics.intervals import normal_quantile

LEAST_SUBMITTED = 60
MATCHED_SHARE = 0.5  # about half of those submitted are found in the national data and used
LEAST_MATCHED = 30
ASSUMED_RATE = 0.35  # of proven reoffending, where the interval is widest in practice
EXAMPLES = (30, 60, 100, 200, 500)


@dataclass(frozen=True)
class Eligibility:
    """How many people a file would have, how many of them would be matched, and the interval to expect.

    half_width: of the 95 % interval of a proven reoffending rate of 35 %, a fraction; None where nobody is matched.
    """

    people: int

    @property
    def matched(self) -> int:
        """About how many would be matched."""
        return int(self.people * MATCHED_SHARE)

    @property
    def is_enough(self) -> bool:
        return self.people >= LEAST_SUBMITTED

    @property
    def half_width(self) -> float | None:
        return expected_half_width(self.matched) if self.matched else None


def expected_half_width(people: int, rate: float = ASSUMED_RATE) -> float:
    """Half the width of the 95 % interval to expect for a rate among so many matched people, a fraction.

    Planned by the normal form: before there is a count, there is nothing to give Wilson's interval its centre. Raises
    ValueError for nobody.
    """
    if people < 1:
        raise ValueError("an interval needs somebody")
    return normal_quantile(0.95) * sqrt(rate * (1 - rate) / people)


def say_points(half_width: float) -> str:
    """17 percentage points"""
    return f"{100 * half_width:.0f} percentage points"


def examples() -> list[tuple[int, str]]:
    """How the interval narrows with the number of people matched."""
    return [(people, say_points(expected_half_width(people))) for people in EXAMPLES]
