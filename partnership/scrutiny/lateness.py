"""How late a response or a recommendation is, in days: late ones are shown as late everywhere."""

import datetime

from foundation.design.dates import day_of, today

from ..models import Question, Recommendation
from ..states import OPEN_RECOMMENDATION, WAITING_FOR_RESPONSE, QuestionState


def days_late(question: Question, on: datetime.date | None = None) -> int:
    """Days from the due date until the response was written, or until the day (default: today) while it was not; 0 in
    time, and of a withdrawn question.
    """
    if question.state == QuestionState.WITHDRAWN:
        return 0
    until = day_of(question.answered_at) if question.answered_at else on or today()
    return max((until - question.due_on).days, 0)


def say_lateness(question: Question) -> str:
    """5 days late, answered 1 day late; "" in time."""
    days = days_late(question)
    if not days:
        return ""
    said = f"{days} day{'' if days == 1 else 's'} late"
    return said if question.state in WAITING_FOR_RESPONSE else f"answered {said}"


def say_overdue(recommendation: Recommendation) -> str:
    """5 days overdue, while it is open; else ""."""
    days = (today() - recommendation.due_on).days
    if recommendation.state not in OPEN_RECOMMENDATION or days <= 0:
        return ""
    return f"{days} day{'' if days == 1 else 's'} overdue"
