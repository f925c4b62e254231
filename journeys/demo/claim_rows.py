"""Milestone claims, the draws of ordinary ones, and letters as evidence of those that wait to be verified."""

import datetime
from collections import defaultdict
from hashlib import sha256

from django.core.files.base import ContentFile
from django.utils import timezone

from foundation.lifecycle.transitions import enter
from pathways.actions.asking import ask_for_verification
from pathways.claims.sampling import is_drawn, lot_of
from pathways.kinds import Kind, Milestone
from pathways.models import Draw, MilestoneClaim, Pathway, SampleRate, Spell
from pathways.states import ClaimState
from people.documents.kinds import ContentType
from people.documents.storing import digest_of
from people.models import Document

from .lives import DAY, Life
from .world import World

LED_TO = 2  # milestones claimed before the one that a spell shows
DECIDED_AFTER = 12  # days, by which most claims of the demo have been decided
LETTERS = 12  # claims that wait and have a file


def of_pathway(world: World, life: Life, pathway: Pathway, reaching: list[Spell]) -> list[MilestoneClaim]:
    """What was claimed on a pathway that a job, home or treatment achieves: it, and what led to it."""
    if not world.worker(world.hub(life)):
        return []
    shown = _shown_by_spell(pathway.declaration)
    if shown is None:
        return []
    claims = []
    for spell in reaching:
        if world.draw.chance(0.8):
            known = spell.started_on + world.draw.days(1, 25)
            claims.append(_claim(world, life, pathway, shown.slug, spell.started_on, known, spell))
    if claims:
        first = claims[0]
        for number, milestone in enumerate(_led_to(pathway.declaration, shown), start=1):
            reached = first.reached_on - 9 * number * DAY
            claims.append(_claim(world, life, pathway, milestone.slug, reached, reached + 2 * DAY, None))
    return [claim for claim in claims if timezone.localdate(claim.claimed_at) <= world.today]


def _shown_by_spell(kind: Kind) -> Milestone | None:
    """The milestone that a job, home or treatment of the kind shows."""
    return next((each for each in kind.milestones if each.rests_on), None)


def _led_to(kind: Kind, shown: Milestone) -> list[Milestone]:
    """The two declared last before it that need neither a spell nor a choice, the later first."""
    before = kind.milestones[: kind.milestones.index(shown)]
    return [each for each in reversed(before) if not each.rests_on and not each.values][:LED_TO]


def _claim(
    world: World,
    life: Life,
    pathway: Pathway,
    milestone: str,
    reached_on: datetime.date,
    known: datetime.date,
    spell: Spell | None,
) -> MilestoneClaim:
    at = world.ledger.moment(known)
    return MilestoneClaim(
        pathway=pathway, person=pathway.person, team=world.hub(life).team, milestone=milestone, reached_on=reached_on,
        spell=spell, evidence_type="letter", evidence_reference="Letter on file",
        evidence_on=min(known, world.today),
        claimed_by=world.staff["Marcus Oyelaran"], claimed_at=at, first_claimed_at=at,
    )  # fmt: skip


def write(world: World, claims: list[MilestoneClaim]) -> None:
    """Draw lots for the ordinary ones, verify what is old, and put letters to what waits."""
    claims = [claim for claim in claims if timezone.localdate(claim.claimed_at) <= world.today]
    _ask_or_leave(world, claims)
    for claim in claims:
        _verify_if_old(world, claim)
    _letters(world, [claim for claim in claims if claim.is_asked_for and claim.state == ClaimState.CLAIMED])
    world.ledger.write((claim, timezone.localdate(claim.claimed_at), "claimed") for claim in claims)
    world.ledger.moved(
        (claim, "verify", "claimed", "verified", timezone.localdate(claim.verified_at), claim.verified_by)
        for claim in claims
        if claim.verified_by
    )
    for claim in claims:
        if claim.state == ClaimState.CLAIMED:
            ask_for_verification(claim)


def _ask_or_leave(world: World, claims: list[MilestoneClaim]) -> None:
    of_month: dict[tuple, list[MilestoneClaim]] = defaultdict(list)
    for claim in claims:
        day = timezone.localdate(claim.claimed_at)
        if claim.declaration.always_verified:
            claim.ask_from(day)
        else:
            of_month[claim.team_id, day.replace(day=1)].append(claim)
    draws = {place: _draw(world, *place) for place in of_month}
    Draw.objects.bulk_create(draws.values())
    for place, ordinary in of_month.items():
        for claim in _drawn(draws[place], ordinary):
            claim.ask_from(timezone.localdate(claim.claimed_at))


def _draw(world: World, team_id: int, month: datetime.date) -> Draw:
    rate = SampleRate.objects.filter(since__lte=month).first()
    over = month < world.today.replace(day=1)
    return Draw(
        team_id=team_id, month=month, seed=sha256(f"demo {team_id} {month}".encode()).hexdigest()[:32],
        percent=rate.percent if rate else 100, at_least=rate.at_least if rate else 0,
        filled_up_at=world.ledger.now if over else None,
    )  # fmt: skip


def _drawn(draw: Draw, claims: list[MilestoneClaim]) -> list[MilestoneClaim]:
    """Those below the rate; of a month that is over at least so many, the lowest lots first."""
    by_lot = sorted(claims, key=lambda claim: lot_of(draw.seed, claim.uuid))
    drawn = [claim for claim in by_lot if is_drawn(draw, claim.uuid)]
    return by_lot[: draw.at_least] if draw.filled_up_at and len(drawn) < draw.at_least else drawn


def _verify_if_old(world: World, claim: MilestoneClaim) -> None:
    known = timezone.localdate(claim.claimed_at)
    if claim.is_asked_for and known < world.today - DECIDED_AFTER * DAY and world.draw.chance(0.97):
        claim.verified_by = world.staff["Helen Ashworthy"]
        claim.verified_at = world.ledger.moment(known + world.draw.days(1, 8))
        enter(claim, "verified")


def _letters(world: World, waiting: list[MilestoneClaim]) -> None:
    """The newest that wait have their letter as a file."""
    letters = []
    for claim in sorted(waiting, key=lambda claim: claim.claimed_at)[-LETTERS:]:
        words = (
            f"{claim.evidence_on:%-d %B %Y}\n\nTo whom it may concern\n\n"
            f"We confirm for {claim.person}: {claim.in_sentence}, {claim.reached_on:%-d %B %Y}.\n"
        ).encode()
        claim.document = Document(
            person=claim.person, kind=Document.Kind.LETTER, title=str(claim),
            content=ContentFile(words, name="letter.txt"), content_type=ContentType.TEXT, size=len(words),
            sha256=digest_of(words), uploaded_by=claim.claimed_by, uploaded_at=claim.claimed_at,
        )  # fmt: skip
        claim.evidence_reference = ""
        letters.append(claim.document)
    Document.objects.bulk_create(letters)
