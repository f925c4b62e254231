"""The way through the gate of accepted referrals: most are met before release and reached after it, some are not."""

import datetime
from collections.abc import Iterator

from referrals.models import FirstAppointment, HubContact, JointMeeting, Referral

from .lives import DAY, Life
from .world import World

BEFORE = 21 * DAY  # a meeting is held three weeks before release, or as soon as the hub has accepted
MISSES_MEETING, WITHOUT_PRISON, WITHOUT_APPOINTMENT, NOT_REACHED = 5, 7, 4, 6  # one life in so many


def write(world: World) -> None:
    """Meetings, first appointments and contacts of those accepted before their first release."""
    accepted = list(_accepted_before_release(world))
    world.ledger.write(
        (_meeting(life, referral, held_on), held_on, "recorded")
        for life, referral, held_on, _ in accepted
        if life.number % MISSES_MEETING
    )
    world.ledger.write(
        (_appointment(world, referral, released), held_on, "recorded")
        for life, referral, held_on, released in accepted
        if life.number % WITHOUT_APPOINTMENT
    )
    contacts = (
        (life, referral, released + (1 + life.number % 4) * DAY) for life, referral, _, released in accepted
    )
    world.ledger.write(
        (_contact(world, referral, made_on), made_on, "recorded")
        for life, referral, made_on in contacts
        if life.number % NOT_REACHED and (referral.ended_on is None or made_on <= referral.ended_on)
    )


def _accepted_before_release(
    world: World,
) -> Iterator[tuple[Life, Referral, datetime.date, datetime.date]]:
    """Each life with its referral, the day its meeting can be held, and the day of release."""
    for life in world.referred:
        referral, decided = world.referrals[life.number], life.referral.facts.get("decided_on")
        if referral.decision != "accepted" or not life.releases:
            continue
        released = life.releases[0].on
        held_on = max(released - BEFORE, decided + 2 * DAY)
        if held_on < released:
            yield life, referral, held_on, released


def _meeting(life: Life, referral: Referral, held_on: datetime.date) -> JointMeeting:
    prison_came = bool(life.number % WITHOUT_PRISON)
    return JointMeeting(
        referral=referral, person=referral.person, held_on=held_on, how="video", hub_side=True, person_side=True,
        prison_side=prison_came, prison_side_why_not="" if prison_came else "No officer was free",
    )  # fmt: skip


def _appointment(world: World, referral: Referral, released: datetime.date) -> FirstAppointment:
    return FirstAppointment(
        referral=referral, person=referral.person, place=f"{referral.hub} hub",
        with_whom=str(referral.key_worker or world.worker(referral.hub)),
        starts_at=datetime.datetime.combine(released + DAY, datetime.time(10), world.ledger.now.tzinfo),
    )  # fmt: skip


def _contact(world: World, referral: Referral, made_on: datetime.date) -> HubContact:
    return HubContact(
        referral=referral,
        person=referral.person,
        made_on=made_on,
        how="phone",
        made_by=world.worker(referral.hub),
    )
