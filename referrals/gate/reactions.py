"""What a release that is planned, moved, done or ended by recall means for the way through the gate."""

import datetime

from foundation.design.dates import say_day
from foundation.lifecycle.reactions import react
from people import causes
from people.models import Release

from ..models import Referral
from ..states import LIVE
from . import clocks
from .checklist import is_under_way


def register() -> None:
    """Called when the app is ready."""
    react(causes.RELEASE_PLANNED, follow_the_plan)
    react(causes.RELEASED, follow_the_release)
    react(causes.RECALLED, follow_the_recall)


def follow_the_plan(*, by, release: Release, former_on: datetime.date | None, reason: str) -> None:
    """The joint meeting falls due 12 weeks before the release; its former due date and the reason are kept."""
    moved = f"Release moved from {say_day(former_on)}" if former_on else "Release recorded"
    _settle(release, f"{moved}: {reason}" if reason else moved)


def follow_the_release(*, by, release: Release) -> None:
    """The joint meeting is no longer due; the hub’s first contact is, within 2 working days."""
    _settle(release, f"Released on {say_day(release.day)}")


def follow_the_recall(*, by, release: Release) -> None:
    """First contact is no longer due; with a new release date the joint meeting is again."""
    _settle(release, "Recalled to custody")


def _settle(release: Release, because: str) -> None:
    people = Referral.objects.filter(person=release.person_id, state__in=LIVE)
    for referral in people.select_related("person", "hub__team", "key_worker"):
        if is_under_way(referral):
            clocks.settle(referral, because=because)
