"""Whether what a pack tells still stands: the reports that it rests on, the responses in it, and what was taken back
before anybody but those who work in the partnership had read it.
"""

from collections.abc import Iterator

from foundation.design.dates import say_day
from foundation.lifecycle import events
from foundation.lifecycle.dates import quarter_start
from outcomes.models import Snapshot
from outcomes.periods import quarter_with

from ..models import Meeting, Pack, Question, Recommendation, Return
from ..states import RecommendationState, ReturnState
from .value import WholePack


def lost_since(whole: WholePack) -> Iterator[tuple[str, str, str]]:
    """(report, measures, what happened) of each report behind the pack that was withdrawn or corrected since.

    The pack's own bytes stay.
    """
    uuids = {each.uuid: each for each in whole.rests_on}
    for snapshot in Snapshot.objects.filter(uuid__in=uuids).taken_back().order_by("turn"):
        each = uuids[str(snapshot.uuid)]
        told = (
            f"It was withdrawn: {snapshot.because}"
            if snapshot.is_withdrawn
            else "A correction stands in its place."
        )
        yield each.report, ", ".join(dict.fromkeys(each.measures)), told


def reworded_since(pack: Pack) -> Iterator[str]:
    """A sentence for each response of the partnership that was published before the pack was built, and corrected or
    withdrawn since.
    """
    theirs = Question.objects.filter(partnership=pack.partnership, published_at__lte=pack.built_at)
    for question in theirs.with_corrections().order_by("number"):
        named = f"The response to {str(question).lower()} was"
        later = [each for each in question.told if each.decided_at and each.decided_at > pack.built_at]
        if question.retracted_at and question.retracted_at > pack.built_at:
            yield f"{named} withdrawn on {say_day(question.retracted_at)}: {question.because}"
        elif later:
            yield f"{named} corrected on {say_day(later[-1].decided_at)}: {later[-1].because}"


def taken_back_since(pack: Pack) -> Iterator[str]:
    """A sentence for each return of the pack's period that was sent back or withdrawn since the pack was built, and for
    each meeting and recommendation that was withdrawn as entered by mistake. None of a pack that was published: its
    words are out.
    """
    labels = [quarter_with(quarter_start(number)).label for number in pack.period_of.quarters]
    of_it = Return.objects.filter(partner__partnership=pack.partnership, period__in=labels).with_partner()
    back = of_it.filter(state__in=[ReturnState.RETURNED, ReturnState.WITHDRAWN], decided_at__gt=pack.built_at)
    for quarterly in back.order_by("pk"):
        yield f"The return of {quarterly} was {str(quarterly.get_state_display()).lower()}."
    meetings = Meeting.objects.filter(partnership=pack.partnership).exclude(withdrawn_on=None)
    made = Recommendation.objects.filter(
        meeting__partnership=pack.partnership, state=RecommendationState.WITHDRAWN
    )
    for what, rows in (("meeting", meetings), ("recommendation", made)):
        taken = events.of_all(list(rows)).filter(what="withdraw", recorded_at__gt=pack.built_at)
        for event in taken.order_by("pk"):
            yield f"A {what} was withdrawn on {say_day(event.recorded_at)} as entered by mistake."
