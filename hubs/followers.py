"""What of this app goes with a person when two records are merged (see people/following.py)."""

from people.merging.following import Follows, declare

from .models import Booking
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


FOLLOWERS = (
    Follows("hubs.Place", ends=("opened_on", "ended_on")),
    Follows("hubs.Induction"),
    Follows("hubs.Booking", says_more=_says_more, against=_marked_differently),
    Follows("hubs.Concern"),
)


def register() -> None:
    declare(*FOLLOWERS)
