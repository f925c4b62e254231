"""Those who came to a hub by a day after release beside those who had not, from that day on (outcomes: Comparisons).

An association, never an effect: who comes differs from who does not. Comparing everybody who ever came with everybody
who never did is not made at all: only somebody still free could come.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from outcomes import rollup
from outcomes.beside.attendance import BY_ATTENDANCE, DAYS
from outcomes.engine import Where
from outcomes.indicators import indicator
from outcomes.maturity import has_offences
from outcomes.moments import ReportMoment
from outcomes.parts.controlling import counts_shown_among
from outcomes.periods import Period
from outcomes.places import ReportPlace
from outcomes.report import Groups, groups_beside, key_of, members_of, places_asked, pools_of
from outcomes.rollup import Asked, Found
from outcomes.rounding import RATE_FROM, rounded, rounded_count
from outcomes.statistics import Group, landmark, survival_at
from outcomes.statistics import Landmark as Compared

YEAR = 365
OFFENCE = "time-to-reoffence"
LEFT, EVERYBODY = "left", "everybody"


@dataclass(frozen=True)
class Side:
    """One group at a landmark: people, and the share with a proven offence in the year after it, with its limits; None
    for a share that may not be shown, or that nobody was followed long enough for.
    """

    people: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Landmark:
    """Both groups on a day after release. `left`: people who by then had reoffended or were followed no longer."""

    day: int
    came: Side
    did_not: Side
    left: int | None


def landmarks_of(place: ReportPlace, period: Period, at: ReportMoment, *, internal: bool) -> list[Landmark]:
    """The landmarks of a period, as `landmarks_in` gives them; one query over people where it is counted live."""
    groups = groups_beside(place, internal)
    asked = Asked([[BY_ATTENDANCE]], place.family, period.quarters, places_asked(place, groups))
    (followed,) = rollup.read(at, asked)
    return landmarks_in(followed, place, period, at, groups, internal=internal)


def landmarks_in(
    people: Found,
    place: ReportPlace,
    period: Period,
    at: ReportMoment,
    groups: Groups | None,
    *,
    internal: bool,
) -> list[Landmark]:
    """The landmarks that may be shown, of people released with a live referral to a hub.

    Without disclosure control every one that anybody reached; else only those where both groups are of 30 or more, and
    no count of people with or without an offence is one of 1 to k-1, or leads to one of another place.
    """
    if not has_offences(indicator(OFFENCE), period.ends_on, at):
        return []
    followed = pools_of(_followed(people), members_of(place, groups))
    found = []
    for day in DAYS:
        by_place = {key: landmark(people, day) for key, people in followed.items()}
        own = by_place[key_of(place)]
        shown = _counts(own) if internal else _counts_shown(by_place, key_of(place), groups)
        if _may_be_shown(own, shown, internal):
            found.append(Landmark(day, _side(own.did, internal), _side(own.did_not, internal), shown[LEFT]))
    return found


def counts_at_landmarks(people: Found, place: ReportPlace) -> dict[int, dict[str, int]]:
    """{day: {part: people}} of each landmark, without control: for what judges a publication, and no page."""
    followed = pools_of(_followed(people), {key_of(place): place.members})[key_of(place)]
    return {day: _counts(landmark(followed, day)) for day in DAYS}


def _followed(found: Found) -> Mapping[Where, Counter]:
    """{(place, quarter): {(day of the stop, with an offence, landmark by which they had come): people}}."""
    people: dict[Where, Counter] = defaultdict(Counter)
    for where, parts in found.counts(BY_ATTENDANCE.slug).items():
        for part, number in parts.items():
            stop, came_by = int(part.reason), int(part.of) if part.of else None
            people[where][stop // 2, stop % 2 == 0, came_by] += number
    return people


def _counts(found: Compared) -> dict[str, int]:
    """The people of a landmark in parts: in each group those with an offence in the year after it and those without,
    and who is in neither.
    """
    counts = {LEFT: found.left}
    for name, group in (("came", found.did), ("did not", found.did_not)):
        offended = sum(step.events for step in group.curve.steps if step.day <= YEAR)
        counts |= {f"{name}, offended": offended, f"{name}, free": group.people - offended}
    return counts


def _counts_shown(
    by_place: Mapping[str, Compared], own: str, groups: Groups | None
) -> Mapping[str, int | None]:
    """The same after control, together with those of every place that adds up with this one, and with everybody there:
    the denominator of the curve, or the other landmark, tells how many they are.
    """
    counts = {key: _counts(each) for key, each in by_place.items()}
    sums = [(EVERYBODY, list(counts[own]))]
    with_all = {key: {**of, EVERYBODY: sum(of.values())} for key, of in counts.items()}
    return counts_shown_among(with_all, own, sums, groups)


def _may_be_shown(found: Compared, shown: Mapping[str, int | None], internal: bool) -> bool:
    """Of both groups or of neither: one that stood alone would tell of the other."""
    people = (found.did.people, found.did_not.people)
    if internal:
        return any(people)
    return min(people) >= RATE_FROM and all(
        number is not None for name, number in shown.items() if name not in (LEFT, EVERYBODY)
    )


def _side(group: Group, internal: bool) -> Side:
    people = group.people if internal else rounded_count(group.people)
    year = survival_at(group.curve, YEAR) if group.people else None
    if (
        year is None
        or not (year.at_risk or year.survival == 0)
        or (not internal and year.at_risk < RATE_FROM)
    ):
        return Side(people, None, None, None)
    figures = (1 - year.survival, 1 - year.high, 1 - year.low)
    return Side(people, *(figures if internal else (rounded(each, 2) for each in figures)))
