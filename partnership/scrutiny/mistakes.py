"""Taking back what was entered by mistake, before anybody but those who work in the partnership has read it: it is
kept, with the reason, and told in no pack.
"""

import datetime

from django.db import transaction

from foundation.accounts.models import User
from foundation.design.dates import today
from foundation.lifecycle import events
from foundation.lifecycle.transitions import NotReady, Refused, check, perform
from outcomes.periods import period

from ..models import Meeting, Pack, Partnership, Question, Recommendation
from ..states import QuestionState, RecommendationState
from . import notices
from .following import follow_recommendation
from .recommending import ask_who_keeps
from .wording import said

WHY = "why it is withdrawn"
TOLD = "A published pack tells it already: put it right, or follow it up to its end."
ENDS = " was withdrawn: it was entered by mistake."


@transaction.atomic
def withdraw_recommendation(recommendation: Recommendation, *, by: User, because: str) -> Recommendation:
    """It was never made, or is entered twice. Raises NotYou, WrongState, LostRace, NotReady without a reason, and
    Refused once a published pack tells it.
    """
    check(recommendation, "withdraw", by=by)
    meeting = recommendation.meeting
    _ask_whether_told(recommendation, meeting.partnership, meeting.held_on)
    because = said(because, WHY)
    perform(recommendation, "withdraw", by=by, words=because, because=because, on=today())
    follow_recommendation(recommendation)
    message = notices.RecommendationClosed(recommendation, ENDS)
    notices.tell_partner(message, recommendation.partner, by=by)
    return recommendation


@transaction.atomic
def withdraw_meeting(meeting: Meeting, *, by: User, because: str) -> Meeting:
    """It was not held, or is recorded twice. Raises NotYou, NotReady without a reason and while a question or a
    recommendation of it stands, and Refused once it is withdrawn or a published pack tells it.
    """
    ask_who_keeps(by, meeting.partnership)
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if held.withdrawn_on:
        raise Refused("This meeting is withdrawn already.")
    _ask_whether_told(held, meeting.partnership, held.held_on)
    if standing := _resting_on(held):
        raise NotReady([f"to withdraw {each} first" for each in standing])
    held.because, held.withdrawn_on = said(because, WHY), today()
    held.save(update_fields=["because", "withdrawn_on"])
    events.write([events.entry(held, "withdraw", by=by, words=held.because)])
    return held


def _resting_on(meeting: Meeting) -> list[str]:
    asked = Question.objects.filter(meeting=meeting).exclude(state=QuestionState.WITHDRAWN)
    made = Recommendation.objects.filter(meeting=meeting).exclude(state=RecommendationState.WITHDRAWN)
    to = [f"the recommendation to {each.partner}" for each in made.select_related("partner").order_by("pk")]
    return [*(str(each).lower() for each in asked.order_by("number")), *to]


def _ask_whether_told(row: Recommendation | Meeting, partnership: Partnership, on: datetime.date) -> None:
    """Raises Refused where a pack that was ever published was built since, of a period that reaches to the day."""
    entered = events.of(row).first()
    packs = Pack.objects.filter(partnership=partnership).ever_published()
    packs = packs.filter(built_at__gte=entered.recorded_at) if entered else packs
    if any(period(label).ends_on >= on for label in packs.values_list("period", flat=True)):
        raise Refused(TOLD)
