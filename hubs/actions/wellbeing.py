"""Keeping what a person says of their wellbeing, and putting it right."""

import datetime

from django.db import transaction
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.lifecycle import facts
from foundation.lifecycle.meanwhile import ask_whether_unchanged
from foundation.lifecycle.transitions import Refused
from people.models import Person
from people.rules import says_nothing, says_too_much

from .. import access
from ..models import Hub, Wellbeing
from ..models.wellbeing import QUESTIONS
from ..wellbeing.questions import OFF_THE_SCALE, Answers, off_the_scale


@transaction.atomic
def record_wellbeing(
    person: Person, hub: Hub, *, by, occasion: str, asked_on: datetime.date, answers: Answers
) -> Wellbeing:
    """Keep the answers of a person asked at an induction or a review; without any, that they were asked.

    Asked twice on one day of one occasion, an answer given the second time replaces the first, which is kept in a
    former version; a question then passed over keeps its answer. Raises Refused for an answer off the scale and a day
    to come, NotYou. (domain: Wellbeing)
    """
    _ask_at_hub(by, hub)
    _check_scale(answers)
    if asked_on > timezone.localdate():
        raise Refused("The questions on wellbeing can be recorded on the day they are asked or after it.")
    said = {name: answers.get(name) for name in QUESTIONS}
    Hub.objects.select_for_update(no_key=True).get(pk=hub.pk)
    same = Wellbeing.objects.filter(person=person, hub=hub, occasion=occasion, asked_on=asked_on)
    if known := same.first():
        answered = {name: answer for name, answer in said.items() if answer is not None}
        facts.correct([(known, answered)], by=by, what="asked_again")
        return known
    made = Wellbeing(person=person, hub=hub, occasion=occasion, asked_on=asked_on, asked_by=by, **said)
    return facts.record([made], by=by, what="asked")[0]


@transaction.atomic
def correct_wellbeing(
    wellbeing: Wellbeing, *, by, reason: str, answers: Answers, seen_as: str = ""
) -> Wellbeing:
    """Put answers right that were written down wrongly; what was said before is kept.

    seen_as: the version that `by` had read (`wellbeing.seen_as`); what stands so already is no other. Raises Refused
    without a reason and for an answer off the scale, ChangedMeanwhile, NotYou for somebody from elsewhere.
    """
    _ask_at_hub(by, wellbeing.hub)
    if says_nothing(reason):
        raise Refused("Say why the answers are corrected.")
    if too_long := says_too_much(reason):
        raise Refused(too_long)
    _check_scale(answers)
    standing = Wellbeing.objects.select_for_update(of=("self",), no_key=True).get(pk=wellbeing.pk)
    said = {name: answers.get(name) for name in QUESTIONS}
    if any(getattr(standing, name) != answer for name, answer in said.items()):
        ask_whether_unchanged(standing, seen_as)
    facts.correct([(standing, said)], by=by, words=reason)
    return standing


def _ask_at_hub(by, hub: Hub) -> None:
    ask(by, Permission.RECORD_INDUCTION)
    if by is not None and not access.works_at(by, hub):
        raise NotYou(f"Only a worker of {hub.name} can record or correct what was answered there.")


def _check_scale(answers: Answers) -> None:
    if off_the_scale(answers):
        raise Refused(OFF_THE_SCALE)
