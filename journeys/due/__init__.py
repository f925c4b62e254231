"""Due work: the clocks that fall to a user or their teams, listed, on the home page, and told to the team when late."""

from .falling import (
    SOON,
    TABS,
    UNDATED,
    Tallies,
    at_home,
    falling_to,
    of_whom,
    on_tab,
    people_of,
    teams_of,
    with_people,
)

__all__ = [
    "SOON",
    "TABS",
    "UNDATED",
    "Tallies",
    "at_home",
    "falling_to",
    "of_whom",
    "on_tab",
    "people_of",
    "teams_of",
    "with_people",
]
