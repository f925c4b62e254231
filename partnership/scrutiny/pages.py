"""What the pages of scrutiny say."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import say_day, say_moment
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import can

from .. import access
from ..models import Correction, Meeting, Question, Recommendation
from ..states import QuestionState, RecommendationState
from . import scope
from .lateness import say_lateness, say_overdue

Act = dict[str, Any]
_QUESTION_ACTS = {
    "answer": ("Write the response", "", True),
    "approve": ("Approve the response", "It may then be published as it stands.", False),
    "publish": ("Publish question and response", "Everybody can read them.", False),
    "send_back": ("Send the response back", "With the reason; it is due when it was.", True),
    "correct": ("Correct the response", "What it says now stays to be read.", True),
    "retract": ("Withdraw the response", "With the reason, which everybody reads.", True),
    "withdraw": ("Withdraw the question", "With the reason.", True),
}
_CORRECTION_ACTS = {
    "publish": (
        "Publish the correction",
        "It stands in the place of the response, which stays to be read.",
        False,
    ),
    "refuse": ("Refuse the correction", "With the reason.", True),
}
_RECOMMENDATION_ACTS = {
    "answer_it": ("Answer the recommendation", "Whether you will do it, and how.", True),
    "follow_up": ("Say how far it is", "", True),
    "close": ("Close the recommendation", "As carried out or given up.", True),
    "withdraw": ("Withdraw it: entered by mistake", "With the reason; before it is answered.", True),
}
_TAKING_BACK = ("withdraw", "retract", "refuse")
_DONE = {
    "asked": "Asked", "answer": "Response written", "send_back": "Response sent back", "approve": "Response approved",
    "publish": "Published", "withdraw": "Withdrawn", "made": "Made", "answer_it": "Answered",
    "follow_up": "Followed up", "close": "Closed", "recorded": "Recorded", "corrected": "Corrected",
    "correct": "Correction written", "retract": "Response withdrawn",
}  # fmt: skip
_OPEN_TO_MEMBERS = ("asked", "answer", "publish", "retract", "withdraw")
_TURN = {
    QuestionState.ASKED: "The partner writes its response.",
    QuestionState.ANSWERED: "An officer of the partnership reads the response.",
    QuestionState.APPROVED: "An officer of the partnership publishes the response.",
    RecommendationState.MADE: "The partner says whether it will do it.",
    RecommendationState.ACCEPTED: "The partner carries it out, and says how far it is.",
}


def tabs(current: str) -> list[dict[str, Any]]:
    """The three lists of scrutiny."""
    lists = {
        "question_list": "Questions",
        "meeting_list": "Meetings",
        "recommendation_list": "Recommendations",
    }
    return [
        {"label": label, "url": reverse(name), "current": name == current} for name, label in lists.items()
    ]


def of_question(question: Question, user: User) -> dict[str, Any]:
    """A question, its response for those who may read it now, and its course."""
    works_on_it = reads_response_early(question, user)
    shown = question.state == QuestionState.PUBLISHED or (
        works_on_it and question.state != QuestionState.RETRACTED
    )
    waits = scope.correction_that_waits(question) if works_on_it else None
    return about_question(question) | {
        "rows": _facts_of_question(question, works_on_it),
        "response": question.standing_response if shown else "",
        "former": question.former_responses if shown else [],
        "correction": waits,
        "refused": [each for each in question.corrections.all() if each.refused_because]
        if works_on_it
        else [],
        "sent_back": question.because if works_on_it and question.state == QuestionState.ASKED else "",
        "acts": _acts_on_question(question, waits, user),
        "turn": _TURN.get(question.state, ""),
        "events": _course(scope.course_of(question), None if works_on_it else _OPEN_TO_MEMBERS),
    }


def _acts_on_question(question: Question, waits: Correction | None, user: User) -> list[Act]:
    """While a correction waits, the response is neither corrected nor withdrawn."""
    if waits is not None:
        return _acts(waits, user, _CORRECTION_ACTS, "correction")
    return _acts(question, user, _QUESTION_ACTS, "question")


def about_question(question: Question) -> dict[str, Any]:
    """What every page of a question names."""
    return {"question": question, "late": say_lateness(question)}


def reads_response_early(question: Question, user: User) -> bool:
    """Whether the user reads a response before it is published: its partner and the officers do."""
    return access.answers_question(user, question) or access.keeps_scrutiny(user, question)


def _facts_of_question(question: Question, works_on_it: bool) -> list[Mapping[str, Any] | tuple[str, Any]]:
    facts: list[Any] = [
        ("Asked by", question.asked_for),
        ("Asked of", question.partner),
        ("Asked on", say_day(question.asked_on)),
    ]
    if meeting := question.meeting:
        url = reverse("meeting_detail", args=[meeting.uuid])
        facts.append({"key": "Asked at", "value": meeting, "url": url, "change": "See the meeting"})
    if question.put_on != question.asked_on:
        facts.append(("Put to the partner", f"{say_day(question.put_on)}; the 28 days run from there"))
    facts.append(("Response due", say_day(question.due_on)))
    if question.answered_at:
        facts.append(("Response written", _when(say_day(question.answered_at), say_lateness(question))))
    elif late := say_lateness(question):
        facts.append(("Late", late))
    if question.approved_at and works_on_it:
        facts.append(("Approved", f"{question.approved_by}, {say_moment(question.approved_at)}"))
    if question.published_at:
        facts.append(("Published", say_day(question.published_at)))
    if question.retracted_at:
        facts.append(("Response withdrawn", f"{say_day(question.retracted_at)}: {question.because}"))
    if question.state == QuestionState.WITHDRAWN:
        facts.append(("Why it was withdrawn", question.because))
    return facts


def of_recommendation(recommendation: Recommendation, user: User) -> dict[str, Any]:
    """A recommendation, what the partner said, and how it was followed up."""
    return about_recommendation(recommendation) | {
        "rows": _facts_of_recommendation(recommendation),
        "acts": _acts(recommendation, user, _RECOMMENDATION_ACTS, "recommendation"),
        "turn": _TURN.get(recommendation.state, ""),
        "follow_ups": [
            {"title": "The partner says", "at": each.reported_at, "text": each.words}
            for each in recommendation.follow_ups.all()
        ],
    }


def about_recommendation(recommendation: Recommendation) -> dict[str, Any]:
    """What every page of a recommendation names."""
    return {"recommendation": recommendation, "late": say_overdue(recommendation)}


def _facts_of_recommendation(recommendation: Recommendation) -> list[Any]:
    meeting = recommendation.meeting
    url = reverse("meeting_detail", args=[meeting.uuid])
    facts: list[Any] = [
        ("To", recommendation.partner),
        {
            "key": "Made at",
            "value": f"{meeting}, {say_day(meeting.held_on)}",
            "url": url,
            "change": "See the meeting",
        },
        ("Due", _when(say_day(recommendation.due_on), say_overdue(recommendation))),
    ]
    if recommendation.answered_at:
        accepted = "Rejected" if recommendation.state == RecommendationState.REJECTED else "Accepted"
        facts.append((accepted, f"{say_day(recommendation.answered_at)}: {recommendation.answer}"))
    if recommendation.closed_on and recommendation.outcome:
        facts.append(("What became of it", f"{say_day(recommendation.closed_on)}: {recommendation.outcome}"))
    return facts


def of_meeting(meeting: Meeting, user: User) -> dict[str, Any]:
    """A meeting: who came, what was asked and what was recommended."""
    rows = list(meeting.attendance.all())
    keeps = user.may(Permission.KEEP_SCRUTINY) and access.is_officer_of(user, meeting.partnership)
    return {
        "meeting": meeting,
        "came": [(row.partner, row.who) for row in rows if row.attended],
        "stayed_away": [(row.partner, row.apology or "No apology given") for row in rows if not row.attended],
        "questions": scope.questions_at(meeting, user),
        "recommendations": scope.recommendations_at(meeting),
        "keeps": keeps,
        "events": _course(scope.course_of(meeting)) if keeps else [],
    }


def _acts(thing: Any, user: User, known: Mapping[str, tuple[str, str, bool]], name: str) -> list[Act]:
    """The buttons of what this user can do now."""
    return [
        {
            "label": label,
            "needs": needs,
            "get": asks,
            "url": reverse(f"{name}_{verb}", args=[thing.uuid]),
            "outlined": verb in _TAKING_BACK,
        }
        for verb, (label, needs, asks) in known.items()
        if can(user, verb, thing)
    ]


def _course(happened: Iterable[Event], shown: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Events as the timeline draws them; with who did it and why for those who work on it."""
    return [
        {"title": _DONE[event.what], "at": event.recorded_at}
        | ({} if shown else {"by": event.by, "text": _why(event)})
        for event in happened
        if shown is None or event.what in shown
    ]


def _why(event: Event) -> str:
    return event.because.words if hasattr(event, "because") else ""


def _when(day: str, late: str) -> str:
    return f"{day}, {late}" if late else day
