"""Assessing a need, declining support with it, and a setback that a worker records (domain: Pathways)."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from foundation.design.dates import say_day, today
from foundation.lifecycle import events, facts
from foundation.lifecycle.transitions import Refused, enter, perform
from people.models import Person
from people.rules import lacks_words

from .. import access
from ..checks.asking import keep_asking
from ..handovers import duty
from ..kinds import Kind
from ..models import Assessment, Pathway
from ..setbacks import CLAIMS, SPELLS
from ..standing import spells_of
from ..states import ClaimState
from ..states import PathwayState as P
from .following import follow_what_stands, hold


@transaction.atomic
def assess_need(person: Person, kind: Kind, *, by: Any, answers: Mapping[str, str]) -> Assessment:
    """Answer the kind's current questions: any answer that means a need identifies it, else there is none.

    answers: the slug of the answer by the slug of the question. A pathway that was never opened is opened by it; a job,
    home or treatment that stands moves it at once. The same answers of the same day twice are one assessment, as long
    as nothing has come of them. Raises NotYou for staff who are not involved, ValidationError by
    question for an answer that lacks or is not declared, WrongState on a pathway that is under way already or closed,
    Refused of somebody who has died. (domain: Pathways, assess)
    """
    access.ask_to_record(by, Pathway(person=person, kind=kind.slug))
    questions = kind.question_set
    _ask_whether_answered(kind, answers)
    if hold(person).died_on:
        raise Refused("This person has died. Nothing more is assessed.")
    pathway = _pathway_of(person, kind, by)
    assessment = Assessment(
        person=person, pathway=pathway, question_version=questions.version, assessed_by=by, assessed_on=today(),
        answers={question.slug: answers[question.slug] for question in questions.questions},
        found_need=questions.finds_need(answers),
    )  # fmt: skip
    if sent_twice := _same_as(assessment):
        return sent_twice
    facts.record([assessment], by=by, what="assessed")
    perform(pathway, "assess", by=by, found_need=assessment.found_need, told={"assessment": assessment})
    if assessment.found_need:
        follow_what_stands(person, [pathway])
    keep_asking([person.pk])
    return assessment


@transaction.atomic
def decline_support(pathway: Pathway, *, by: Any, reason: str) -> Pathway:
    """The person does not want support with this need; `reason` is theirs. It can be assessed again at any time.

    Raises NotYou for staff who are not involved, ValidationError without a reason, WrongState in any other state.
    """
    access.ask_to_record(by, pathway)
    _ask_for_words(reason, "Write the person's reason.")
    _hold(pathway)
    perform(pathway, "decline_support", by=by, words=reason)
    duty.settle(pathway.person)
    keep_asking([pathway.person_id])
    return pathway


@transaction.atomic
def set_back(pathway: Pathway, *, by: Any, on: datetime.date, reason: str) -> Pathway:
    """What was achieved is over, though no job, home or treatment says so: dated, counted, and never undone.

    It holds until something newer than what is recorded now achieves the pathway again (setbacks.py).
    Raises NotYou for staff who are not involved, ValidationError by field without a reason or for a day that is to come
    or before it was achieved, WrongState on a pathway that has not been achieved.
    """
    access.ask_to_record(by, pathway)
    _ask_for_words(reason, "Write what happened.")
    _hold(pathway)
    if fault := _fault_of_day(pathway, on):
        raise ValidationError({"on": fault})
    verified = pathway.claims.filter(state=ClaimState.VERIFIED).order_by("pk")
    about = {SPELLS: [spell.pk for spell in spells_of(pathway)], CLAIMS: [claim.pk for claim in verified]}
    return perform(pathway, "set_back", by=by, effective_on=on, words=reason, told=about)


def _pathway_of(person: Person, kind: Kind, by: Any) -> Pathway:
    """The person's pathway of the kind; one that was never opened is opened now, not yet assessed."""
    known = Pathway.objects.filter(person=person, kind=kind.slug).first()
    if known:
        return known
    opened = enter(Pathway(person=person, kind=kind.slug, opened_on=today()), P.NOT_ASSESSED)
    return facts.record([opened], by=by, what="opened")[0]


def _same_as(assessment: Assessment) -> Assessment | None:
    """The pathway's last assessment, where it says the same and the pathway still stands where that has put it."""
    pathway = assessment.pathway
    last = pathway.assessments.first()
    told = ("question_version", "assessed_by", "assessed_on", "answers")
    if last is None or any(getattr(last, name) != getattr(assessment, name) for name in told):
        return None
    return last if pathway.state == (P.NEED_IDENTIFIED if last.found_need else P.NO_NEED) else None


def _hold(pathway: Pathway) -> None:
    hold(pathway.person)
    pathway.refresh_from_db()


def _ask_whether_answered(kind: Kind, answers: Mapping[str, str]) -> None:
    faults = {}
    for question in kind.question_set.questions:
        if answers.get(question.slug) not in {answer.slug for answer in question.answers}:
            faults[question.slug] = f"Choose an answer: {question.text}"
    if faults:
        raise ValidationError(faults)


def _ask_for_words(reason: str, needed: str) -> None:
    if fault := lacks_words(reason, needed):
        raise ValidationError({"reason": fault})


def _fault_of_day(pathway: Pathway, on: datetime.date) -> str:
    if on > today():
        return "The day of the setback must be today or earlier."
    achieved = events.of(pathway).filter(what="achieve").order_by("-pk").first()
    if achieved and on < achieved.effective_on:
        return f"The setback cannot be before it was achieved, {say_day(achieved.effective_on)}."
    return ""
