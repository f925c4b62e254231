"""One invented life: drawn on paper first, without the database.

Planted faults: facts recorded late, release dates that moved, recalls, deaths, unknown checks, withdrawn consent,
duplicates, people who moved area.
"""

import datetime
import random
from dataclasses import dataclass, field
from typing import Any

from foundation.lifecycle.dates import add_months
from foundation.lifecycle.working_days import add_working_days

from . import names

SPREAD = 920  # days back to the earliest release: two and a half years
AHEAD = 85  # days ahead to the latest expected release
DAY = datetime.timedelta(days=1)


@dataclass
class Dated:
    """Something that was so from a day, with what it says; `known_on` is when it was recorded."""

    on: datetime.date
    known_on: datetime.date
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass
class Life:
    """Everything invented about one person."""

    number: int
    person: dict[str, Any]
    area: str
    moved_to: tuple[str, datetime.date] | None = None
    known_on: datetime.date = datetime.date.min
    releases: list[Dated] = field(default_factory=list)
    supervision: Dated | None = None
    consent: Dated | None = None
    referral: Dated | None = None
    needs: tuple[str, ...] = ()
    attends: float = 0.0
    spells: list[Dated] = field(default_factory=list)
    checks: list[Dated] = field(default_factory=list)
    offences: list[Dated] = field(default_factory=list)


