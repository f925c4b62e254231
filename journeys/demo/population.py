"""A population of invented lives, written storey by storey."""

from django.db import transaction

from people.models import OffenceCoverage

from . import (
    circumstance_rows,
    gate_rows,
    handover_scenes,
    hub_rows,
    pathway_rows,
    people_rows,
    plan_rows,
    quality_rows,
    referral_rows,
    scenes,
    score_rows,
)
from .lives import DAY
from .world import World


@transaction.atomic
def populate(count: int, seed: int) -> World:
    """Draw `count` people from the seed and write them. The reference lists must be loaded."""
    world = World.begin(count, seed)
    people_rows.write(world)
    circumstance_rows.write(world)
    referral_rows.write(world)
    gate_rows.write(world)
    pathway_rows.write(world)
    plan_rows.write(world)
    hub_rows.write(world)
    score_rows.write(world)
    handover_scenes.act(world)
    scenes.act(world)
    quality_rows.write(world)
    OffenceCoverage.objects.create(covers_to=world.today - 30 * DAY, source="demo")
    return world
