"""Spells, checks, assessments, and pathways in the state their spells give."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence

from foundation.accounts.models import User
from foundation.lifecycle.transitions import enter
from pathways.kinds import KINDS, Kind, Standing
from pathways.models import AccommodationCode, Assessment, Check, Occupation, Pathway, Spell

from . import claim_rows
from .lives import Dated, Life
from .world import World

HOURS = ["full", "full", "part", "zero", ""]
OCCUPATIONS = [
    "9252",
    "9264",
    "8211",
    "9132",
    "5319",
    "9263",
]  # in warehouses, at tables, driving, cleaning, building
ENDED = {"employment": "Contract ended", "accommodation": "Moved on", "treatment": "dropped_out"}
NEED_GROUPS = ["opiate", "alcohol", "non_opiate_alcohol", "opiate"]
Move = tuple[str, str, str, datetime.date]  # verb, from, to, day


def write(world: World) -> None:
    """Spells and checks first; pathways and claims follow from them."""
    occupations = {each.code: each for each in Occupation.objects.filter(code__in=OCCUPATIONS)}
    spells = world.ledger.write(
        (_spell(world, life, each, occupations), each.known_on, "recorded")
        for life in world.lives
        for each in life.spells
    )
    world.ledger.write(
        (_check(world, life, each), each.known_on, "recorded") for life in world.lives for each in life.checks
    )
    _pathways(world, spells)


def _spell(world: World, life: Life, each: Dated, occupations: dict[str, Occupation]) -> Spell:
    """A job with hours and occupation, a treatment with its group; what ended says why."""
    spell = Spell(person=world.person(life), started_on=each.on, **each.facts)
    if spell.ended_on and not spell.end_reason:
        spell.end_reason = ENDED[spell.kind]
    number = life.number + each.on.day
    if spell.rules.asked_of and spell.rules.asked_of(_standing(spell, {})):
        spell.hours = HOURS[number % len(HOURS)]
        spell.occupation = occupations.get(OCCUPATIONS[number % len(OCCUPATIONS)])
    if "need_group" in spell.rules.asks:
        spell.need_group = NEED_GROUPS[life.number % len(NEED_GROUPS)]
    return spell


def _check(world: World, life: Life, each: Dated) -> Check:
    answer = each.facts["answer"]
    reasons = {"unknown": "Rang twice, no answer", "out_of_scope": Check.UNAVAILABLE_FOR_WORK}
    return Check(
        person=world.person(life), name=each.facts["name"], point_on=each.on, answer=answer,
        reason=reasons.get(answer, ""),
    )  # fmt: skip


def _pathways(world: World, spells: list[Spell]) -> None:
    settledness = dict(AccommodationCode.objects.values_list("code", "settledness"))
    of_person = defaultdict(list)
    for spell in spells:
        of_person[spell.person_id, spell.kind].append(spell)
    rows, steps, claims, assessed = [], [], [], []
    for life, kind, day in _accepted(world):
        pathway = Pathway(person=world.person(life), kind=kind.slug, opened_on=day)
        theirs = [
            (each, _standing(each, settledness)) for each in of_person[pathway.person_id, kind.spell_kind]
        ]
        reaching = [(spell, known) for spell, known in theirs if kind.is_shown_by(known)]
        moves = _course(kind, day, [known for _, known in reaching], world.today)
        rows.append((enter(pathway, moves[-1][2] if moves else "need_identified"), day, "recorded"))
        steps += [(pathway, *move, None) for move in moves]
        claims += claim_rows.of_pathway(world, life, pathway, [spell for spell, _ in reaching])
        if life.number % 3 == 0 and (worker := world.worker(world.hub(life))):
            assessed.append((_assessment(pathway, day, worker), day, "assessed"))
    world.ledger.write(rows)
    world.ledger.moved(steps)
    world.ledger.write(assessed)
    claim_rows.write(world, claims)


def _accepted(world: World) -> Iterable[tuple[Life, Kind, datetime.date]]:
    """Whoever was accepted, each kind that answers one of their needs, and the day of acceptance."""
    for life in world.referred:
        if world.referrals[life.number].decision == "accepted":
            for kind in KINDS.values():
                if kind.need in life.needs:
                    yield life, kind, life.referral.facts["decided_on"]


def _course(
    kind: Kind, opened_on: datetime.date, reaching: Sequence[Standing], today: datetime.date
) -> list[Move]:
    """What the spells that achieve the kind make of a pathway opened that day: achieved, and set back once over."""
    if not reaching:
        return []
    on = max(opened_on, reaching[0].started_on)
    moves = [("begin", "need_identified", "in_progress", on), ("achieve", "in_progress", "achieved", on)]
    if not any(kind.stands(each, today) for each in reaching):
        over = max(each.ended_on for each in reaching if each.ended_on)
        moves.append(("set_back", "achieved", "in_progress", max(on, over)))
    return moves


def _assessment(pathway: Pathway, day: datetime.date, worker: User) -> Assessment:
    """The answers that show a need, to every question."""
    asked = pathway.declaration.question_set
    answers = {
        question.slug: next(each.slug for each in question.answers if each.is_need)
        for question in asked.questions
    }
    return Assessment(
        person=pathway.person, pathway=pathway, question_version=asked.version, answers=answers, found_need=True,
        assessed_on=day, assessed_by=worker,
    )  # fmt: skip


def _standing(spell: Spell, settledness: dict[str, str]) -> Standing:
    return Standing(
        spell.code, spell.started_on, spell.ended_on, spell.end_reason, settledness.get(spell.code, "")
    )
