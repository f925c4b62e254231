"""Scrutiny on the home page: what each has to do, what is late, and what was published; nothing without a team."""

from typing import Any

from foundation.accounts import panels
from foundation.accounts.panels import Panel
from foundation.accounts.roles import Permission

from . import scope
from .tables import QuestionTable, RecommendationTable

ROWS = 5


def for_member(request: Any) -> dict[str, Any] | None:
    """Own questions and their state, late responses, the newest published ones."""
    user = request.user
    if user.may(Permission.KEEP_SCRUTINY) or not user.team_ids:
        return None
    own, rest = scope.own_questions(user, ROWS), scope.newest_published(user, ROWS)
    return {
        "title": "Scrutiny",
        "parts": [
            _part("Your questions", QuestionTable(own, caption="Your questions"), "You have asked nothing yet."),
            _part("Newest responses", QuestionTable(rest, caption="Newest responses"), "Nothing is published yet."),
        ],
        "late": scope.count_late(user),
        "may_ask": True,
    }  # fmt: skip


def for_partner(request: Any) -> dict[str, Any] | None:
    """What waits for the partner's words, with the days left."""
    if not request.user.team_ids:
        return None
    asked, made = scope.waiting_for(request.user, ROWS)
    return {
        "title": "Asked of you by scrutiny",
        "parts": [
            _part("Questions", QuestionTable(asked, caption="Questions to answer"), "No question waits for you."),
            _part("Recommendations", RecommendationTable(made), "No recommendation waits for you."),
        ],
        "late": 0,
        "may_ask": False,
    }  # fmt: skip


def for_officer(request: Any) -> dict[str, Any] | None:
    """Responses to approve, late ones, and recommendations that are open."""
    user = request.user
    if not user.team_ids:
        return None
    to_approve, late = scope.for_officers(user, ROWS)
    return {
        "title": "Scrutiny",
        "parts": [
            _part("Responses to approve or publish", QuestionTable(to_approve, caption="Responses to approve"),
                  "No response waits for you."),
            _part("Late responses", QuestionTable(late, caption="Late responses"), "No response is late."),
            _part("Open recommendations", RecommendationTable(scope.open_recommendations(user, ROWS)),
                  "No recommendation is open."),
        ],
        "late": 0,
        "may_ask": True,
    }  # fmt: skip


def _part(heading: str, table: Any, empty: str) -> dict[str, Any]:
    return {"heading": heading, "table": table, "empty": empty}


def register() -> None:
    """Called when the app is ready."""
    for permission, context in (
        (Permission.ASK_QUESTION, for_member),
        (Permission.ANSWER_QUESTION, for_partner),
        (Permission.KEEP_SCRUTINY, for_officer),
    ):
        panels.register(Panel("partnership/scrutiny/panel.html", permission, context, order=30))
