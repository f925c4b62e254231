"""What of this app goes with a person when two records are merged (see people/following.py)."""

from people.merging.following import Follows, declare

from .models import Booking


def _is_marked(theirs: Booking, ours: Booking) -> bool:
    """Of two bookings of one session the marked one stands."""
    return bool(theirs.mark) and not ours.mark


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
    Follows("hubs.Booking", says_more=_is_marked, against=_marked_differently),
    Follows("hubs.Concern"),
)


def register() -> None:
    declare(*FOLLOWERS)
