"""A published response put right or taken back: what everybody has read stays, and is told beside it (decision 157)."""

from django.db import transaction

from foundation.accounts.models import User
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused, check, perform

from ..models import Correction, Question
from ..states import CorrectionState
from . import notices
from .following import follow_correction, follow_question
from .wording import said

ONE_WAITS = "A correction of this response waits for the officers already. Wait for what they decide."
UNCHANGED = "This is what the response says already."


@transaction.atomic
def correct(question: Question, *, by: User, response: str, because: str) -> Correction:
    """Write how a published response should read, and why; somebody else publishes it.

    Raises NotYou, WrongState, LostRace, NotReady without words, and Refused while another one waits, and for the words
    that stand there.
    """
    check(question, "correct", by=by)
    words, because = said(response, "the response as it should read"), said(because, "why it is corrected")
    held = Question.objects.select_for_update().get(pk=question.pk)
    if held.corrections.filter(state=CorrectionState.WRITTEN).exists():
        raise Refused(ONE_WAITS)
    if words == held.standing_response:
        raise Refused(UNCHANGED)
    perform(question, "correct", by=by)
    correction = Correction.objects.create(question=question, response=words, because=because, written_by=by)
    events.write([events.entry(correction, "written", by=by)])
    follow_correction(correction)
    notices.tell_officers(notices.CorrectionWritten(question), question.partnership, by=by)
    return correction


@transaction.atomic
def publish(correction: Correction, *, by: User) -> Correction:
    """It stands in the place of the response, which stays to be read. Raises NotYou, WrongState, LostRace."""
    perform(correction, "publish", by=by)
    follow_correction(correction)
    notices.tell_concerned(notices.CorrectionPublished(correction.question), correction.question, by=by)
    return correction


@transaction.atomic
def refuse(correction: Correction, *, by: User, because: str) -> Correction:
    """The response stands as it was. Raises NotYou, WrongState, LostRace, NotReady without words."""
    because = said(because, "why it is refused")
    perform(correction, "refuse", by=by, words=because, because=because)
    follow_correction(correction)
    notices.tell_partner(notices.CorrectionRefused(correction.question), correction.question.partner, by=by)
    return correction


@transaction.atomic
def retract(question: Question, *, by: User, because: str) -> Question:
    """Take a published response back: everybody reads that, and why. Raises NotYou, WrongState, LostRace, NotReady, and
    Refused while a correction waits.
    """
    check(question, "retract", by=by)
    because = said(because, "why it is withdrawn")
    if question.corrections.filter(state=CorrectionState.WRITTEN).exists():
        raise Refused("A correction of this response waits. Decide on it first.")
    perform(question, "retract", by=by, words=because, because=because)
    follow_question(question)
    notices.tell_concerned(notices.ResponseRetracted(question), question, by=by)
    return question
