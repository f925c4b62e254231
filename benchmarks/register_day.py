"""A hub, its people and the sessions whose registers are saved in several ways."""

import datetime

from django.utils import timezone

from foundation.accounts.models import Organisation, Team, User
from foundation.accounts.roles import Role
from hubs.models import ActivityCategory, Booking, Hub, Induction, Session
from hubs.states import Mark
from people.models import Caseload, Consent, ContractArea, Person

PEOPLE = 30
MARKS = (
    [Mark.ATTENDED] * 20
    + [Mark.LATE] * 3
    + [Mark.LEFT_EARLY]
    + [Mark.DID_NOT_ATTEND] * 4
    + [Mark.NOT_EXPECTED] * 2
)
ABSENT = Mark.DID_NOT_ATTEND
LONG_SINCE = datetime.date(2025, 1, 6)
HOUR = datetime.timedelta(hours=1)


class Day:
    """A hub with a worker, and people who are inducted, consented and held by a practitioner.

    From session to session they are marked differently, so that nobody is absent three times in a row: that would have
    the product alone tell a key worker.
    """

    def __init__(self) -> None:
        self.sessions = 0
        provider = Organisation.objects.create(name="Provider", kind="provider")
        office = Organisation.objects.create(name="Probation", kind="probation")
        self.team = Team.objects.create(organisation=provider, name="Chatham")
        self.holding = Team.objects.create(organisation=office, name="Medway")
        area = ContractArea.objects.create(name="South East")
        self.hub = Hub.objects.create(
            name="Chatham", slug="chatham", kind="hub", team=self.team, contract_area=area, town="Chatham"
        )
        self.category = ActivityCategory.objects.create(type="Social", category="Employability introduction")
        self.worker = self._user("worker", Role.HUB_WORKER, self.team)
        self.practitioner = self._user("practitioner", Role.PRACTITIONER, self.holding)
        self.people = [self._person(number) for number in range(PEOPLE)]

    def _user(self, name: str, role: Role, team: Team) -> User:
        user = User.objects.create(
            email=f"{name}@measured.invalid",
            name=name,
            role=role,
            organisation=team.organisation,
            told_by_mail=User.ToldByMail.DAILY,  # written here and sent later, as all three ways do
        )
        user.teams.add(team)
        return user

    def _person(self, number: int) -> Person:
        person = Person.objects.create(
            crn=f"A{number:06}", family_name=f"Family{number}", given_names="Given",
            date_of_birth=datetime.date(1990, 1, 1), sex="male",
        )  # fmt: skip
        Induction.objects.create(person=person, hub=self.hub, inducted_on=LONG_SINCE, inducted_by=self.worker)
        Consent.objects.create(person=person, given_on=LONG_SINCE, how="in_person")
        Caseload.objects.create(
            person=person, team=self.holding, practitioner=self.practitioner, since=LONG_SINCE
        )
        return person

    def session(self, starts_at: datetime.datetime | None = None, people: int = PEOPLE) -> Session:
        """A session that has begun, with everybody booked."""
        starts_at = starts_at or timezone.now() - HOUR
        session = Session.objects.create(
            hub=self.hub, category=self.category, starts_at=starts_at, ends_at=starts_at + HOUR * 2,
            held_on=timezone.localdate(starts_at), lead=self.worker,
        )  # fmt: skip
        first = 7 * self.sessions % PEOPLE
        self.sessions += 1
        Booking.objects.bulk_create(
            Booking(session=session, person=person, hub=self.hub, held_on=session.held_on)
            for person in (self.people[first:] + self.people[:first])[:people]
        )
        return session
