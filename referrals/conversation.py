"""What hub and referrer said to each other on a referral, as its page shows it."""

from typing import Any

from .models import Referral
from .states import ReferralState as S


def thread(referral: Referral) -> list[dict[str, Any]]:
    """Questions and answers in their order; an answer stands under its question."""
    found = []
    for question in referral.questions.select_related("asked_by", "answered_by"):
        found.append({"who": f"{question.asked_by} asked", "at": question.asked_at, "text": question.text})
        if question.answered_at:
            said = {
                "who": f"{question.answered_by} answered",
                "at": question.answered_at,
                "text": question.answer,
            }
            found.append(said | {"answer": True})
    return found


def reviews(referral: Referral) -> list[dict[str, Any]]:
    """What was reviewed, the last first, with the state it was in."""
    return [
        {
            "who": f"{each.reviewed_by} reviewed it ({S(each.state).label.lower()})",
            "at": each.reviewed_at,
            "text": each.said,
        }
        for each in referral.reviews.select_related("reviewed_by")
    ]
