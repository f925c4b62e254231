"""What of this app goes with a person when two records are merged (see people/following.py)."""

from collections.abc import Iterator
from contextlib import contextmanager

from foundation.lifecycle.transitions import Refused
from people.merging.following import Follows, declare

from . import rules
from .models import Booking, Wellbeing
from .states import BookingState as B

NEARER_THE_CHAIR = (B.WAITING_LIST, B.OFFERED, B.BOOKED)


def _says_more(theirs: Booking, ours: Booking) -> bool:
    """Of two live bookings of one session the marked one stands, then the one nearer to a chair."""
    if theirs.mark or ours.mark:
        return bool(theirs.mark) and not ours.mark
    return NEARER_THE_CHAIR.index(theirs.state) > NEARER_THE_CHAIR.index(ours.state)


def _marked_differently(theirs: Booking, ours: Booking) -> str:
    if not (theirs.mark and ours.mark) or theirs.mark == ours.mark:
        return ""
    return (
        f"Both records have a mark in {ours.session}, and the marks differ. "
        "The hub must correct the register so that they agree."
    )


def _answers_more(theirs: Wellbeing, ours: Wellbeing) -> bool:
    """Of two sets of answers of one occasion an unanswered one says nothing."""
    return ours.is_unanswered and not theirs.is_unanswered


def _hold_families(*people: int) -> None:
    """Of every hub where one of the people is expected: nobody books there, or records a pair, meanwhile."""
    hubs = (
        Booking.objects.live().filter(person__in=people).order_by().values_list("hub", flat=True).distinct()
    )
    rules.hold(*hubs, pairs=True)


@contextmanager
def _as_one_person() -> Iterator[None]:
    """What the rules refuse is said for a data steward, and not which booking it is, or why."""
    try:
        with rules.as_the_rules_let():
            yield
    except rules.BookingRefused:
        raise Refused(
            "The bookings to come of these two records cannot stand as one person's. Ask their hubs to cancel or "
            "move one of them first."
        ) from None


FOLLOWERS = (
    Follows("hubs.Place", ends=("opened_on", "ended_on")),
    Follows("hubs.Induction"),
    Follows(
        "hubs.Booking",
        says_more=_says_more,
        against=_marked_differently,
        holds=_hold_families,
        within=_as_one_person,
    ),
    Follows("hubs.Concern"),
    Follows("hubs.Wellbeing", says_more=_answers_more),
    Follows("hubs.ReminderWish", ends=("since", "stopped_on")),
)


def register() -> None:
    declare(*FOLLOWERS)
