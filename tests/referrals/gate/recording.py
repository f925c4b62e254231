"""Recording what happens on the way through the gate."""

import datetime

from django.utils import timezone

from foundation.lifecycle.dates import LONDON
from referrals.actions import through_the_gate as actions
from referrals.gate import checklist as gate

EVERYBODY = {"prison_side": True, "hub_side": True, "person_side": True}
NOBODY_ABSENT = dict.fromkeys(EVERYBODY, "")


def days(count):
    return timezone.localdate() + datetime.timedelta(days=count)


def at_ten(day):
    return datetime.datetime.combine(day, datetime.time(10), LONDON)


def meet(referral, by, **said):
    usual = {"held_on": days(0), "how": "video", "sides": EVERYBODY, "why_not": NOBODY_ABSENT}
    return actions.record_meeting(referral, by=by, **usual | said)


def item(slug):
    return gate.item_called(slug)


def answer(referral, slug):
    return item(slug).answer(gate.gate_of(referral))


def booked(referral, by, day):
    return actions.book_first_appointment(
        referral, by=by, starts_at=at_ten(days(day)), place="Hub", with_whom="Marcus"
    )
