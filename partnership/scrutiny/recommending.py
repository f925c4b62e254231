"""What the committee recommends, and what becomes of it (outcomes: section 5)."""

import datetime

from django.db import transaction

from foundation.accounts import access as accounts
from foundation.accounts.access import NotYou
from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import say_day, today
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused, perform

from .. import access
from ..models import FollowUp, Meeting, Partner, Partnership, Recommendation
from ..states import RecommendationState
from . import notices
from .following import follow_recommendation
from .wording import said

WITHDRAWN = "This meeting was recorded by mistake, and is withdrawn."


@transaction.atomic
def recommend(
    meeting: Meeting, partner: Partner, *, by: User, text: str, due_on: datetime.date
) -> Recommendation:
    """Enter what the committee recommended to a partner at a meeting. Sent twice, it is one.

    Raises NotYou, NotReady without words, and Refused for a partner that was not in the partnership then and for a day
    before the meeting.
    """
    ask_who_keeps(by, meeting.partnership)
    if partner.partnership_id != meeting.partnership_id or not partner.takes_part_on(meeting.held_on):
        raise Refused(f"{partner} was not in the partnership on {say_day(meeting.held_on)}.")
    if due_on < meeting.held_on:
        raise Refused("It cannot be due before the meeting that made it.")
    if Meeting.objects.select_for_update().get(pk=meeting.pk).withdrawn_on:
        raise Refused(WITHDRAWN)
    made = {
        "meeting": meeting,
        "partner": partner,
        "text": said(text, "what is recommended"),
        "due_on": due_on,
    }
    if sent_before := Recommendation.objects.still_open().filter(**made).first():
        return sent_before
    recommendation = Recommendation.objects.create(**made, state=RecommendationState.MADE)
    events.write([events.entry(recommendation, "made", by=by, effective_on=meeting.held_on)])
    follow_recommendation(recommendation)
    notices.tell_partner(notices.RecommendationMade(recommendation), partner, by=by)
    return recommendation


@transaction.atomic
def answer_it(recommendation: Recommendation, *, by: User, accepts: bool, answer: str) -> Recommendation:
    """The partner says how it will do it, or why not. Raises NotYou, WrongState, LostRace, NotReady without words."""
    state = RecommendationState.ACCEPTED if accepts else RecommendationState.REJECTED
    words = said(answer, "how it will be carried out, or why not")
    perform(recommendation, "answer_it", by=by, as_=state, answer=words)
    follow_recommendation(recommendation)
    _tell_officers(recommendation, " was accepted." if accepts else " was rejected.", by)
    return recommendation


@transaction.atomic
def follow_up(recommendation: Recommendation, *, by: User, words: str) -> FollowUp:
    """The partner says how far it is; what was said stays. Sent twice, it is told once.

    Raises NotYou, WrongState, LostRace, NotReady without words.
    """
    words = said(words, "what was done")
    told = recommendation.follow_ups.first()
    if told and (told.reported_by_id, told.words) == (by.pk, words):
        return told
    perform(recommendation, "follow_up", by=by)
    told = FollowUp.objects.create(recommendation=recommendation, words=words, reported_by=by)
    _tell_officers(recommendation, ": the partner says how far it is.", by)
    return told


@transaction.atomic
def close(recommendation: Recommendation, *, by: User, carried_out: bool, outcome: str) -> Recommendation:
    """The committee has seen what became of it. Raises NotYou, WrongState, LostRace, NotReady without words."""
    state = RecommendationState.CARRIED_OUT if carried_out else RecommendationState.GIVEN_UP
    words = said(outcome, "what became of it")
    perform(recommendation, "close", by=by, as_=state, outcome=words, on=today())
    follow_recommendation(recommendation)
    ends = " was closed as carried out." if carried_out else " was closed as not carried out."
    message = notices.RecommendationClosed(recommendation, ends)
    notices.tell_partner(message, recommendation.partner, by=by)
    return recommendation


def ask_who_keeps(by: User, partnership: Partnership) -> None:
    """Raises NotYou for anybody but an officer of the partnership."""
    accounts.ask(by, Permission.KEEP_SCRUTINY)
    if not access.is_officer_of(by, partnership):
        raise NotYou("Only an officer of the partnership can do this.")


def _tell_officers(recommendation: Recommendation, text: str, by: User) -> None:
    message = notices.RecommendationAnswered(recommendation, text)
    notices.tell_officers(message, recommendation.partner.partnership, by=by)
