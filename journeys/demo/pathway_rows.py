"""Spells, checks, pathways in the state their spells give, and milestone claims."""

import datetime
from collections import defaultdict

from django.utils import timezone

from foundation.lifecycle.transitions import enter
from pathways.kinds import KINDS, Standing
from pathways.models import AccommodationCode, Check, MilestoneClaim, Pathway, Spell

from .lives import DAY, Dated, Life
from .world import World

ALWAYS_CLAIMED = {"employment": "job_started", "accommodation": "moved_in", "treatment": "treatment_started"}


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
            claims += [_claim(world, life, pathway, spell) for spell in reaching if world.draw.chance(0.8)]
    world.ledger.write(rows)
    world.ledger.moved(steps)
    _claims(world, [claim for claim in claims if claim])


def _standing(spell: Spell, settledness: dict[str, str]) -> Standing:
    return Standing(
        spell.code, spell.started_on, spell.ended_on, spell.end_reason, settledness.get(spell.code, "")
    )


def _reached(pathway: Pathway, day: datetime.date) -> list[tuple]:
    return [
        (pathway, "begin", "need_identified", "in_progress", day, None),
        (pathway, "achieve", "in_progress", "achieved", day, None),
    ]


def _claim(world: World, life: Life, pathway: Pathway, spell: Spell) -> MilestoneClaim | None:
    """A claim about a spell, for the hub that has staff; older ones are mostly verified."""
    hub, known = world.hub(life), spell.started_on + world.draw.days(1, 25)
    if not world.worker(hub) or known > world.today:
        return None
    claim = MilestoneClaim(
        pathway=pathway, person=pathway.person, team=hub.team, milestone=ALWAYS_CLAIMED[spell.kind],
        reached_on=spell.started_on, spell=spell, evidence_type="letter", evidence_reference="Letter on file",
        evidence_on=known, claimed_by=world.staff["Marcus Oyelaran"], claimed_at=world.ledger.moment(known),
    )  # fmt: skip
    if known < world.today - 12 * DAY and world.draw.chance(0.97):
        claim.verified_by = world.staff["Helen Ashworthy"]
        claim.verified_at = world.ledger.moment(known + world.draw.days(1, 8))
        return enter(claim, "verified")
    return claim


def _claims(world: World, claims: list[MilestoneClaim]) -> None:
    world.ledger.write((claim, timezone.localdate(claim.claimed_at), "claimed") for claim in claims)
    world.ledger.moved(
        (claim, "verify", "claimed", "verified", timezone.localdate(claim.verified_at), claim.verified_by)
        for claim in claims
        if claim.verified_by
    )
