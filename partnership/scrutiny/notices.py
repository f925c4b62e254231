"""What those concerned by scrutiny are told: a number and a day, never the words of a question or a response."""

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.notices import Message, tell
from foundation.accounts.roles import Permission
from foundation.design.dates import say_day, today

from ..models import Partner, Partnership, Question, Recommendation
from .following import reference_of


class _AboutQuestion(Message):
    def __init__(self, question: Question, text: str) -> None:
        url = reverse("question_detail", args=[question.uuid])
        super().__init__(text=f"{question} to {question.partner}{text}", url=url, reference=str(question))


class QuestionAsked(_AboutQuestion):
    """To the partner's users, and to the officers."""

    kind = "question_asked"
    mail_subject = "Throughgate: scrutiny has asked, {reference}"
    mail_text = "{reference} of the scrutiny committee waits for a written response."

    def __init__(self, question: Question) -> None:
        super().__init__(question, f" was asked. The response is due on {say_day(question.due_on)}.")


class ResponseWritten(_AboutQuestion):
    """To the officers, who approve it."""

    kind = "response_written"
    mail_subject = "Throughgate: a response to be approved, {reference}"
    mail_text = "A response was written to {reference}. Approve it, or send it back."

    def __init__(self, question: Question) -> None:
        super().__init__(question, " has a response. Approve it, or send it back.")


class ResponseSentBack(_AboutQuestion):
    """To the partner's users."""

    kind = "response_sent_back"
    mail_subject = "Throughgate: a response was sent back, {reference}"
    mail_text = "The response to {reference} was sent back. Read why, and write it again."

    def __init__(self, question: Question) -> None:
        super().__init__(question, f": the response was sent back. It is due on {say_day(question.due_on)}.")


class ResponsePublished(_AboutQuestion):
    """To the member who asked, and to the partner's users."""

    kind = "response_published"
    mail_subject = "Throughgate: a response was published, {reference}"
    mail_text = "The response to {reference} was published."

    def __init__(self, question: Question) -> None:
        super().__init__(question, ": the response is published.")


class ResponseRetracted(_AboutQuestion):
    """To the member who asked, and to the partner's users."""

    kind = "response_retracted"
    mail_subject = "Throughgate: a published response was withdrawn, {reference}"
    mail_text = "The published response to {reference} was withdrawn. Read there why."

    def __init__(self, question: Question) -> None:
        super().__init__(question, ": the published response was withdrawn.")


class CorrectionWritten(_AboutQuestion):
    """To the officers, who publish it."""

    kind = "correction_written"
    mail_subject = "Throughgate: a correction to be approved, {reference}"
    mail_text = "A correction of the published response to {reference} was written. Publish it, or refuse it."

    def __init__(self, question: Question) -> None:
        super().__init__(
            question, ": a correction of the published response waits. Publish it, or refuse it."
        )


class CorrectionPublished(_AboutQuestion):
    """To the member who asked, and to the partner's users."""

    kind = "correction_published"
    mail_subject = "Throughgate: a response was corrected, {reference}"
    mail_text = "The published response to {reference} was corrected."

    def __init__(self, question: Question) -> None:
        super().__init__(question, ": the published response was corrected.")


class CorrectionRefused(_AboutQuestion):
    """To the partner's users."""

    kind = "correction_refused"
    mail_subject = "Throughgate: a correction was refused, {reference}"
    mail_text = "The correction of the response to {reference} was refused. Read there why."

    def __init__(self, question: Question) -> None:
        super().__init__(question, ": the correction was refused. The response stands as it was.")


class QuestionWithdrawn(_AboutQuestion):
    """To the partner's users, and to the officers."""

    kind = "question_withdrawn"
    mail_subject = "Throughgate: a question was withdrawn, {reference}"
    mail_text = "{reference} was withdrawn. No response is wanted any more."

    def __init__(self, question: Question) -> None:
        super().__init__(question, " was withdrawn. No response is wanted any more.")


class _AboutRecommendation(Message):
    def __init__(self, recommendation: Recommendation, text: str) -> None:
        url = reverse("recommendation_detail", args=[recommendation.uuid])
        super().__init__(
            text=f"A recommendation to {recommendation.partner}{text}",
            url=url,
            reference=reference_of(recommendation),
        )


class RecommendationMade(_AboutRecommendation):
    """To the partner's users."""

    kind = "recommendation_made"
    mail_subject = "Throughgate: scrutiny has made a recommendation to you"
    mail_text = "{reference} of the scrutiny committee waits for your answer."

    def __init__(self, recommendation: Recommendation) -> None:
        super().__init__(
            recommendation, f" was made. Say whether you accept it; it is due on {say_day(recommendation.due_on)}."
        )  # fmt: skip


class RecommendationAnswered(_AboutRecommendation):
    """To the officers, whenever the partner says something about it."""

    kind = "recommendation_answered"
    mail_subject = "Throughgate: a partner has answered a recommendation"
    mail_text = "The partner has said something about {reference}."


class RecommendationClosed(_AboutRecommendation):
    """To the partner's users."""

    kind = "recommendation_closed"
    mail_subject = "Throughgate: a recommendation was closed"
    mail_text = "{reference} was closed."


def tell_partner(message: Message, partner: Partner, *, by: User) -> None:
    """Everybody who answers for the partner."""
    tell(message, writers_of(partner), except_for=by)


def tell_concerned(message: Message, question: Question, *, by: User) -> None:
    """Whoever asked, and everybody who answers for the partner."""
    tell(message, [question.asked_by, *writers_of(question.partner)], except_for=by)


def tell_officers(message: Message, partnership: Partnership, *, by: User) -> None:
    """Everybody who keeps the partnership's scrutiny."""
    tell(message, officers_of(partnership), except_for=by)


def writers_of(partner: Partner) -> list[User]:
    """Nobody, of a partner that has no team or has left."""
    team = partner.team_id if partner.has_writers_on(today()) else None
    return _of_team(team, Permission.ANSWER_QUESTION)


def officers_of(partnership: Partnership) -> list[User]:
    return _of_team(partnership.team_id, Permission.KEEP_SCRUTINY)


def _of_team(team_id: int | None, permission: Permission) -> list[User]:
    if team_id is None:
        return []
    return [user for user in User.objects.in_teams(team_id) if user.may(permission)]
