"""From the referral to a verified milestone: who reached each step, and why others did not (outcomes: section 4, Flow).

Every referral of the period is in exactly one place, the last one it came to, so each step and what was lost on the way
to it add up to the step before.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from foundation.lifecycle.models import Reason
from outcomes.beside.flow import DAYS, EARLY, FLOW, SESSIONS, THROUGH
from outcomes.disclosure import RATE_FROM
from outcomes.engine import Where
from outcomes.report import Report, key_of, members_of, pools_of

from .controlling import counts_shown_among

Left = tuple[str, int | None]  # the last place it came to, and the reason that is recorded with it


@dataclass(frozen=True)
class Loss:
    """How many were lost before a step in one way; None where that may not be shown."""

    words: str
    number: int | None


@dataclass(frozen=True)
class Step:
    """A step: how many reached it, what share that is of the step before, and how many were lost since.

    `early`: of the lost, those of whom it is too early to say. None for what may not be shown.
    """

    slug: str
    title: str
    reached: int | None
    share: float | None
    lost: int | None
    early: int | None
    losses: tuple[Loss, ...]


@dataclass(frozen=True)
class Flow:
    """The steps, the first of which lost nobody. `has_people`: whether anybody was referred."""

    steps: tuple[Step, ...]
    has_people: bool


# Each step with the places of those who were lost before it; what is left in the end has come through.
STEPS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("referred", "Referred", {}),
    (
        "decided",
        "Decided",
        {
            "open": "no decision yet",
            "waiting": "on the waiting list",
            "withdrawn": "withdrawn before a decision",
        },
    ),
    ("accepted", "Accepted", {"declined": "declined"}),
    (
        "started",
        "Started at the hub",
        {"to_start": "not started yet", "never_started": "ended before the start"},
    ),
    (
        "engaged",
        f"{SESSIONS} sessions by day {DAYS}",
        {"early": f"{DAYS} days not over", "few": "fewer sessions", "few_ended": "fewer, and ended early"},
    ),
    ("claimed", "Milestone claimed", {"unclaimed": "none claimed yet", "ended": "ended early without one"}),
    ("verified", "Milestone verified", {"unverified": "not verified yet"}),
)


def flow_of(report: Report) -> Flow:
    """The flow of those referred in the period, followed to the as-at date."""
    place, groups = report.place, report.groups
    pools = pools_of(_counted(report), members_of(place, groups))
    own = pools[key_of(place)]
    reasons = dict(Reason.objects.values_list("pk", "reason"))
    exact = counts_of(own)
    if report.internal:
        return told(exact, exact, reasons)
    everywhere = {left for pool in pools.values() for left in pool}
    sums = sums_of(everywhere)
    by_group = {key: counts_of(pool, everywhere) for key, pool in pools.items()}
    shown = counts_shown_among(by_group, key_of(place), sums, groups)
    return told(exact, shown, reasons)


def counts_of(pool: Mapping[Left, int], named: set[Left] | None = None) -> dict[str, int]:
    """{name: referrals} of each step, of what was lost before it, and of each way of being lost; worked out from the
    end, so that they add up by construction.
    """
    counts: dict[str, int] = {}
    reached = sum(number for (place, _), number in pool.items() if place == THROUGH)
    for slug, _, ways in reversed(STEPS):
        counts[slug] = reached
        lost = 0
        for left in (named or set()) | set(pool):
            if left[0] in ways:
                counts[_way(left)] = pool.get(left, 0)
                lost += pool.get(left, 0)
        counts[_lost(slug)] = lost
        reached += lost
    return counts


def sums_of(named: set[Left]) -> list[tuple[str, list[str]]]:
    """Which of the counts add up to which."""
    sums = []
    for (before, _, _), (slug, _, ways) in pairwise(STEPS):
        sums.append((before, [slug, _lost(slug)]))
        sums.append((_lost(slug), [_way(left) for left in sorted(named, key=str) if left[0] in ways]))
    return sums


def told(exact: Mapping[str, int], shown: Mapping[str, int | None], reasons: Mapping[int, str]) -> Flow:
    """The flow in what may be shown; a share is worked out from exact counts, and is whole percent after control."""
    is_controlled = exact is not shown
    steps, before = [], STEPS[0][0]
    for slug, title, ways in STEPS:
        losses = [
            Loss(_words(ways, left, reasons), shown[_way(left)])
            for left in _lefts(exact, ways)
            if exact[_way(left)] or shown[_way(left)] is None
        ]
        share = _share(exact, shown, slug, before, is_controlled) if slug != before else None
        early = shown.get(_way((EARLY, None)), 0) if EARLY in ways else 0
        steps.append(Step(slug, title, shown[slug], share, shown[_lost(slug)], early, tuple(losses)))
        before = slug
    return Flow(tuple(steps), exact[STEPS[0][0]] > 0)


def _share(
    exact: Mapping[str, int], shown: Mapping[str, int | None], slug: str, before: str, is_controlled: bool
) -> float | None:
    number, out_of = exact[slug], exact[before]
    if not out_of or None in (shown[slug], shown[before], shown[_lost(slug)]):
        return None
    if not is_controlled:
        return number / out_of
    return round(number / out_of, 2) if out_of >= RATE_FROM else None


def _lefts(exact: Mapping[str, int], ways: Mapping[str, str]) -> list[Left]:
    """Those ways of being lost before a step that were counted, the most frequent first."""
    lefts = [_left(name) for name in exact if "|" in name and _left(name)[0] in ways]
    return sorted(lefts, key=lambda left: (-exact[_way(left)], str(left)))


def _words(ways: Mapping[str, str], left: Left, reasons: Mapping[int, str]) -> str:
    """declined: hub at capacity; without a reason the way alone."""
    place, reason = left
    return (
        ways[place] if reason is None else f"{ways[place]}: {reasons[reason][0].lower()}{reasons[reason][1:]}"
    )


def _lost(slug: str) -> str:
    return f"lost before {slug}"


def _way(left: Left) -> str:
    return f"{left[0]}|{left[1] or ''}"


def _left(name: str) -> Left:
    place, _, reason = name.partition("|")
    return place, int(reason) if reason else None


def _counted(report: Report) -> dict[Where, Counter[Left]]:
    """How many referrals came to each last place, by the reason recorded with it."""
    counted = report.beside.here.counts(FLOW.slug)
    return {
        where: Counter({(part.reason, int(part.of) if part.of else None): n for part, n in parts.items()})
        for where, parts in counted.items()
    }
