"""Spells, checks, and pathways in the state their spells give."""

import datetime
from collections import defaultdict

from foundation.lifecycle.transitions import enter
from pathways.kinds import KINDS, Standing
from pathways.models import AccommodationCode, Check, Pathway, Spell

from . import claim_rows
from .lives import Dated, Life
from .world import World


def write(world: World) -> None:
    """Spells and checks first; pathways and claims follow from them."""
    spells = world.ledger.write(
        (Spell(person=world.person(life), started_on=each.on, **each.facts), each.known_on, "recorded")
        for life in world.lives
        for each in life.spells
    )
    world.ledger.write(
        (_check(world, life, each), each.known_on, "recorded") for life in world.lives for each in life.checks
    )
    _pathways(world, spells)


def _check(world: World, life: Life, each: Dated) -> Check:
    answer = each.facts["answer"]
    tried = "Rang twice, no answer" if answer == "unknown" else ""
    return Check(
        person=world.person(life), name=each.facts["name"], point_on=each.on, answer=answer, reason=tried
    )


def _pathways(world: World, spells: list[Spell]) -> None:
    settledness = dict(AccommodationCode.objects.values_list("code", "settledness"))
    of_person = defaultdict(list)
    for spell in spells:
        of_person[spell.person_id, spell.kind].append(spell)
    rows, steps, claims = [], [], []
    for life in world.referred:
        day = life.referral.facts.get("decided_on")
        if world.referrals[life.number].decision != "accepted":
            continue
        for kind in KINDS.values():
            if kind.need not in life.needs:
                continue
            pathway = Pathway(person=world.person(life), kind=kind.slug, opened_on=day)
            reaching = [
                spell
                for spell in of_person[pathway.person_id, kind.spell_kind]
                if kind.is_shown_by(_standing(spell, settledness))
            ]
            state = "achieved" if reaching else "need_identified"
            rows.append((enter(pathway, state), day, "recorded"))
            steps += _reached(pathway, max(day, reaching[0].started_on)) if reaching else []
            claims += claim_rows.of_pathway(world, life, pathway, reaching)
    world.ledger.write(rows)
    world.ledger.moved(steps)
    claim_rows.write(world, claims)


def _standing(spell: Spell, settledness: dict[str, str]) -> Standing:
    return Standing(
        spell.code, spell.started_on, spell.ended_on, spell.end_reason, settledness.get(spell.code, "")
    )


def _reached(pathway: Pathway, day: datetime.date) -> list[tuple]:
    return [
        (pathway, "begin", "need_identified", "in_progress", day, None),
        (pathway, "achieve", "in_progress", "achieved", day, None),
    ]
