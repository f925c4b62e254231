"""The written response of a partner: written, sent back, approved, published (outcomes: section 5)."""

from django.db import transaction

from foundation.accounts.models import User
from foundation.lifecycle.transitions import perform

from ..models import Question
from . import notices
from .following import follow_question
from .wording import said


@transaction.atomic
def answer(question: Question, *, by: User, response: str) -> Question:
    """Write the partner's response; an officer reads it next. Raises NotYou, WrongState, LostRace, NotReady."""
    perform(question, "answer", by=by, response=said(response, "a written response"))
    follow_question(question)
    notices.tell_officers(notices.ResponseWritten(question), question.partnership, by=by)
    return question


@transaction.atomic
def send_back(question: Question, *, by: User, because: str) -> Question:
    """It does not answer what was asked, or was approved too early; it is due when it was.

    Raises NotYou, WrongState, LostRace, NotReady.
    """
    because = said(because, "why it is sent back")
    perform(question, "send_back", by=by, words=because, because=because)
    follow_question(question)
    notices.tell_partner(notices.ResponseSentBack(question), question.partner, by=by)
    return question


@transaction.atomic
def approve(question: Question, *, by: User) -> Question:
    """It may be published as it stands. Raises NotYou, for whoever wrote it too, WrongState, LostRace."""
    return perform(question, "approve", by=by)


@transaction.atomic
def publish(question: Question, *, by: User) -> Question:
    """Open question and response to everybody; whoever asked is told. Raises NotYou, WrongState, LostRace."""
    perform(question, "publish", by=by)
    follow_question(question)
    notices.tell_concerned(notices.ResponsePublished(question), question, by=by)
    return question
