"""Meetings, questions and recommendations of scrutiny: who opens which address."""

from typing import Any

from tests.factories.partnership import (
    CorrectionFactory,
    MeetingFactory,
    QuestionFactory,
    RecommendationFactory,
)

from ..actors import IN_PARTNERSHIP, OFFICERS, PARTNERS, SCRUTINEERS, both, elsewhere
from ..rows import ACT, FORM, Kwargs, Row, of


def _seen(thing: str) -> Row:
    """By everybody of the partnership."""
    return Row(IN_PARTNERSHIP, elsewhere(IN_PARTNERSHIP), of(thing))


def _by(actors: set[str], kwargs: Kwargs, **more: Any) -> Row:
    """By these, in a state that may be another one than it needs."""
    return Row(actors, elsewhere(actors), kwargs, **{"get": (200, 409), "post": FORM, **more})


def _in(things: dict[str, Any]) -> dict[str, Any]:
    return {"slug": things["partnership"].slug}


ROWS: dict[str, Row] = {
    "question_list": Row(both(IN_PARTNERSHIP)),
    "question_ask": Row(both(OFFICERS | SCRUTINEERS), post=FORM),
    "question_detail": _seen("question"),
    "question_answer": _by(PARTNERS, of("question")),
    "question_send_back": _by(OFFICERS, of("question")),
    "question_withdraw": Row(  # an officer sees it, and is told who may
        SCRUTINEERS, elsewhere(OFFICERS | SCRUTINEERS), of("question"), post=FORM
    ),
    "question_approve": _by(OFFICERS, of("answered_question"), get=None, post=ACT),
    "question_publish": _by(OFFICERS, of("approved_question"), get=None, post=ACT),
    "question_correct": _by(PARTNERS, of("published_question")),
    "question_retract": _by(OFFICERS, of("published_question")),
    "correction_publish": _by(OFFICERS, of("correction"), get=None, post=ACT),
    "correction_refuse": _by(OFFICERS, of("correction")),
    "meeting_list": Row(both(IN_PARTNERSHIP)),
    "meeting_record": _by(OFFICERS, _in),
    "meeting_detail": _seen("scrutiny_meeting"),
    "meeting_correct": _by(OFFICERS, of("scrutiny_meeting")),
    "meeting_withdraw": _by(OFFICERS, of("scrutiny_meeting")),
    "recommendation_list": Row(both(IN_PARTNERSHIP)),
    "recommendation_make": _by(OFFICERS, of("scrutiny_meeting")),
    "recommendation_detail": _seen("recommendation"),
    "recommendation_answer_it": _by(PARTNERS, of("recommendation")),
    "recommendation_follow_up": _by(PARTNERS, of("accepted_recommendation")),
    "recommendation_close": _by(OFFICERS, of("accepted_recommendation")),
    "recommendation_withdraw": _by(OFFICERS, of("recommendation")),
}  # fmt: skip


def things(world: Any) -> dict[str, Any]:
    """What these addresses are asked about."""
    partnership, partner = world.things["partnership"], world.things["partner_of_it"]
    asked = {"partnership": partnership, "partner": partner, "asked_by": world.actors["scrutiny_member"]}
    meeting = MeetingFactory(partnership=partnership)
    made = {"meeting": meeting, "partner": partner}
    return {
        "question": QuestionFactory(**asked),
        "answered_question": QuestionFactory(state="answered", **asked),
        "approved_question": QuestionFactory(state="approved", **asked),
        "published_question": QuestionFactory(state="published", **asked),
        "correction": CorrectionFactory(question=QuestionFactory(state="published", **asked)),
        "scrutiny_meeting": meeting,
        "recommendation": RecommendationFactory(**made),
        "accepted_recommendation": RecommendationFactory(state="accepted", **made),
    }
