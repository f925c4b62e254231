"""Founding a partnership, and who is in it (Crime and Disorder Act 1998, section 5)."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from foundation.accounts.access import NotYou, ask
from foundation.accounts.models import Team
from foundation.accounts.roles import Permission
from foundation.lifecycle import events
from foundation.lifecycle.meanwhile import ask_whether_unchanged
from foundation.lifecycle.transitions import Refused
from people.models import Area

from ..access import WRITES_FOR, is_officer_of
from ..models import Partner, Partnership
from ..states import PartnerKind
from .handing_over import follow_partner

NOT_THIS_TEAM = (
    "it is of another kind of organisation, of a council with a partnership of its own, or keeps or "
    "scrutinises one."
)


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
def put_partner(
    partnership: Partnership, *, by: Any, of: Partner | None = None, seen_as: str = "", **said: Any
) -> Partner:
    """Take a partner in, or say anew what one (`of`) is: `name`, `kind`, `team`, `joined_on`, `left_on`.

    seen_as: the version of it that its writer had read. Raises NotYou, ChangedMeanwhile, and Refused for a name that
    another has, for leaving before joining, or for a team that may not write for it (decision 145).
    """
    ask(by, Permission.KEEP_PLAN)
    if not is_officer_of(by, partnership):
        raise NotYou("Only an officer of this partnership says who is in it.")
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    partner = Partner.objects.get(pk=of.pk) if of else Partner(partnership=partnership)
    if of:
        ask_whether_unchanged(partner, seen_as)
    if partnership.partners.filter(name=said["name"]).exclude(pk=partner.pk).exists():
        raise Refused(f"The partnership has a partner “{said['name']}” already.")
    if said.get("left_on") and said["left_on"] <= said["joined_on"]:
        raise Refused("A partner leaves after it has joined.")
    team = said.get("team", partner.team)
    if (
        team
        and team.pk != partner.team_id
        and not teams_that_may_write(partnership, said["kind"]).filter(pk=team.pk).exists()
    ):
        raise Refused(f"“{team}” cannot write for this partner: {NOT_THIS_TEAM}")
    for name, value in said.items():
        setattr(partner, name, value)
    partner.save()
    follow_partner(partner, by=by)
    what = "partner_changed" if of else "partner_joined"
    events.write([events.entry(partner, what, by=by, effective_on=partner.left_on or partner.joined_on)])
    return partner


def teams_that_may_write(partnership: Partnership, kind: str = "") -> QuerySet[Team]:
    """Teams that may write for a partner of a kind, or of any: of organisations of such a kind, of none that keeps the
    plan of another partnership, and neither officers nor members of a committee (decision 145).
    """
    kinds = WRITES_FOR[PartnerKind(kind)] if kind else frozenset[str]().union(*WRITES_FOR.values())
    everywhere = Partnership.objects.order_by()
    elsewhere = everywhere.exclude(pk=partnership.pk).values("team__organisation")
    found = Team.objects.filter(organisation__kind__in=kinds).exclude(organisation__in=elsewhere)
    found = found.exclude(pk__in=everywhere.values("team")).exclude(pk__in=everywhere.values("scrutiny"))
    return found.select_related("organisation").order_by("organisation__name", "name")
