"""Every indicator of the report, counted for every hub and quarter by SQL as one writes it by hand.

A statement gives place, quarter, code and how many; where the indicator says so, whether a verified claim stands behind
it. Those that are asked of the same rows are one statement, under the slug of the first. Asked is as at a day and as
known now. Nothing of the engine is used.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial

from django.db import connection

from . import hubs, referrals, releases, reoffending, treatment
from .asked import Asked

Rows = Counter[tuple[int | None, int, str]]  # place, quarter and code

STATEMENTS: Mapping[str, Callable[[Asked], str]] = {
    "decided-in-time": referrals.decided_in_time,
    "referral-started": referrals.referral_started,
    "wait-to-first-attendance": referrals.wait_to_first_attendance,
    "hub-engagement-28": partial(referrals.hub_engagement, days=28, sessions=4),
    "hub-engagement-90": partial(referrals.hub_engagement, days=90, sessions=8),
    "attendance-rate": hubs.attendance_rate,
    "hub-availability": hubs.hub_availability,
    "milestones-verified": hubs.milestones_verified,
    "wellbeing-change": hubs.wellbeing_change,
    "through-the-gate": releases.through_the_gate,
    "employed-6-weeks": releases.employed_6_weeks,
    "employed-6-months": releases.employed_6_months,
    "job-sustained": releases.job_sustained,
    "housed-on-release": releases.housed_on_release,
    "settled-3-months": releases.settled_3_months,
    "continuity-of-care": treatment.continuity_of_care,
    "top-change": treatment.top_change,
    "treatment-completed": treatment.treatment_completed,
    "proven-reoffending": reoffending.proven_reoffending,
    "reoffences-per-reoffender": reoffending.reoffences,
    "time-to-reoffence": reoffending.time_to_reoffence,
}


def ask(slug: str, asked: Asked) -> Rows:
    """The rows of one statement; of those that say so, a verified event is a code of its own."""
    found: Rows = Counter()
    with connection.cursor() as cursor:
        cursor.execute(STATEMENTS[slug](asked))
        for place, quarter, code, *verified, number in cursor.fetchall():
            if int(number):
                found[place, int(quarter), f"{code}+" if any(verified) else str(code)] += int(number)
    return found
