"""Milestone claims of a random world: drawn or left, verified on the last day or the day after, returned, revoked."""

import datetime
import random

from foundation.lifecycle.transitions import enter
from foundation.lifecycle.working_days import add_working_days
from pathways.models import MilestoneClaim, Pathway
from tests.outcomes.chance import DAY

REASONS = ("Evidence missing or incomplete", "Dates do not agree", "Claim not eligible", "Other", "Of old")
STATES = ("claimed", "claimed", "verified", "verified", "verified", "returned", "returned", "revoked")


class Claimed:
    """Writes of one person; draws from a source of its own, so that the rest of a world stays what it was."""

    def __init__(self, world, person) -> None:
        self.world, self.person = world, person
        self.chance = random.Random(f"claims {world.seed} {person and person.crn}")

    def add(self, days) -> None:
        kept, self.world.chance = self.world.chance, self.chance
        try:
            for day in days[:1]:
                self.claims(day)
        finally:
            self.world.chance = kept

    def claims(self, day: datetime.date) -> None:
        pathway = self.world.write(
            lambda: Pathway(person=self.person, kind="employment", opened_on=day), day, "person", "kind"
        )
        for milestone in self.chance.sample(
            ("cv", "interview", "offer", "job_started"), self.chance.randrange(5)
        ):
            self.claim(pathway, milestone, day + DAY * self.chance.choice((-40, 0, 1, 30, 90)))

    def claim(self, pathway: Pathway, milestone: str, day: datetime.date) -> None:
        team, at = self.chance.choice(self.world.places.hubs).team, self.world.moment(day)
        asked = None if self.world.often(0.3) else day + DAY * self.chance.choice((0, 0, 0, 25))
        until = asked and add_working_days(asked, 20)

        def make():
            claim = MilestoneClaim(
                pathway=pathway, person=self.person, team=team, milestone=milestone, reached_on=day,
                evidence_type="letter", evidence_reference="Letter", evidence_on=day, claimed_at=at,
                claimed_by=self.world.places.user, first_claimed_at=at, asked_on=asked, in_time_until=until,
            )  # fmt: skip
            state = self.chance.choice(STATES)
            self.decide(claim, state, (until or day) + DAY * self.chance.choice((-20, -1, 0, 0, 1, 30)))
            return enter(claim, state)

        self.world.write(make, day, "pathway", "milestone", "reached_on")

    def decide(self, claim: MilestoneClaim, state: str, on: datetime.date) -> None:
        at, verifier = self.world.moment(on), self.world.places.verifier
        if state in ("verified", "revoked"):
            claim.verified_by, claim.verified_at = verifier, at
        if state == "returned":
            claim.returned_by, claim.returned_at, claim.returned_text = verifier, at, "Add a payslip"
            claim.returned_reason = self.chance.choice(REASONS)
        if state == "revoked":
            claim.revoked_by, claim.revoked_because = verifier, "Forged"
            claim.revoked_at = self.world.moment(on + DAY * self.chance.choice((0, 3, 60)))
