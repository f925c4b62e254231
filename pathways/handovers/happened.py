"""What sender and service did with a handover: beside it, its trail tells what became of the person's record."""

from typing import TYPE_CHECKING

from foundation.lifecycle import events
from foundation.lifecycle.meanwhile import ChangedMeanwhile
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import machine_of

if TYPE_CHECKING:
    from ..models import Handover

SENT, BRIDGE = "sent", "bridge_arranged"  # the verbs that no machine has


def between_the_two(handover: "Handover") -> list[Event]:
    """The newest first. Of a merge or a moved caseload, and of who did that, the service reads nothing."""
    verbs = {SENT, BRIDGE} | {rule.verb for rule in machine_of(type(handover))}
    return list(events.of(handover).filter(what__in=verbs).order_by("-id"))


def ask_whether_unchanged(handover: "Handover", seen_as: str) -> None:
    """Raise ChangedMeanwhile unless nothing was done with it since the page; "" is of a caller that shows no page.

    Who moved the person's record meanwhile has changed nothing of it, and is not named.
    """
    if seen_as and handover.seen_as != seen_as:
        raise ChangedMeanwhile(handover, last=between_the_two(handover)[0])