class Draw:
    """A seeded hand that draws lives up to `today`."""

    def __init__(self, seed: int, today: datetime.date, areas: dict[str, int]) -> None:
        self.rng = random.Random(seed)
        self.today = today
        self.areas, self.weights = list(areas), list(areas.values())

    def days(self, low: int, high: int) -> datetime.timedelta:
        return self.rng.randint(low, high) * DAY

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def known(self, day: datetime.date) -> datetime.date:
        """When a fact of a day is recorded: mostly within two days, one in twelve much later."""
        return day + (self.days(30, 120) if self.chance(0.08) else self.days(0, 2))

    def life(self, number: int) -> Life:
        sex = "female" if self.chance(0.09) else "male"
        given, family = names.draw(self.rng, sex)
        person = {
            "crn": f"Z{number:06d}",
            "prison_number": f"Z{number % 10000:04d}Z{chr(65 + number // 10000 % 26)}",
            "given_names": given,
            "family_name": family,
            "sex": sex,
            "date_of_birth": self.today - self.days(19 * 365, 62 * 365),
            "ethnicity": self.rng.choices(
                ["white", "black", "asian", "mixed", "other", ""], [68, 12, 8, 6, 2, 4]
            )[0],
            "pnc_matched": not self.chance(0.02),
        }
        life = Life(number, person, self.rng.choices(self.areas, self.weights)[0])
        released = self._release(life)
        if self.chance(0.04):
            life.moved_to = (self.rng.choice(self.areas), released + self.days(20, 200))
        if self.chance(0.88) or number % 40 == 0:
            self._referral(life, released)
        if released <= self.today:
            self._after_release(life, released)
        first = min(each.on for each in [*life.releases, *filter(None, [life.referral])])
        life.known_on = min(first, self.today) - self.days(5, 30)
        return life

    def _release(self, life: Life) -> datetime.date:
        """The release, perhaps moved before it came; licence, and perhaps a recall and a second release."""
        released = self.today + self.days(-SPREAD, AHEAD)
        while released.weekday() > 4:
            released -= DAY
        kind = self.rng.choices(["licence", "end_of_sentence"], [9, 1])[0]
        facts = {"kind": kind, "received_on": released - self.days(60, 500), "expected_on": released}
        if self.chance(0.15):
            facts["former_expected_on"] = released + self.days(-25, 25)
        gone = released <= self.today
        life.releases.append(
            Dated(released, self.known(released) if gone else self.today - self.days(3, 40), facts)
        )
        if kind == "licence" and gone:
            facts["recalled_on"] = None
            life.supervision = Dated(released, released, {"ended_on": released + self.days(170, 500)})
            if self.chance(0.13) and (recalled := released + self.days(12, 190)) <= self.today:
                self._recall(life, facts, recalled)
        return released

    def _recall(self, life: Life, facts: dict[str, Any], recalled: datetime.date) -> None:
        facts["recalled_on"] = recalled
        again = recalled + self.days(28, 110)
        if again <= self.today and self.chance(0.7):
            more = {"kind": "post_recall", "received_on": recalled, "expected_on": again, "recalled_on": None}
            life.releases.append(Dated(again, self.known(again), more))

    def _referral(self, life: Life, released: datetime.date) -> None:
        """Submitted before the release for most, decided, started, ended - as far as today allows."""
        before = self.chance(0.72)
        submitted = released - self.days(15, 90) if before else released + self.days(1, 60)
        if is_new := life.number % 40 == 0:  # the hubs' queues are never empty
            submitted = self.today - self.days(0, 3)
        if submitted > self.today:
            return
        kinds = ["employment", "accommodation", "substance", "finance", "health", "wellbeing"]
        shares = [0.7, 0.6, 0.38, 0.3, 0.25, 0.35]
        drawn = [kind for kind, share in zip(kinds, shares, strict=True) if self.chance(share)]
        life.needs = tuple(drawn or kinds[:1])
        life.consent = Dated(submitted - self.days(0, 20), submitted, {"withdrawn_on": None})
        if self.chance(0.02):
            life.consent.facts["withdrawn_on"] = min(self.today, submitted + self.days(10, 200))
        facts: dict[str, Any] = {"state": "submitted", "due_on": add_working_days(submitted, 5)}
        life.referral = Dated(submitted, submitted, facts)
        decided = add_working_days(submitted, self.rng.choices(range(9), [2, 5, 7, 8, 8, 5, 2, 1, 1])[0])
        if is_new or decided > self.today:
            facts["state"] = self.rng.choice(["submitted", "in_review"])
            return
        waits = 25 if decided > self.today - 45 * DAY else 0  # nobody waits for years
        states = self.rng.choices(["accepted", "declined", "waiting"], [84, 11, waits])
        facts |= {"decided_on": decided, "state": states[0]}
        if facts["state"] == "accepted":
            self._support(life, facts, max(decided, released))

    def _support(self, life: Life, facts: dict[str, Any], ready: datetime.date) -> None:
        """From acceptance to the end of support."""
        started = ready + self.days(1, 45)
        if self.chance(0.13):
            if ready + 60 * DAY <= self.today:
                facts |= {"state": "withdrawn", "ended_on": ready + 60 * DAY}
            return
        if started > self.today:
            return
        facts |= {"state": "started", "started_on": started}
        life.attends = self.rng.choice([0.15, 0.4, 0.6, 0.75, 0.9])
        ended = started + self.days(50, 300)
        if ended <= self.today and (self.chance(0.8) or ended < self.today - 120 * DAY):
            facts |= {"state": self.rng.choice(["completed", "ended_early"]), "ended_on": ended}

    def _after_release(self, life: Life, released: datetime.date) -> None:
        """Home, work, treatment, the checks about them, and what did not go well."""
        self._home(life, released)
        if self.chance(0.42):
            began = released + self.days(7, 190)
            lost = began + self.days(20, 300)
            code = self.rng.choices(["employed", "self_employed", "apprenticeship"], [85, 10, 5])[0]
            self._spell(life, "employment", "not_employed", released, began)
            self._spell(life, "employment", code, began, lost if self.chance(0.4) else None)
        elif self.chance(0.85):
            self._spell(life, "employment", "not_employed", released, None)
        if "substance" in life.needs:
            if self.chance(0.7):
                self._spell(life, "treatment", "prison", released - self.days(40, 120), released)
            if self.chance(0.7):
                began = released + self.days(1, 40)
                self._spell(life, "treatment", "community_structured", began, began + self.days(60, 240))
        self._checks(life, released)
        if self.chance(0.33):
            self._offences(life, released)
        if self.chance(0.006) and (died := released + self.days(30, 600)) <= self.today:
            life.person["died_on"] = died

    def _home(self, life: Life, released: datetime.date) -> None:
        codes = ["A01D", "A01C", "A07B", "A03", "A02", "A17", "A08A", "A08C", "A16"]
        first = self.rng.choices(codes, [15, 12, 26, 14, 8, 9, 8, 3, 5])[0]
        settled = first in {"A01D", "A01C", "A07B"}
        moved = None if settled and self.chance(0.8) else released + self.days(10, 120)
        self._spell(life, "accommodation", first, released, moved)
        if moved and self.chance(0.8):
            then = self.rng.choices(["A01D", "A01C", "A07B", "A08A"], [30, 30, 30, 10])[0]
            self._spell(life, "accommodation", then, moved, None)

    def _spell(
        self, life: Life, kind: str, code: str, began: datetime.date, ended: datetime.date | None
    ) -> None:
        if began <= self.today:
            ended = ended if ended and ended <= self.today else None
            life.spells.append(
                Dated(began, self.known(began), {"kind": kind, "code": code, "ended_on": ended})
            )

    def _checks(self, life: Life, released: datetime.date) -> None:
        asked = {
            "release_night": released,
            "week_6": released + 42 * DAY,
            "day_21": released + 21 * DAY,
            "month_3": add_months(released, 3),
            "month_6": add_months(released, 6),
        }
        for name, day in asked.items():
            if name == "day_21" and "substance" not in life.needs:
                continue
            if day <= self.today and self.chance(0.25):
                answer = self.rng.choices(["yes", "no", "unknown", "out_of_scope"], [45, 30, 20, 5])[0]
                if answer == "out_of_scope" and name not in ("week_6", "month_6"):
                    answer = "unknown"  # that is said only of work
                life.checks.append(Dated(day, self.known(day), {"name": name, "answer": answer}))

    def _offences(self, life: Life, released: datetime.date) -> None:
        for _ in range(self.rng.choices([1, 2, 4], [70, 20, 10])[0]):
            day = released + self.days(3, 700)
            disposed = day + self.days(15, 300)
            if disposed <= self.today:
                life.offences.append(Dated(day, disposed, {"disposed_on": disposed}))
