"""Questions of the hub and answers of the referrer; the decision clock stands still in between."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from foundation.accounts.notices import tell
from foundation.design.dates import today
from foundation.lifecycle import running
from foundation.lifecycle.transitions import check, perform
from people.rules import says_nothing

from .. import notices, running_clocks
from ..clocks import DECISION
from ..models import Question, Referral


@transaction.atomic
def request_information(referral: Referral, *, by, questions: Sequence[str]) -> list[Question]:
    """Ask the referrer; until they answer, their clock runs and the hub's stands still.

    Raises NotReady without a question, WrongState, LostRace, NotYou. (domain: Referral, request_information)
    """
    asked = [text.strip() for text in questions if not says_nothing(text)]
    perform(referral, "request_information", by=by, questions=asked, told={"questions": len(asked)})
    now = timezone.now()
    made = Question.objects.bulk_create(
        Question(referral=referral, person=referral.person, text=text, asked_by=by, asked_at=now)
        for text in asked
    )
    running_clocks.follow(referral)
    tell(notices.QuestionsAsked(referral), notices.referring_side(referral), except_for=by)
    return made


@transaction.atomic
def provide_information(referral: Referral, *, by, answers: Mapping[int, str]) -> Referral:
    """Answer the open questions, by their keys; the hub's clock goes on.

    Raises NotReady naming every question without an answer, and then nothing is kept; WrongState, LostRace, NotYou.
    """
    check(referral, "provide_information", by=by)
    now, answered = timezone.now(), []
    for question in referral.questions.select_for_update().filter(answered_at=None):
        if not says_nothing(said := answers.get(question.pk, "")):
            question.answer, question.answered_by, question.answered_at = said.strip(), by, now
            answered.append(question)
    Question.objects.bulk_update(answered, ["answer", "answered_by", "answered_at"])
    run = running.resume(referral, DECISION)
    due_on = run.due_on if run else DECISION.due_on(today())
    perform(referral, "provide_information", by=by, due_on=due_on, told={"due_on": due_on})
    running_clocks.follow(referral)
    tell(notices.QuestionsAnswered(referral), notices.hub_side(referral), except_for=by)
    return referral
