"""Releases, supervision, consent, risk and proven offences."""

from people.models import Consent, ConsentText, Offence, Release, RiskInformation, Supervision

from .lives import DAY, Dated, Life
from .world import World

# What a level of risk asks of the hub.
MEANING = {
    "low": "No extra step",
    "medium": "See with a second member of staff at induction",
    "high": "See with a second member of staff, and never in the evening",
}


def write(world: World) -> None:
    """Everything that a referral rests on, and what followed release."""
    _releases(world)
    world.ledger.write(
        (_supervision(world, life), life.supervision.known_on, "recorded")
        for life in world.lives
        if life.supervision
    )
    text = ConsentText.objects.order_by("number").last()
    world.ledger.write(
        (
            Consent(
                person=world.person(life), text=text, given_on=life.consent.on, how="in_person",
                withdrawn_on=life.consent.facts["withdrawn_on"],
            ),
            life.consent.known_on,
            "recorded",
        )
        for life in world.lives
        if life.consent
    )  # fmt: skip
    world.ledger.write(
        (_risk(world, life, to_whom), life.referral.known_on, "recorded")
        for life in world.referred
        for to_whom in ("public", "staff")
    )
    world.ledger.write(
        (_offence(world, life, each), each.known_on, "imported")
        for life in world.lives
        for each in life.offences
    )


def _releases(world: World) -> None:
    """Each release, and for those whose date moved before it came, what was expected before."""
    rows, moved = [], []
    for life in world.lives:
        for each in life.releases:
            release, known = _release(world, life, each), min(each.known_on, world.today)
            rows.append((release, known, "recorded"))
            if former := each.facts.get("former_expected_on"):
                before = {"expected_on": former, "released_on": None, "recalled_on": None}
                moved.append((release, before, min(known, each.on) - 20 * DAY, known))
    world.ledger.write(rows)
    world.ledger.supersede(moved)


def _release(world: World, life: Life, each: Dated) -> Release:
    return Release(
        person=world.person(life),
        prison=world.draw.rng.choice(world.prisons),
        kind=each.facts["kind"],
        received_on=each.facts["received_on"],
        expected_on=each.facts["expected_on"],
        released_on=each.on if each.on <= world.today else None,
        recalled_on=each.facts.get("recalled_on"),
    )


def _supervision(world: World, life: Life) -> Supervision:
    ended = life.supervision.facts["ended_on"]
    return Supervision(
        person=world.person(life), kind="licence", started_on=life.supervision.on,
        ended_on=ended if ended <= world.today else None,
    )  # fmt: skip


def _risk(world: World, life: Life, to_whom: str) -> RiskInformation:
    level = world.draw.rng.choice(list(MEANING))
    return RiskInformation(
        person=world.person(life), to_whom=to_whom, level=level, meaning=MEANING[level],
        source="Practitioner", assessed_on=life.referral.on,
    )  # fmt: skip


def _offence(world: World, life: Life, each: Dated) -> Offence:
    return Offence(
        person=world.person(life),
        offence_on=each.on,
        disposed_on=each.facts["disposed_on"],
        disposal="conviction",
    )
