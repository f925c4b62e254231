"""Curves from a landmark on: the comparison of people by what they did that is not immortal-time bias.

Somebody can only come often to a hub while free of the event. Counted from the start, those who came often would have
been free of it longer for that reason alone. So people are compared from a day on which all of them were still free,
by what they had done by that day, and what they do later moves nobody (outcomes: section 2, landmark).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .survival import Curve, Stops, product_limit

Followed = Mapping[
    tuple[int, bool, int | None], int
]  # {(day of the stop, with the event, day it was done): people}


@dataclass(frozen=True)
class Group:
    """People of one group from the landmark on: how many, their share of all at the landmark (None of nobody), and
    their curve, whose day 0 is the landmark.
    """

    people: int
    share: float | None
    stops: Stops
    curve: Curve


@dataclass(frozen=True)
class Landmark:
    """Those still free of the event and followed beyond the day, by what they had done by it; `left`: how many people
    were not, and are in neither group.
    """

    day: int
    did: Group
    did_not: Group
    left: int


def landmark(followed: Followed, day: int, *, done_by: int | None = None, level: float = 0.95) -> Landmark:
    """The two groups at day `day` of people followed as {(day of the stop, with the event, day it was done): people}.

    The day something was done is None for those who never did it. done_by: the last day on which doing it counts, the
    landmark itself unless an earlier one is named. Raises ValueError for a grouping that uses anything after the
    landmark, and for negative days and counts.
    """
    last = day if done_by is None else done_by
    if last > day:
        raise ValueError(
            f"people cannot be grouped on day {day} by what they did up to day {last}: "
            "who did it later had to be free of the event for longer"
        )
    if day < 0 or any(stop < 0 or people < 0 for (stop, _, _), people in followed.items()):
        raise ValueError("days of follow-up and numbers of people are 0 or more")
    groups: dict[bool, dict[tuple[int, bool], int]] = {True: {}, False: {}}
    for (stop, observed, done), people in followed.items():
        if stop > day:
            group, at = groups[done is not None and done <= last], (stop - day, observed)
            group[at] = group.get(at, 0) + people
    here = sum(sum(group.values()) for group in groups.values())
    did, did_not = (_group(groups[whether], here, level) for whether in (True, False))
    return Landmark(day, did, did_not, sum(followed.values()) - here)


def _group(stops: Stops, everyone: int, level: float) -> Group:
    people = sum(stops.values())
    return Group(people, people / everyone if everyone else None, stops, product_limit(stops, level))
