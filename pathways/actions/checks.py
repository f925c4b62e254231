"""Answering a check: yes, no, unknown or out of scope; put right with a reason, or taken back at once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation.design.dates import say_day, say_moment, today
from foundation.lifecycle import facts, running
from foundation.lifecycle.transitions import Refused
from people.rules import says_too_much
from people.rules.words import lacks_words

from .. import access
from ..checks.asking import keep_asking
from ..checks.beside import reasons_for
from ..clocks import CHECK
from ..models import Check
from .following import hold
from .lasting import follow_answer, has_moved_pathway

A = Check.Answer
NOT_BY_HAND = (
    "Nobody says by hand that this is out of scope: record the recall or the death. Otherwise answer “unknown”, with "
    "what was tried."
)


class AnsweredMeanwhile(Refused):
    """Somebody else has answered since the form was opened. `.check` is the check as it stands now."""

    def __init__(self, check: Check) -> None:
        self.check = check
        said = f"“{check.get_answer_display()}”" if check.answer else "that it is not answered"
        reason = f" ({check.reason})" if check.reason else ""
        at = check.answered_at or check.recorded_at
        super().__init__(
            f"{check.answered_by or 'The record'} said {said}{reason} on {say_moment(at)}, after you opened "
            "this page. Nothing of yours was saved. Read it, and put it right below if it is wrong."
        )


@transaction.atomic
def answer_check(
    check: Check, *, by: Any, answer: str, seen_as: str, reason: str = "", because: str = ""
) -> Check:
    """Answer a check, or put its answer right; what it said before is kept, and the pathway follows.

    reason: what was tried where the answer is unknown, why it is not asked where it is out of scope. seen_as: the
    version that `by` had read (`check.seen_as`). because: what was wrong with the former answer, where there is one.
    Raises NotYou for staff who are not involved, AnsweredMeanwhile, Refused before its day, ValidationError by field.
    The same answer by the same user again changes nothing. (domain: Checks)
    """
    access.ask_to_answer(by, check)
    hold(check.person)
    check.refresh_from_db()
    reason = reason.strip() if answer in (A.UNKNOWN, A.OUT_OF_SCOPE) else ""
    said = {"answer": answer, "reason": reason, "answered_by": by, "by_rule": False}
    if all(getattr(check, name) == value for name, value in said.items()):
        return check
    said["answered_at"] = timezone.now()
    _ask_whether_open(check, seen_as=seen_as, answer=answer)
    _ask_whether_said(check, answer=answer, reason=reason, because=because)
    former = check.answer
    facts.correct([(check, said)], by=by, what="answer_corrected" if former else "answered", words=because)
    running.stop(check, CHECK)
    follow_answer(check)
    return check


@transaction.atomic
def take_back_answer(check: Check, *, by: Any) -> Check:
    """Undo one's own answer of today, as after a slip of the thumb: the check is asked again.

    Raises NotYou, and Refused for an answer of somebody else, of another day, or on which the pathway has moved.
    """
    access.ask_to_answer(by, check)
    hold(check.person)
    check.refresh_from_db()
    if not check.answer:
        return check
    if check.answered_by_id != by.pk or timezone.localdate(check.answered_at) != today():
        raise Refused(
            "Only your own answer of today can be undone. Put this one right, and say what was wrong."
        )
    if has_moved_pathway(check):
        raise Refused("The pathway has moved on this answer. Put it right, and say what was wrong.")
    nothing = {"answer": "", "reason": "", "answered_by": None, "answered_at": None}
    facts.correct([(check, nothing)], by=by, what="answer_undone")
    keep_asking([check.person_id])
    return check


def _ask_whether_open(check: Check, *, seen_as: str, answer: str) -> None:
    if check.superseded_at is not None:
        raise Refused("This is asked no longer: the date it followed from was put right.")
    if check.seen_as != seen_as:
        raise AnsweredMeanwhile(check)
    if not check.has_come and answer != A.OUT_OF_SCOPE:
        raise Refused(f"This is about {say_day(check.point_on)}. It can be answered on that day or later.")


def _ask_whether_said(check: Check, *, answer: str, reason: str, because: str) -> None:
    """Raise one ValidationError that names every field at fault."""
    faults = {}
    if answer not in A.values:
        faults["answer"] = "Choose yes, no, unknown or out of scope."
    if answer == A.UNKNOWN and (
        wrong := lacks_words(reason, "Say what was tried, such as who was rung and when.")
    ):
        faults["reason"] = wrong
    if answer == A.OUT_OF_SCOPE and reason not in reasons_for(check):
        faults["reason"] = "Choose why it is out of scope." if reasons_for(check) else NOT_BY_HAND
    needed = (
        lacks_words(because, "Say what was wrong with the answer.")
        if check.answer
        else says_too_much(because)
    )
    if needed:
        faults["because"] = needed
    if faults:
        raise ValidationError(faults)
