"""Which clocks of a handover run, and until when: it follows from the records alone (domain: Handover, Clocks).

So whatever happens - sent, received, booked, a release that moves, a recall - `settle` compares what runs with what
should; a clock that moves keeps its former due date and why.
"""

import datetime
from collections.abc import Iterable

from django.urls import reverse

from foundation.lifecycle import running
from foundation.lifecycle.clocks import Clock
from people.models import Person, Release

from ..models import Handover
from . import clocks
from .releases import is_in_custody, release_of
from .states import HandoverState as H


def settle(handover: Handover, *, because: str = "") -> None:
    """Start, move or stop the clocks of one handover. Twice changes nothing. because: why a due date moves."""
    release = release_of(handover.person)
    _settle_one(handover, clocks.RECEIPT, _receipt_due(handover), because, met=handover.state != H.SENT)
    _settle_one(
        handover, clocks.APPOINTMENT, _appointment_due(handover, release), because,
        met=_is_booked_by(handover, release),
    )  # fmt: skip
    _settle_one(
        handover, clocks.FIRST_ATTENDANCE, _attendance_due(handover, release), because,
        met=handover.attended_on is not None,
    )  # fmt: skip


def settle_open_of(person: Person, *, because: str) -> None:
    """The clocks of every open handover of the person."""
    for handover in open_of(person):
        settle(handover, because=because)


def open_of(person: Person) -> Iterable[Handover]:
    """The person's open handovers with what the actions read, in the order of their keys."""
    return Handover.objects.about(person).open().with_those_named().order_by("pk")


def _receipt_due(handover: Handover) -> datetime.date | None:
    return clocks.RECEIPT.due_on(handover.sent_on) if handover.state == H.SENT else None


def _appointment_due(handover: Handover, release: Release | None) -> datetime.date | None:
    """The day of release, where treatment goes on from custody and no appointment stands on or before it."""
    ahead = release is not None and release.released_on is None
    if not (handover.is_open and handover.continues_treatment and ahead and handover.state != H.SENT):
        return None
    return None if _is_booked_by(handover, release) else release.day  # type: ignore[union-attr]


def _is_booked_by(handover: Handover, release: Release | None) -> bool:
    booked = handover.appointment_on
    return bool(booked and release and booked <= release.day)


def _attendance_due(handover: Handover, release: Release | None) -> datetime.date | None:
    """21 days after release, or after it was sent where that is later; None in custody and once somebody came."""
    if not handover.is_open or handover.attended_on or is_in_custody(release):
        return None
    begins = handover.sent_on if release is None else max(release.day, handover.sent_on)
    return clocks.FIRST_ATTENDANCE.due_on(begins)


def _settle_one(
    handover: Handover, clock: Clock, due_on: datetime.date | None, because: str, *, met: bool
) -> None:
    if due_on is None:
        running.stop(handover, clock, met=met)
        return
    running.start(
        clock, handover, url=reverse("handover_detail", args=[handover.uuid]), due_on=due_on,
        reference=handover.reference, team=handover.service.team, told_team=handover.team,
    )  # fmt: skip
    running.move(handover, clock, due_on=due_on, because=because)
