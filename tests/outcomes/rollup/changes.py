"""Random changes of a random world, in every way in which facts change: by the actions, in bulk, and past them all."""

import datetime
from collections import Counter

from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle import facts
from foundation.lifecycle.dates import end_of_london_day
from foundation.lifecycle.transitions import NotReady, Refused, enter
from hubs.models import Booking, Hub, Induction, ServedArea, Session, Wellbeing
from pathways.models import AccommodationCode, Check, MilestoneClaim, OutcomesProfile, Spell
from people import actions as people
from people.models import Merge, Offence, OffenceCoverage, Person, PersonArea, Release, Supervision
from referrals.models import HubContact, JointMeeting, Need, Referral, Transfer
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import CaseloadFactory
from tests.outcomes.chance import DAY
from tests.outcomes.worlds import World

FACTS = {
    Person: ("died_on", "pnc_matched", "date_of_birth"),
    PersonArea: ("area", "since"),
    Release: ("released_on", "recalled_on", "kind"),
    Supervision: ("started_on", "ended_on"),
    Offence: ("offence_on", "disposed_on"),
    Check: ("answer", "point_on"),
    Spell: ("started_on", "ended_on", "end_reason"),
    MilestoneClaim: ("verified_at", "first_claimed_at", "asked_on"),
    OutcomesProfile: ("taken_on", "quality_of_life"),
    Wellbeing: ("asked_on", "satisfied"),
    Referral: ("submitted_at", "decided_at", "started_on", "ended_on", "decision_due_on"),
    Need: ("dropped_at", "kind"),
    JointMeeting: ("held_on", "hub_side"),
    HubContact: ("made_on",),
    Induction: ("inducted_on",),
    Booking: ("mark", "walk_in", "held_on"),
    Session: ("held_on", "capacity"),
}
MARKS = ("attended", "late", "left_early", "did_not_attend", "not_expected", "")
REFUSED = (IntegrityError, Refused, NotReady, NotYou)


