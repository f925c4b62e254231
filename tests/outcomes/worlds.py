"""Random worlds, made to be nasty: boundaries, overlaps, late records, corrections, several releases, moved areas.

Everything hangs on a seed. Rows are written past the actions, with their own recorded and superseded times, because
reports must come right whatever history looks like.
"""

import datetime
import random

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from foundation.lifecycle.dates import LONDON
from foundation.lifecycle.transitions import enter
from hubs.models import Booking, Induction, Session
from pathways.models import Check, Spell
from people.models import Offence, OffenceCoverage, Person, PersonArea, Release, Supervision
from referrals.models import HubContact, JointMeeting, Need, Referral, Transfer
from tests.outcomes.chance import DAY, Chance
from tests.outcomes.claimed import Claimed
from tests.outcomes.engaged import Engaged
from tests.outcomes.places import Places
from tests.outcomes.scored import Scored

CODES = {
    "employment": ("employed", "self_employed", "apprenticeship", "education", "not_employed", "unavailable"),
    "accommodation": ("A01A", "A02", "A08", "A16"),
    "treatment": ("prison", "community_structured", "other"),
}
END_REASONS = ("free_of_dependence", "free_of_dependence", "dropped_out", "transferred", "")
ANSWERS = ("", "yes", "no", "unknown", "out_of_scope")
WHY_NOT_ASKED = ("Moved away", "Unavailable for work")


