"""Referrals in every state, and what they opened at the hub."""

from collections import defaultdict
from typing import Any

from django.urls import reverse

from foundation.accounts.models import Notice
from foundation.lifecycle.models import Reason
from foundation.lifecycle.transitions import enter
from hubs.models import Induction, Place
from people.models import Involvement
from referrals.models import Need, Referral, ReferralSource
from referrals.references import next_references

from .lives import DAY, Life
from .world import World

DECISIONS = {"waiting": ("wait_list", "waiting"), "declined": ("decline", "declined")}
ENDED_BECAUSE = {"ended_early": "No longer engaging.", "withdrawn": "Did not come to the induction."}
ENDING_VERBS = {"completed": "complete", "ended_early": "end_early", "withdrawn": "withdraw"}
BECAME = (Need.Outcome.ACHIEVED, Need.Outcome.PARTLY, Need.Outcome.ACHIEVED, Need.Outcome.NOT_ACHIEVED)
WHAT_NEXT = "Comes to the open evening on Thursdays if wanted. The job centre’s adviser stays in touch."
FREE_PLACES = 9  # what every hub of the demo has left
NO_PLACE = {"explanation": "No place before release.", "signposting": "Ask again after release."}


def write(world: World) -> None:
    """Referrals with their needs and moves, and what they opened at the hub."""
    source = ReferralSource.objects.get(name="Probation")
    no_place = Reason.objects.filter(list="decline", group="capacity").first()
    references = _references(world)
    rows = [
        (
            _referral(world, life, source, no_place, references[life.number]),
            life.referral.known_on,
            "recorded",
        )
        for life in world.referred
    ]
    made = world.ledger.write(rows)
    world.referrals = {life.number: referral for life, referral in zip(world.referred, made, strict=True)}
    world.ledger.moved(step for life in world.referred for step in _steps(world, life))
    world.ledger.write(
        (_need(world, life, kind), life.referral.known_on, "recorded")
        for life in world.referred
        for kind in life.needs
    )
    _drafts(world, source)
    _open_at_the_hub(world)
    _tell_of_decisions(world)


def _need(world: World, life: Life, kind: str) -> Need:
    """With what became of it, where support is completed."""
    referral = world.referrals[life.number]
    became = BECAME[(life.number + life.needs.index(kind)) % len(BECAME)]
    outcome = became if life.referral.facts["state"] == "completed" else ""
    return Need(referral=referral, person=world.person(life), kind=kind, outcome=outcome)


def _drafts(world: World, source: ReferralSource) -> None:
    """Drafts that the first team has begun and not sent."""
    unreferred = [
        life
        for life in world.lives
        if not life.referral and world.hub(life).name == "Chatham" and life.number % 2 == 0
    ]
    begun = sorted(unreferred, key=lambda life: life.releases[0].on)[-4:]
    references = next_references(world.today.year, len(begun))
    world.ledger.write(
        (
            Referral(
                reference=reference, person=world.person(life), source=source, team=world.teams[0],
                referrer=world.staff["Dana Whitlock"], drafted_at=world.ledger.moment(world.today - DAY),
            ),
            world.today - DAY,
            "created",
        )
        for life, reference in zip(begun, references, strict=True)
    )  # fmt: skip


def _references(world: World) -> dict[int, str]:
    """The reference of each referral, by the life's number: in order within its year."""
    by_year = defaultdict(list)
    for life in world.referred:
        by_year[life.referral.on.year].append(life.number)
    given = ((numbers, next_references(year, len(numbers))) for year, numbers in sorted(by_year.items()))
    return {
        number: reference for numbers, made in given for number, reference in zip(numbers, made, strict=True)
    }


def _referral(world: World, life: Life, source: ReferralSource, no_place: Reason, reference: str) -> Referral:
    facts, hub = life.referral.facts, world.hub(life)
    team = world.teams[life.number % 2]
    referral = Referral(
        reference=reference, person=world.person(life), hub=hub, source=source, team=team,
        referrer=world.staff["Dana Whitlock" if team == world.teams[0] else "Idris Penhallow"],
        drafted_at=world.ledger.moment(life.referral.on - 2 * DAY), submitted_at=world.ledger.moment(life.referral.on),
        decision_due_on=facts["due_on"], started_on=facts.get("started_on"), ended_on=facts.get("ended_on"),
    )  # fmt: skip
    if facts["state"] == "completed":
        referral.what_next = WHAT_NEXT
    _decide(world, referral, facts, no_place)
    return enter(referral, facts["state"])


