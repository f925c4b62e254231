"""Whether what a pack tells still stands: the reports that it rests on, and the responses in it."""

from collections.abc import Iterator

from foundation.design.dates import say_day
from outcomes.models import Snapshot

from ..models import Pack, Question
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
