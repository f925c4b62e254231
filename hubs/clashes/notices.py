"""Who is told of a clash: somebody who may see everybody in it, the hub's manager before anybody else.

Where no manager may see both, whoever holds one of them is told, then a data steward: each only if they see both. A
notice to anybody else would tell that a hidden person is expected there.
"""

from collections.abc import Iterable, Sequence

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.notices import Message, tell_each
from foundation.accounts.roles import Role
from foundation.design.dates import say_day
from people.seeing.sight import users_in_scope

from ..notices import holders
from .finding import Clash, seen_by


class ClashFound(Message):
    """To the hub's manager, at once: somebody has to decide which booking stands."""

    kind = "clash_found"
    urgent = True
    mail_subject = "A booking at your hub cannot stand"
    mail_text = "A condition was recorded that a booking stands against: {reference}. Decide it today."


class ClashToBeSettled(Message):
    """To somebody else who may see both people, since no manager of the hub may."""

    kind = "clash_to_be_settled"
    urgent = True
    mail_subject = "A booking of somebody you work with cannot stand"
    mail_text = (
        "A condition was recorded that a booking stands against: {reference}. Ask the hub to cancel it."
    )


def tell_of(clashes: Sequence[Clash]) -> None:
    """Each clash once; whoever recorded the condition is told like anybody else, since it is news to them too."""
    settled_by = [(clash, *_who_settles(clash)) for clash in clashes]
    tell_each((_message(clash, managers=managers), users) for clash, managers, users in settled_by)


def _message(clash: Clash, *, managers: bool) -> Message:
    booking = clash.bookings[0]
    where = f"{booking.session.hub}, {say_day(booking.session.held_on)}"
    if managers:
        text = (
            f"A booking at {where} cannot stand beside a condition that was recorded. Decide which one stays."
        )
        return ClashFound(text=text[:300], url=reverse("clash_list"), reference=where)
    text = f"A booking at {where} of somebody you work with cannot stand. Ask the hub to cancel or move it."
    url = reverse("person_detail", args=[booking.person.uuid])
    return ClashToBeSettled(text=text[:300], url=url, reference=where)


def _who_settles(clash: Clash) -> tuple[bool, list[User]]:
    """(managers of the hub, they), or others who may see everybody in it; nobody where nobody may."""
    for managers, circle in ((True, _managers(clash)), (False, _who_hold(clash)), (False, _stewards(clash))):
        if users := [user for user in circle if seen_by(user, [clash])]:
            return managers, users
    return False, []


def _managers(clash: Clash) -> Iterable[User]:
    teams = {booking.session.hub.team_id for booking in clash.bookings}
    return User.objects.looking_after(*teams).filter(role=Role.HUB_MANAGER)


def _who_hold(clash: Clash) -> list[User]:
    return [user for users in holders(clash.person_ids).values() for user in users]


def _stewards(clash: Clash) -> list[User]:
    in_scope = (user for booking in clash.bookings for user in users_in_scope(booking.person))
    return [user for user in in_scope if user.role == Role.DATA_STEWARD]
