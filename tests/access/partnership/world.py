"""A partnership, and another elsewhere, with their officers, partners and scrutineers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.factories.partnership import (
    PartnerFactory,
    PartnershipFactory,
    officer_of,
    scrutineer_of,
    writer_of,
)
from tests.factories.people import AreaFactory

from . import assessment, packs, plans, public, returns, scrutiny

if TYPE_CHECKING:
    from ..world import World

ROOMS = (plans, returns, assessment, scrutiny, packs, public)


def found(world: World, area: Any) -> None:
    """The partnership of an area, as the thing `partnership` with the partner `partner_of_it`."""
    for suffix, place in (("", area), ("_elsewhere", AreaFactory(name="Leeds"))):
        partnership = PartnershipFactory(area=place)
        partner = PartnerFactory(partnership=partnership, kind="probation")
        world.things |= {f"partnership{suffix}": partnership, f"partner_of_it{suffix}": partner}
        world.actors |= {
            f"partnership_officer{suffix}": officer_of(partnership),
            f"partner{suffix}": writer_of(partner),
            f"scrutiny_member{suffix}": scrutineer_of(partnership),
        }
    for room in ROOMS:
        world.things |= room.things(world)
