"""Rules about the way through the gate: the release, an address, and what must be booked for the days after it."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import day_of, say_day, say_weekday, today
from pathways.handovers.clocks import DUTY_TO_REFER
from pathways.kinds.substance_support import SUBSTANCE_SUPPORT
from referrals.access import is_on_either_side
from referrals.gate.clocks import FIRST_CONTACT, JOINT_MEETING
from referrals.models import Referral
from referrals.states import ReferralState as S

from .clocks import action_of
from .declaration import NextAction, Rule, Situation, Words, until_release
from .sets import AT_THE_HUB, HELD, Among, holding, working

_SUPPORTED = (S.ACCEPTED, S.STARTED)


def _no_address(situation: Situation) -> Iterator[NextAction]:
    release = situation.release_ahead
    if release and situation.known.lacks_address:
        words = _no_address_words(release.day)
        yield NextAction(*words, f"Falls to {situation.holder}.", release.expected_on)


def _no_address_words(day: datetime.date) -> Words:
    near = until_release(day)
    return Words(f"Find somewhere to live before {say_weekday(day)}", f"{near} and no address is recorded")


def _duty_to_refer(situation: Situation) -> Iterator[NextAction]:
    """Homelessness Reduction Act 2017, section 10; the clock runs from when the release is known."""
    for run in situation.runs_of(DUTY_TO_REFER):
        release = situation.release_ahead
        before = f" before {say_day(release.day)}" if release else ""
        near = until_release(release.day) if release else "a release is near"
        yield action_of(
            run, situation, f"Submit the duty-to-refer{before}", f"{near} and no address is recorded"
        )


def _release_day_passed(situation: Situation) -> Iterator[NextAction]:
    known = situation.known
    for release in known.releases:
        if release.released_on or release.day >= today():
            continue
        yield NextAction(
            *_day_passed_words(release.prison.name, release.day),
            f"Falls to {situation.holder}.",
            release.expected_on,
            reverse("release_change", args=[known.person.uuid, release.pk]) if known.may_write else "",
            "Record the release or its new date",
        )


def _day_passed_words(prison: str, day: datetime.date) -> Words:
    return Words(
        f"Record the release from {prison}, or its new date", f"it was expected on {say_weekday(day)}"
    )


def _joint_meeting(situation: Situation) -> Iterator[NextAction]:
    for run in situation.runs_of(JOINT_MEETING):
        release = situation.release_ahead
        near = until_release(release.day) if release else "a release is expected"
        yield action_of(
            run,
            situation,
            "Hold the joint meeting",
            f"{near} and prison and hub have not met with the person",
        )


def _first_contact(situation: Situation) -> Iterator[NextAction]:
    for run in situation.runs_of(FIRST_CONTACT):
        release = situation.known.release
        left = f"they were released on {say_day(release.day)}" if release else "they were released"
        yield action_of(
            run,
            situation,
            f"Reach {situation.known.person}",
            f"{left} and the hub has not reached them since",
        )


def _first_appointment(situation: Situation) -> Iterator[NextAction]:
    release, gate = situation.release_ahead, situation.gate
    if release is None or gate is None:
        return
    for referral in situation.referrals_in(S.ACCEPTED):
        booked = [at for at in gate.appointments.get(referral.pk, ()) if day_of(at) >= release.day]
        if not booked:
            words = _first_appointment_words(referral.receiving_hub.name, release.day)
            yield _at_the_gate(situation, referral, words, "gate_appointment", "Book it")


def _first_appointment_words(hub: str, day: datetime.date) -> Words:
    to_do = f"Book the first appointment at {hub} for after the release"
    return Words(to_do, f"{until_release(day)} and none is booked")


def _treatment_appointment(situation: Situation) -> Iterator[NextAction]:
    release, gate = situation.release_ahead, situation.gate
    if release is None or gate is None:
        return
    is_needed = any(each.kind == SUBSTANCE_SUPPORT.slug and each.is_under_way for each in situation.pathways)
    if not is_needed or gate.has_treatment_for(release, situation.known.releases):
        return
    for referral in situation.referrals_in(*_SUPPORTED)[:1]:
        words = _treatment_words(release.day)
        yield _at_the_gate(situation, referral, words, "gate_treatment", "Record the appointment")


def _treatment_words(day: datetime.date) -> Words:
    to_do = "Arrange that treatment goes on in the community"
    return Words(to_do, f"{until_release(day)} and no appointment is recorded")


def _at_the_gate(
    situation: Situation, referral: Referral, words: Words, url_name: str, label: str
) -> NextAction:
    """Falls to the hub; the button for those who record the way through the gate."""
    release = situation.release_ahead
    whose = f"Falls to {referral.key_worker or referral.hub}."
    url = reverse(url_name, args=[referral.uuid]) if _records_gate(situation.known.user, referral) else ""
    return NextAction(*words, whose, release.expected_on if release else None, url, label)


def _records_gate(user: User, referral: Referral) -> bool:
    return user.may(Permission.RECORD_GATE) and is_on_either_side(user, referral)


_WAITING: dict[str, Any] = {"day": "release_on", "waits_for_release": True}

NO_ADDRESS = Among(
    holding.without_address,
    lambda row: _no_address_words(row.day),
    seen_with=Permission.VIEW_REFERRAL,
    **_WAITING,
    **HELD,
)
DAY_PASSED = Among(
    holding.release_day_passed,
    lambda row: _day_passed_words(row.more["prison"], row.day),
    url=lambda row: reverse("release_change", args=[row.person.uuid, row.more["release"]]),
    done_with=Permission.RECORD_CIRCUMSTANCES,
    more={"prison": "prison", "release": "release_key"},
    **_WAITING,
    **HELD,
)
FIRST_APPOINTMENT = Among(
    working.without_first_appointment,
    lambda row: _first_appointment_words(row.more["hub"], row.day),
    url=lambda row: reverse("gate_appointment", args=[row.uuid("referral")]),
    done_with=Permission.RECORD_GATE,
    **_WAITING,
    **AT_THE_HUB,
)
TREATMENT = Among(
    working.without_treatment,
    lambda row: _treatment_words(row.day),
    url=lambda row: reverse("gate_treatment", args=[row.uuid("referral")]),
    done_with=Permission.RECORD_GATE,
    **_WAITING,
    **AT_THE_HUB,
)

RULES = (
    Rule("release expected, and the day has passed", _release_day_passed, among=DAY_PASSED),
    Rule("duty-to-refer before the release", _duty_to_refer, says=(DUTY_TO_REFER,)),
    Rule("release within 28 days without an address", _no_address, among=NO_ADDRESS),
    Rule("joint meeting before the release", _joint_meeting, says=(JOINT_MEETING,)),
    Rule("first contact after the release", _first_contact, says=(FIRST_CONTACT,)),
    Rule("no first appointment after the release", _first_appointment, among=FIRST_APPOINTMENT),
    Rule("no treatment appointment before the release", _treatment_appointment, among=TREATMENT),
)