class World(Chance):
    """Writes people one by one; `chance` is the seeded source of everything."""

    def __init__(self, seed: int, places: Places) -> None:
        self.chance, self.places, self.seen, self.count = random.Random(seed), places, set(), 0
        self.apart = random.Random(f"scores {seed}")  # so that nothing else moves
        self.seed = seed
        self.homes: dict[tuple, list] = {}

    def fill(self, people: int) -> "World":
        sessions = [self.session() for _ in range(people // 4)]
        for _ in range(people):
            self.person(sessions)
        for covers_to, recorded in ((datetime.date(2024, 9, 30), (2024, 10, 5)),
                                    (datetime.date(2025, 6, 1), (2025, 6, 3))):  # fmt: skip
            loaded = OffenceCoverage.objects.create(covers_to=covers_to)
            at = datetime.datetime(*recorded, 12, tzinfo=LONDON)
            OffenceCoverage.objects.filter(pk=loaded.pk).update(recorded_at=at)
        return self

    def write(self, make, effective: datetime.date, *key: str, stands_in_the_way=None):
        """One fact, sometimes with what it said before it was corrected; None when the database would refuse it.

        make() gives an unsaved fact; key names the fields that only one current fact may share; stands_in_the_way
        says of a fact whether another one does.
        """
        fact = make()
        mark = (type(fact), *(getattr(fact, name) for name in key))
        if (key and mark in self.seen) or (stands_in_the_way and stands_in_the_way(fact)):
            return None
        self.seen.add(mark)
        first = self.moment(effective + DAY * self.chance.choice((0, 0, 1, 10, 60, 200)))
        fact.recorded_at = first
        former = make() if self.often(0.3) else None
        if former is not None:
            fact.recorded_at = first + DAY * self.chance.choice((1, 20, 150))
        fact.save()
        if former is not None:
            former.recorded_at, former.superseded_at, former.version_of_id = first, fact.recorded_at, fact.pk
            former.save()
        return fact

    def session(self) -> Session:
        day, hub = self.a_day(), self.chance.choice(self.places.hubs)
        starts_at = self.moment(day)
        places = self.chance.choice((None, 1, 2, 12))
        held = self.chance.choice(("recorded", "recorded", "corrected", "not_held", "open", "scheduled"))

        def make():
            state = self.chance.choice((held, "recorded", "not_held"))
            return enter(Session(hub=hub, category=self.places.category, starts_at=starts_at, held_on=day,
                                 capacity=places and places + self.chance.choice((0, 0, 1)),
                                 ends_at=starts_at + datetime.timedelta(hours=1), register_at=starts_at,
                                 not_held_reason="Flood"), state)  # fmt: skip

        return self.write(make, day)

    def person(self, sessions: list[Session]) -> None:
        self.count += 1
        releases = [self.a_day() for _ in range(self.chance.choice((0, 1, 1, 1, 2, 3)))]
        about = releases[0] if releases else self.a_day()
        born = self.chance.choice((datetime.date(1990, 5, 14), about.replace(year=about.year - 18, day=1),
                                   datetime.date(2004, 2, 29), datetime.date(2005, 5, 1)))  # fmt: skip
        crn = f"X{self.count:06d}"

        def make():
            died = self.near(about) if self.often(0.15) else None
            return Person(crn=crn, family_name="Larkfield", date_of_birth=born, sex="male", died_on=died,
                          pnc_matched=not self.often(0.1))  # fmt: skip

        person = self.write(make, about - DAY * 500)
        self.areas(person, about)
        for day in releases:
            self.release(person, day)
        for day in releases or [about]:
            self.facts_around(person, day)
        self.bookings(person, sessions)
        Scored(self, person).add(releases or [about])
        Claimed(self, person).add(releases or [about])

    def areas(self, person: Person, about: datetime.date) -> None:
        for since in self.chance.choice(
            ((), (None,), (None, 0), (None, 0, 1), (0,), (-1, 1), (None, -40, 30))
        ):
            day = None if since is None else about + DAY * since

            def make(day=day):
                return PersonArea(person=person, area=self.chance.choice(self.places.areas), since=day)

            self.write(make, (day or about) - DAY * 300, "person", "since")

    def release(self, person: Person, day: datetime.date) -> None:
        kinds = ("licence", "licence", "end_of_sentence", "post_recall", "temporary", "bail")
        for _ in range(2 if self.often(0.2) else 1):
            prison, day_of = self.chance.choice(self.places.prisons), day

            def make(prison=prison, day_of=day_of):
                released = None if self.often(0.1) else day_of
                recalled = max(self.near(day_of), day_of) if released and self.often(0.35) else None
                received = day_of - DAY * self.chance.choice((0, 10, 40, 300)) if self.often(0.4) else None
                return Release(person=person, prison=prison, kind=self.chance.choice(kinds), released_on=released,
                               expected_on=day_of, recalled_on=recalled, received_on=received)  # fmt: skip

            self.write(make, day, "person", "prison", "released_on")

    def facts_around(self, person: Person, day: datetime.date) -> None:
        for _ in range(self.chance.choice((0, 1, 2))):
            self.supervision(person, day)
        for kind, chances in (("employment", 3), ("accommodation", 2), ("treatment", 3)):
            for _ in range(self.chance.randrange(chances + 1)):
                self.spell(person, kind, self.near(day))
        months = {"month_6": day + relativedelta(months=6), "month_3": day + relativedelta(months=3)}
        for name, point in ({"week_6": day + DAY * 42, "release_night": day} | months).items():
            if self.often(0.4):
                self.check(person, name, point + DAY * self.chance.choice((0, 0, 0, 0, 1, -1)))
        self.jobs(person, day)
        for _ in range(self.chance.choice((0, 0, 1, 2))):
            self.offence(person, day)
        for _ in range(self.chance.choice((0, 1, 1, 2))):
            self.referral(person, day)

    def supervision(self, person: Person, day: datetime.date) -> None:
        start = day + DAY * self.chance.choice((-200, -1, 0, 0, 0, 42, 43))
        kind = self.chance.choice(("licence", "community_order"))

        def make():
            return Supervision(
                person=person, kind=kind, started_on=start, ended_on=self.until(start, least=0)
            )

        self.write(make, start, "person", "kind", "started_on")

    def spell(self, person: Person, kind: str, start: datetime.date) -> None:
        code = self.chance.choice(CODES[kind])

        def make():
            ended_on = self.until(start)
            why = self.apart.choice(END_REASONS) if kind == "treatment" and ended_on else ""
            return Spell(
                person=person, kind=kind, code=code, started_on=start, ended_on=ended_on, end_reason=why
            )

        self.write(make, start, "person", "kind", "code", "started_on", stands_in_the_way=self._is_overlapped)

    def _is_overlapped(self, spell: Spell) -> bool:
        """One home at a time, one treatment of a code; else the days of the spell are taken from now on."""
        if spell.kind == "employment":
            return False
        days = (spell.started_on, spell.ended_on or datetime.date.max)
        taken = self.homes.setdefault(
            (spell.person_id, spell.kind, spell.kind == "treatment" and spell.code), []
        )
        if any(days[0] < until and since < days[1] for since, until in taken):
            return True
        taken.append(days)
        return False

    def jobs(self, person: Person, day: datetime.date) -> None:
        """Sometimes two jobs, the second on the day the first ended or next to it; and a check of either."""
        if self.often(0.6):
            return
        first = self.near(day)
        change = first + DAY * self.chance.choice((30, 181, 182, 183))
        second = change + DAY * self.chance.choice((-1, 0, 0, 1))

        def hold(start, end):
            code = self.chance.choice(CODES["employment"][:3])
            self.write(lambda: Spell(person=person, kind="employment", code=code, started_on=start, ended_on=end),
                       start, "person", "kind", "code", "started_on")  # fmt: skip

        hold(first, change)
        if self.often(0.7):
            ends = self.chance.choice((None, first + DAY * 182, first + DAY * 183))
            hold(second, ends and max(ends, second + DAY))
        if self.often(0.4):
            self.check(person, "week_26", self.chance.choice((first, first, second)) + DAY * 182)

    def check(self, person: Person, name: str, day: datetime.date) -> None:
        """Due and not answered, answered, or answered and put right."""

        def make():
            answer = self.chance.choice(ANSWERS)
            why = self.apart.choice(WHY_NOT_ASKED) if answer == "out_of_scope" else ""
            return Check(person=person, name=name, point_on=day, answer=answer, reason=why)

        self.write(make, day, "person", "name", "point_on")

    def offence(self, person: Person, day: datetime.date) -> None:
        on = day + DAY * self.chance.choice((-1, 0, 7, 100, 200, 364, 365, 366))
        end = day.replace(year=day.year + 1, day=1)  # near 18 calendar months, on both sides

        def make():
            disposed = self.chance.choice(
                (None, on, on + DAY * 30, end + DAY * 180, end + DAY * 213, on + DAY * 250)
            )
            return Offence(person=person, offence_on=on, disposed_on=disposed and max(disposed, on))

        self.write(make, on + DAY * 60)

    def referral(self, person: Person, day: datetime.date) -> None:
        on = day + DAY * self.chance.choice((-60, -20, -7, -1, 0, 0, 1, 10))
        hub, submitted_at = self.chance.choice(self.places.hubs), self.moment(on)
        number = len(self.seen)

        def make():
            return self._referral(person, hub, on, submitted_at, number, day)

        referral = self.write(make, on, "person", "hub")
        if referral:
            self.through_the_gate(referral, day)
            self.transfer(referral, on)
            Engaged(self, referral).add()
        for kind in ("substance", "employment"):
            if referral and self.often(0.5):
                dropped = self.moment(day + DAY * self.chance.choice((-1, 0, 1))) if self.often(0.2) else None
                self.write(
                    lambda kind=kind, dropped=dropped: Need(
                        referral=referral, person=person, kind=kind, dropped_at=dropped
                    ),
                    on,
                )

    def through_the_gate(self, referral: Referral, released: datetime.date) -> None:
        """A meeting before the release, contact after it, an induction: each sometimes on a boundary."""
        fact = {"referral": referral, "person": referral.person}
        if self.often(0.7):
            held_on = released + DAY * self.chance.choice((-40, -7, -1, -1, 0))

            def meet():
                return JointMeeting(
                    **fact, held_on=held_on, how="video", person_side=True, hub_side=not self.often(0.1),
                    prison_side=not self.often(0.1), hub_side_why_not="Ill", prison_side_why_not="Lockdown",
                )  # fmt: skip

            self.write(meet, held_on)
        made_on = released + DAY * self.chance.choice((-1, 0, 1, 27, 28, 29))
        if self.often(0.5):
            self.write(lambda: HubContact(**fact, made_on=made_on, how="phone"), made_on)
        if self.often(0.2):
            self.write(
                lambda: Induction(person=referral.person, hub=referral.hub, inducted_on=made_on), made_on,
                "person", "hub", "inducted_on",
            )  # fmt: skip

    def transfer(self, referral: Referral, on: datetime.date) -> None:
        """Sometimes the referral was another hub's before, once or twice."""
        if self.often(0.75):
            return
        for after in self.chance.choice(((0,), (3,), (20, 50))):
            others = [hub for hub in self.places.hubs if hub != referral.hub]
            agreed_at = self.moment(on + DAY * after)
            transfer = Transfer(
                referral=referral, person=referral.person, from_hub=self.chance.choice(others),
                to_hub=referral.hub, reason="Moved", requested_by=self.places.user, answered_at=agreed_at,
                agreed_at=agreed_at,
            )  # fmt: skip
            enter(transfer, "agreed").save()

    def _referral(self, person, hub, on, submitted_at, number, released) -> Referral:
        """A referral that went one of many ways, as it would be stored."""
        due = on + DAY * 7
        decided = self.moment(on + DAY * self.chance.choice((0, 6, 7, 8, 30)))
        fate = self.chance.choice(("submitted", "waiting", "accepted", "accepted", "started", "started", "declined",
                                   "withdrawn", "withdrawn", "ended_early", "entered_in_error"))  # fmt: skip
        went = enter(Referral(person=person, hub=hub, source=self.places.source, submitted_at=submitted_at,
                              reference=f"R-{number}", referrer=self.places.user, explanation="Because",
                              decision_due_on=None if self.often(0.15) else due), fate)  # fmt: skip
        if fate == "waiting" or self.often(0.1):
            went.waiting_at = self.moment(on + DAY * self.chance.choice((0, 7, 8)))
        if fate in ("accepted", "started", "ended_early") or (
            fate in ("withdrawn", "entered_in_error") and self.often(0.5)
        ):
            went.decision, went.decided_at = "accepted", decided
        if fate == "declined":
            went.decision, went.decided_at = "declined", decided
        if fate in ("started", "ended_early") or (
            fate == "entered_in_error" and went.decision and self.apart.random() < 0.6
        ):
            base = self.chance.choice((timezone.localdate(decided), released))
            went.started_on = max(on, base + DAY * self.chance.choice((0, 1, 27, 28, 29, 60)))
        if fate in ("withdrawn", "ended_early"):
            went.ended_on = self.chance.choice((on + DAY * 3, on + DAY * 40, released, released + DAY))
            went.ended_on = max(went.ended_on, on)
        return went

    def bookings(self, person: Person, sessions: list[Session]) -> None:
        for session in self.chance.sample(sessions, min(len(sessions), self.chance.randrange(5))):
            state = "booked" if self.often(0.8) else "cancelled_by_person"
            walk_in = self.often(0.1)

            def make(session=session, state=state, walk_in=walk_in):
                marks = (
                    "attended",
                    "late",
                    "left_early",
                    "did_not_attend",
                    "did_not_attend",
                    "not_expected",
                    "",
                )
                return enter(Booking(session=session, person=person, hub=session.hub, held_on=session.held_on,
                                     walk_in=walk_in, mark=self.chance.choice(marks),
                                     allowed_by=self.places.user, over_capacity_reason="Came by"), state)  # fmt: skip

            self.write(make, session.held_on)
