"""What follows from a question or a recommendation: the clock that runs for it, and whom it falls to."""

from django.urls import reverse

from foundation.accounts.models import Team
from foundation.design.dates import today
from foundation.lifecycle import running

from ..clocks import RECOMMENDATION, RESPONSE, RESPONSE_APPROVAL
from ..models import Correction, Partner, Question, Recommendation
from ..states import OPEN_RECOMMENDATION, PUBLIC_QUESTION, CorrectionState, QuestionState


def follow_question(question: Question) -> None:
    """Let run what the question's state asks for, and stop the rest.

    A response that is sent back is due on the day it was due before. Officers are told of one that is late.
    """
    url, reference = reverse("question_detail", args=[question.uuid]), str(question)
    if question.state == QuestionState.ASKED:
        running.stop(question, RESPONSE_APPROVAL)
        team, told = falls_to(question.partner)
        running.start(
            RESPONSE, question, url=url, team=team, told_team=told, on=question.put_on, due_on=question.due_on,
            reference=reference,
        )  # fmt: skip
        return
    running.stop(question, RESPONSE, met=question.state != QuestionState.WITHDRAWN)
    if question.state == QuestionState.ANSWERED:
        running.start(
            RESPONSE_APPROVAL, question, url=url, team=question.partnership.team, reference=reference
        )
    elif question.state in PUBLIC_QUESTION:
        running.stop(question, RESPONSE_APPROVAL)


def follow_correction(correction: Correction) -> None:
    """Officers have as long to decide on a correction as on a response."""
    question = correction.question
    if correction.state == CorrectionState.WRITTEN:
        url = reverse("question_detail", args=[question.uuid])
        running.start(
            RESPONSE_APPROVAL, question, url=url, team=question.partnership.team, reference=str(question)
        )
    else:
        running.stop(question, RESPONSE_APPROVAL)


def follow_recommendation(recommendation: Recommendation) -> None:
    """The clock runs until it is rejected, carried out or given up."""
    if recommendation.state not in OPEN_RECOMMENDATION:
        running.stop(recommendation, RECOMMENDATION)
        return
    team, told = falls_to(recommendation.partner)
    running.start(
        RECOMMENDATION, recommendation, url=reverse("recommendation_detail", args=[recommendation.uuid]),
        team=team, told_team=told, due_on=recommendation.due_on, reference=reference_of(recommendation),
    )  # fmt: skip


def follow_scrutiny(partner: Partner) -> None:
    """After who writes for a partner has changed: what it owes the committee falls to its team, else to the officers,
    due when it was.
    """
    team, told = falls_to(partner)
    asked = Question.objects.waiting().filter(partner=partner)
    made = Recommendation.objects.still_open().filter(partner=partner)
    for row, clock in [*((each, RESPONSE) for each in asked), *((each, RECOMMENDATION) for each in made)]:
        running.hand_over(row, clock, team=team, user=None)
        running.tell_team(row, clock, team=told)


def falls_to(partner: Partner) -> tuple[Team, Team | None]:
    """(whose work it is, who is told besides when it is late): the officers', where nobody writes for a partner."""
    officers = partner.partnership.team
    writes = partner.team if partner.has_writers_on(today()) else None
    return (writes, officers) if writes else (officers, None)


def reference_of(recommendation: Recommendation) -> str:
    """What mails call it: never its words."""
    return f"Recommendation {recommendation.pk}"
