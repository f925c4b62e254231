"""Asking a partner a question, and taking it back (outcomes: section 5)."""

import datetime

from django.db import transaction
from django.db.models import Max

from foundation.accounts import access as accounts
from foundation.accounts.access import NotYou
from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import say_day, today
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused, perform

from .. import access
from ..clocks import RESPONSE
from ..models import Meeting, Partner, Partnership, Question
from ..states import QuestionState
from . import notices
from .following import follow_question
from .wording import said


@transaction.atomic
def ask_partner(
    partner: Partner,
    *,
    by: User,
    text: str,
    asked_for: str = "",
    meeting: Meeting | None = None,
    asked_on: datetime.date | None = None,
) -> Question:
    """Ask for a written response within 28 days of today, when it is put to the partner: a question that was asked at a
    meeting weeks ago is not late the day it is entered. Counted within the partnership, however many ask at once.

    asked_for: the member or committee that asks, as it will be published; a member asks for themselves. asked_on: the
    meeting's day, where one is named; else today for a member, and what the officer says. Sent twice, one question.
    Raises NotYou, NotReady without words, and Refused for a day ahead, another partnership's meeting, or a partner that
    is not in it on the day.
    """
    partnership = _held(partner)
    is_officer = access.is_officer_of(by, partnership)
    ask_who_asks(by, partnership)
    day = _day_of(meeting, asked_on if is_officer else None)
    _ask_whether_fits(partner, meeting, day)
    asked = {
        "partnership": partnership, "partner": partner, "asked_by": by, "meeting": meeting,
        "asked_for": said(asked_for, "who asks") if is_officer else by.name, "text": said(text, "the question"),
        "asked_on": day,
    }  # fmt: skip
    if sent_before := Question.objects.waiting().filter(**asked).first():
        return sent_before
    last = Question.objects.filter(partnership=partnership).aggregate(last=Max("number"))["last"] or 0
    question = Question.objects.create(
        **asked, number=last + 1, due_on=RESPONSE.due_on(today()), state=QuestionState.ASKED
    )
    events.write([events.entry(question, "asked", by=by, effective_on=question.asked_on)])
    follow_question(question)
    notices.tell_partner(notices.QuestionAsked(question), partner, by=by)
    notices.tell_officers(notices.QuestionAsked(question), partnership, by=by)
    return question


@transaction.atomic
def withdraw(question: Question, *, by: User, because: str) -> Question:
    """No response is wanted any more. Raises NotYou, WrongState, LostRace, NotReady without a reason."""
    because = said(because, "why it is withdrawn")
    perform(question, "withdraw", by=by, words=because, because=because)
    follow_question(question)
    notices.tell_partner(notices.QuestionWithdrawn(question), question.partner, by=by)
    notices.tell_officers(notices.QuestionWithdrawn(question), question.partnership, by=by)
    return question


def ask_who_asks(by: User, partnership: Partnership) -> None:
    """Raises NotYou for anybody but a member of the committee, or an officer who enters it for one."""
    accounts.ask(by, Permission.ASK_QUESTION)
    if not (access.scrutinises(by, partnership) or access.is_officer_of(by, partnership)):
        raise NotYou("Only a member of the scrutiny committee, or an officer for one, asks questions.")


def _held(partner: Partner) -> Partnership:
    """The partnership, held until the question has its number: two at once wait for each other."""
    return Partnership.objects.select_for_update().get(pk=partner.partnership_id)


def _day_of(meeting: Meeting | None, asked_on: datetime.date | None) -> datetime.date:
    return meeting.held_on if meeting else asked_on or today()


def _ask_whether_fits(partner: Partner, meeting: Meeting | None, day: datetime.date) -> None:
    if day > today():
        raise Refused("A question cannot have been asked on a day ahead.")
    if meeting and meeting.withdrawn_on:
        raise Refused("The meeting was recorded by mistake, and is withdrawn.")
    if meeting and meeting.partnership_id != partner.partnership_id:
        raise Refused("The meeting was of another partnership.")
    if not partner.takes_part_on(day):
        raise Refused(f"{partner} was not in the partnership on {say_day(day)}. Ask one that was.")
