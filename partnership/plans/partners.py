"""Founding a partnership, and who is in it (Crime and Disorder Act 1998, section 5)."""

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from foundation.accounts.access import NotYou, ask
from foundation.accounts.models import Team
from foundation.accounts.roles import Permission
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused
from people.models import Area

from ..access import is_officer_of
from ..models import Partner, Partnership


@transaction.atomic
def found(*, by: Any, name: str, area: Area, team: Team, scrutiny: Team) -> Partnership:
    """Found the partnership of an area. team: its officers; scrutiny: the committee that scrutinises it.

    by: an administrator, or None for whoever runs the product. Raises NotYou, and Refused where area, name or a team
    has one already, or both teams are the same.
    """
    ask(by, Permission.FOUND_PARTNERSHIP)
    if team == scrutiny:
        raise Refused("Those who keep the plan do not scrutinise it: choose two teams.")
    try:
        with transaction.atomic():
            partnership = Partnership.objects.create(
                name=name.strip(), slug=slugify(area.name), area=area, team=team, scrutiny=scrutiny
            )
    except IntegrityError as taken:
        raise Refused(
            "This area, name or one of these teams belongs to a partnership already. Choose others."
        ) from taken
    events.write([events.entry(partnership, "founded", by=by)])
    return partnership


@transaction.atomic
def put_partner(partnership: Partnership, *, by: Any, of: Partner | None = None, **said: Any) -> Partner:
    """Take a partner in, or say anew what one (`of`) is: `name`, `kind`, `team`, `joined_on`, `left_on`.

    Raises NotYou, and Refused for a name that another has, or for leaving before joining.
    """
    ask(by, Permission.KEEP_PLAN)
    if not is_officer_of(by, partnership):
        raise NotYou("Only an officer of this partnership says who is in it.")
    if any(other != of for other in partnership.partners.filter(name=said["name"])):
        raise Refused(f"The partnership has a partner “{said['name']}” already.")
    if said.get("left_on") and said["left_on"] <= said["joined_on"]:
        raise Refused("A partner leaves after it has joined.")
    partner = of or Partner(partnership=partnership)
    for name, value in said.items():
        setattr(partner, name, value)
    partner.save()
    what = "partner_changed" if of else "partner_joined"
    events.write([events.entry(partner, what, by=by, effective_on=partner.left_on or partner.joined_on)])
    return partner


def is_in_it(partner: Partner, day: datetime.date) -> bool:
    """Whether the partner takes part on a day."""
    return partner.joined_on <= day and (partner.left_on is None or day < partner.left_on)