def _decide(world: World, referral: Referral, facts: dict[str, Any], no_place: Reason) -> None:
    decided, worker = facts.get("decided_on"), world.worker(referral.hub)
    if facts["state"] == "in_review":
        referral.taken_by = worker
    if not decided:
        return
    if facts["state"] == "waiting":
        referral.waiting_at = world.ledger.moment(decided)
        return
    referral.decided_at, referral.decided_by = world.ledger.moment(decided), worker
    if facts["state"] == "declined":
        referral.decision, referral.reason = "declined", no_place
        referral.explanation, referral.signposting = NO_PLACE["explanation"], NO_PLACE["signposting"]
    else:
        referral.decision, referral.key_worker = "accepted", worker
        referral.explanation = ENDED_BECAUSE.get(facts["state"], "")


def _steps(world: World, life: Life) -> list[tuple]:
    """The moves that led to the referral's state, for its events."""
    referral, facts = world.referrals[life.number], life.referral.facts
    state, decided, by = facts["state"], facts.get("decided_on"), world.worker(referral.hub)
    steps = [(referral, "submit", "draft", "submitted", life.referral.on, referral.referrer)]
    if state != "submitted":
        steps.append((referral, "take", "submitted", "in_review", decided or life.referral.on, by))
    if decided:
        verb, to = {"waiting": ("wait_list", "waiting"), "declined": ("decline", "declined")}.get(
            state, ("accept", "accepted")
        )
        steps.append((referral, verb, "in_review", to, decided, by))
    if "started_on" in facts:
        steps.append((referral, "start", "accepted", "started", facts["started_on"], by))
    if "ended_on" in facts:
        left = "started" if "started_on" in facts else "accepted"
        steps.append((referral, ENDING_VERBS[state], left, state, facts["ended_on"], by))
    return steps


def _open_at_the_hub(world: World) -> None:
    """Involvement, place and induction that follow a referral."""
    involvements, places, inductions = [], [], []
    for life in world.referred:
        referral, facts = world.referrals[life.number], life.referral.facts
        shared = {"person": referral.person}
        until = facts.get("ended_on") or (facts["decided_on"] if facts["state"] == "declined" else None)
        involvements.append(
            Involvement(
                **shared, team=referral.hub.team, purpose="referral", since=life.referral.on, until=until
            )
        )
        if referral.decision == "accepted":
            places.append(
                Place(
                    **shared, hub=referral.hub, opened_on=facts["decided_on"], ended_on=facts.get("ended_on")
                )
            )
        if started := facts.get("started_on"):
            covered = ["House rules", "Timetable", "First goals"]
            inducted = Induction(
                **shared,
                hub=referral.hub,
                inducted_on=started,
                inducted_by=world.worker(referral.hub),
                covered=covered,
            )
            inductions.append((inducted, started, "recorded"))
    Involvement.objects.bulk_create(involvements, batch_size=1000)
    Place.objects.bulk_create(places, batch_size=1000)
    world.ledger.write(inductions)
    for hub in {referral.hub for referral in world.referrals.values()}:
        hub.places = max(hub.places, hub.person_places.open().count() + FREE_PLACES)
        hub.save(update_fields=["places"])


def _tell_of_decisions(world: World) -> None:
    """What the referrers were told in the last fortnight."""
    lately = [
        referral
        for referral in world.referrals.values()
        if referral.decided_at and referral.decided_at >= world.ledger.moment(world.today - 14 * DAY)
    ]
    Notice.objects.bulk_create(
        Notice(
            user=referral.referrer, kind=f"referral_{referral.decision}",
            text=f"{referral.reference}: {referral.hub} {referral.decision} the referral",
            url=reverse("referral_detail", args=[referral.uuid]),
        )
        for referral in sorted(lately, key=lambda each: each.decided_at)
    )  # fmt: skip