class Changes(World):
    """`change()` does one thing by chance; `done` counts what was done, and what the rules refused."""

    def begin(self, people_in_it: int) -> "Changes":
        self.fill(people_in_it)
        self.done: Counter[str] = Counter()
        team = TeamFactory()
        self.steward = UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation, teams=[team])
        for person in Person.objects.all():
            CaseloadFactory(person=person, team=team)
        self.ways = [self.record_late, self.correct, self.correct, self.correct, self.write_past_the_actions,
                     self.set_aside, self.bring_back, self.merge, self.unmerge, self.erase, self.delete,
                     self.hand_over, self.change_a_list, self.load_offences]  # fmt: skip
        return self

    def change(self) -> str:
        """Do one thing. A change that a rule refuses leaves nothing behind."""
        way = self.chance.choice(self.ways)
        try:
            with transaction.atomic():
                way()
        except REFUSED as refused:
            self.done[f"{way.__name__}: {type(refused).__name__}"] += 1
        else:
            self.done[way.__name__] += 1
        return way.__name__

    def any_of(self, rows):
        """One row by chance. Raises Refused without any."""
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        if not keys:
            raise Refused("There is none.")
        return rows.get(pk=self.chance.choice(keys))

    def record_late(self) -> None:
        person, day = self.any_of(Person.objects.all()), self.a_day()
        sessions = list(Session.objects.order_by("pk"))
        self.chance.choice([
            lambda: self.release(person, day), lambda: self.facts_around(person, day),
            lambda: self.areas(person, day), lambda: self.bookings(person, sessions),
            lambda: self.session(), lambda: self.person(sessions),
        ])()  # fmt: skip

    def correct(self) -> None:
        fact = self.any_of(self.a_model().objects.all())
        facts.correct([(fact, self.new_values(fact))], by=None)

    def write_past_the_actions(self) -> None:
        """In bulk, as a repair by hand would."""
        model = self.a_model()
        some = [self.any_of(model.objects.all()) for _ in range(3)]
        model.versions.filter(pk__in=[fact.pk for fact in some]).update(**self.new_values(some[0]))

    def set_aside(self) -> None:
        facts.set_aside(self.any_of(self.a_model().objects.all()), by=None, what="set aside")

    def bring_back(self) -> None:
        model = self.a_model()
        facts.bring_back(
            self.any_of(model.versions.filter(superseded_at__isnull=False, version_of=None)),
            by=None,
            what="back",
        )

    def merge(self) -> None:
        one, other = self.any_of(Person.objects.all()), self.any_of(Person.objects.all())
        people.merge(one, other, by=self.steward, reason="The same prison number")

    def unmerge(self) -> None:
        made = self.any_of(Merge.objects.filter(undone_at=None))
        people.unmerge(made, by=self.steward, reason="They are two people after all")

    def erase(self) -> None:
        """Everything that figures rest on of one person, former values too."""
        person = self.any_of(Person.objects.all())
        about = {"person": person}
        MilestoneClaim.versions.filter(**about, version_of__isnull=False).delete()
        for model in (MilestoneClaim, Need, JointMeeting, HubContact, Transfer, Booking, Check, OutcomesProfile,
                      Wellbeing, Spell, Induction, Release, Supervision, Offence, PersonArea):  # fmt: skip
            self.delete_rows(model, about)

    def delete(self) -> None:
        """One fact with its former values, as retention does."""
        model = self.chance.choice(
            [PersonArea, Release, Supervision, Offence, Check, Booking, Need, Wellbeing]
        )
        self.delete_rows(model, {"pk": self.any_of(model.objects.all()).pk})

    def delete_rows(self, model, about) -> None:
        rows = getattr(model, "versions", model.objects)
        found = set(rows.filter(**about).values_list("pk", flat=True))
        if rows is not model.objects:
            rows.filter(version_of__in=found).delete()
        rows.filter(pk__in=found).delete()

    def hand_over(self) -> None:
        referral = self.any_of(Referral.objects.exclude(submitted_at=None))
        agreed_at = referral.submitted_at + DAY * self.chance.choice((0, 3, 40))
        others = [hub for hub in self.places.hubs if hub.pk != referral.hub_id]
        made = Transfer(referral=referral, person=referral.person, from_hub=referral.hub, reason="Moved",
                        to_hub=self.chance.choice(others), requested_by=self.places.user, answered_at=agreed_at,
                        agreed_at=agreed_at)  # fmt: skip
        enter(made, "agreed").save()

    def change_a_list(self) -> None:
        self.chance.choice([
            lambda: AccommodationCode.objects.filter(code="A02").update(
                settledness=self.chance.choice(("settled", "transient")),
                housed_on_release_night=self.chance.choice(("yes", "no")),
            ),
            lambda: Hub.objects.filter(name="Chatham").update(latitude=self.chance.choice((51.3, 51.5))),
            lambda: ServedArea.objects.filter(pk=self.any_of(ServedArea.objects.all()).pk).update(
                hub=self.chance.choice(self.places.hubs)
            ),
        ])()  # fmt: skip

    def load_offences(self) -> None:
        OffenceCoverage.objects.create(
            covers_to=timezone.localdate() - DAY * self.chance.choice((1, 40, 200))
        )

    def a_model(self):
        return self.chance.choice(list(FACTS))

    def new_values(self, fact) -> dict:
        """Another value for one of its fields that figures read; now and then the fact is another person's."""
        if self.often(0.1) and hasattr(fact, "person_id"):
            return {"person": self.any_of(Person.objects.all())}
        name = self.chance.choice(FACTS[type(fact)])
        return {name: self.another(fact, name)}

    def another(self, fact, name):
        field, was = type(fact)._meta.get_field(name), getattr(fact, name)
        kind = field.get_internal_type()
        if name == "area":
            return self.chance.choice(self.places.areas)
        if name == "mark":
            return self.chance.choice(MARKS)
        if kind == "BooleanField":
            return not was
        if kind == "DateField":
            return self.near(was or self.a_day())
        if kind == "DateTimeField":
            return self.moment(self.near(timezone.localdate(was) if was else self.a_day()))
        if field.choices:
            return self.chance.choice([value for value, _ in field.choices])
        return self.chance.randrange(1, 9)


def a_later_day(day: datetime.date, days: int) -> datetime.datetime:
    """Noon of the day some days later."""
    return end_of_london_day(day + DAY * days) - datetime.timedelta(hours=12)
