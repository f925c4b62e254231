"""Every cell as the rollup says it, and as counting again says it."""

from foundation.lifecycle.dates import quarter_of
from outcomes import engine, rollup
from outcomes.moments import report_moment
from outcomes.places import AREAS, HUBS
from outcomes.rollup.auditing import everything_kept
from tests.outcomes.chance import FIRST

YEARS = 4
# One of each index at least, that together read every table; the others are counted where all are.
SOME = ("attendance-rate", "continuity-of-care", "hub-availability", "job-sustained", "milestones-verified",
        "referral-started", "through-the-gate", "wait-to-first-attendance", "time-to-reoffence",
        "flow", "retention", "housed-on-release by group", "decided-in-time by group", "check answered",
        "spell begun")  # fmt: skip


def differing(day, only=SOME):
    """{cell: (as the rollup says it, as it is)} where they differ, of these indicators; None: of all."""
    kept, live = cells(rollup, day, only), cells(engine, day, only)
    both = kept.keys() | live.keys()
    return {cell: (kept.get(cell), live.get(cell)) for cell in both if kept.get(cell) != live.get(cell)}


def cells(ask, day, only):
    """Every cell that a way of counting gives, those with nobody left out."""
    found, at = {}, report_moment(day)
    first = quarter_of(FIRST) - YEARS
    quarters = range(first, quarter_of(day) + 1)
    for battery in everything_kept():
        if only and battery[0].slug not in only:
            continue
        for family in (AREAS, HUBS):
            for slug, counted in together(ask, battery, family, at, quarters).items():
                found |= told(slug, family, counted)
            for each in battery:
                if each.follow_up:
                    found |= told(f"{each.slug} stops", family, ask.stops(each, family, at, quarters))
    return found


def together(ask, battery, family, at, quarters):
    if len(battery) > 1:
        return ask.counts_together(battery, family, at, quarters)
    return {battery[0].slug: ask.counts(battery[0], family, at, quarters)}


def told(what, family, counted):
    return {
        (what, family.name, place, quarter, part): number
        for (place, quarter), parts in counted.items()
        for part, number in parts.items()
        if number
    }
