"""A drawn record as its reader sees it: what the questions ask about, and nothing else.

No name, number, date of birth, address, risk or licence: the quality of the work can be judged without. Whoever reads
sees it until they have answered, and then only the scores. (product: Who uses it, performance officer; trust: purpose)
"""

from collections import Counter
from typing import Any

from foundation.design.dates import say_day
from hubs.states import CAME, Mark
from pathways.models import MilestoneClaim
from pathways.reading.plans import goals_of, plan_of, reviews_of
from referrals.models import Referral, Review
from referrals.scope import needs_of, sessions_of

from ..models import SampledRecord


def about(record: SampledRecord) -> dict[str, Any]:
    """Everything the page shows; nine queries, however long the support."""
    referral = record.referral
    plan = plan_of(referral.person)
    return {
        "needs": needs_of(referral),
        "support": _support(referral),
        "plan": plan,
        "goals": goals_of(plan) if plan else [],
        "plan_reviews": reviews_of(plan) if plan else [],
        "reviews": list(Review.objects.filter(referral=referral).order_by("-reviewed_at", "-id")),
        "attendance": _attendance(referral),
        "claims": list(
            MilestoneClaim.objects.filter(person=referral.person_id)
            .select_related("pathway")
            .order_by("reached_on", "id")
        ),
    }


def _support(referral: Referral) -> list[tuple[str, str]]:
    started = say_day(referral.started_on) if referral.started_on else ""
    rows = [("Started", started), ("State", str(referral.get_state_display()))]
    if referral.ended_on:
        rows.append(("Ended", say_day(referral.ended_on)))
    if referral.what_next:
        rows.append(("What happens next", referral.what_next))
    return rows


def _attendance(referral: Referral) -> list[tuple[str, str]]:
    """Came to 9 of 11 without those they had told us about, and the reasons of absences as they are listed."""
    marks = list(sessions_of(referral).exclude(mark="").values_list("mark", "absence_reason"))
    expected = [mark for mark, _ in marks if mark != Mark.NOT_EXPECTED]
    came = sum(mark in CAME for mark in expected)
    reasons = Counter(reason or "No reason recorded" for mark, reason in marks if mark == Mark.DID_NOT_ATTEND)
    found = [("Sessions", f"Came to {came} of {len(expected)}" if expected else "None in the register")]
    return [*found, *((f"Absent: {reason.lower()}", str(times)) for reason, times in reasons.most_common())]
