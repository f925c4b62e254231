"""What a person carries about: the steps they agreed on, and when and where they are expected (domain: Plan).

It lies on a table and stands on a telephone. So it has a first name and no number, no activity, no service's name,
nobody's role in the justice system, no reason why: only what to do, when, and where. `pathways.plans.wording` keeps the
rest out of plans.
"""

import datetime
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.utils.timezone import localtime, now

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import day_of, say_time, say_weekday, today
from hubs.models import Booking, Hub, Place
from pathways.handovers.states import HandoverState
from pathways.models import Handover, Step
from pathways.plans.months import say_month
from pathways.reading.plans import steps_to_do
from people.models import Person
from referrals.models import FirstAppointment, Referral, TreatmentHandover

WHO = {
    Step.Owner.PERSON: "You",
    Step.Owner.KEY_WORKER: "Your key worker",
    Step.Owner.PRACTITIONER: "Your practitioner",
}
MOST_TIMES = 12


ASK_WHERE, ASK_WHEN = "Ask your key worker where", "Ask us when"


@dataclass(frozen=True)
class Time:
    """When and where they are expected; without `starts_at`, only the day is known."""

    on_day: datetime.date
    starts_at: datetime.datetime | None
    place: str

    @classmethod
    def at(cls, starts_at: datetime.datetime, place: str) -> "Time":
        return cls(day_of(starts_at), starts_at, place)

    @property
    def day(self) -> str:
        return say_weekday(self.on_day)

    @property
    def clock(self) -> str:
        return say_time(self.starts_at) if self.starts_at else ASK_WHEN

    @property
    def order(self) -> tuple[datetime.date, str]:
        """By day, and within it by the clock; what has none first."""
        return self.on_day, f"{localtime(self.starts_at):%H%M}" if self.starts_at else ""


@dataclass(frozen=True)
class Sheet:
    """steps: by month, each who and what. hubs: where they have a place, with its number, for when they cannot come."""

    first_name: str
    made_on: datetime.date
    goals: list[str]
    steps: list[tuple[str, list[tuple[str, str]]]]
    times: list[Time]
    hubs: list[tuple[str, str]]

    @property
    def is_empty(self) -> bool:
        return not (self.steps or self.times)


def sheet_for(person: Person, user: User) -> Sheet:
    """Everything on it, as it stands now; a fixed number of queries."""
    steps, places = steps_to_do(person), Place.objects.open().filter(person=person)
    months = groupby(steps, key=lambda step: step.due_month)
    return Sheet(
        first_name=first_name(person),
        made_on=today(),
        goals=list(dict.fromkeys(step.goal.words for step in steps)),
        steps=[(_by(month), [(_who(step), step.words) for step in due]) for month, due in months],
        times=_times(person, user),
        hubs=[_where(place.hub) for place in places.select_related("hub").order_by("pk")],
    )


def _where(hub: Hub) -> tuple[str, str]:
    """Chatham, 1 High Street, ME4 4AA; and the number."""
    parts = dict.fromkeys(
        part for part in (hub.name, hub.address_1, hub.address_2, hub.town, hub.postcode) if part
    )
    return ", ".join(parts), hub.phone


def first_name(person: Person) -> str:
    """The first of the given names."""
    return next(iter(person.given_names.split()), "")


def _by(month: datetime.date) -> str:
    return (
        f"By the end of {say_month(month)}"
        if month >= today().replace(day=1)
        else f"Since {say_month(month)}"
    )


def _who(step: Step) -> str:
    return step.partner or WHO[Step.Owner(step.owner)]


def _times(person: Person, user: User) -> list[Time]:
    """What is booked at the hubs and with services, and the first appointments after a release, the next first."""
    ahead = Booking.objects.booked().ahead().filter(person=person).select_related("session", "hub")
    times = [Time.at(each.session.starts_at, str(each.hub)) for each in ahead[:MOST_TIMES]]
    referrals = Referral.objects.visible_to(user).live().filter(person=person)
    times += [Time.at(each.starts_at, each.place) for each in first_appointments(referrals)]
    if user.may(Permission.SEND_HANDOVER):
        times += _at_services(person, referrals)
    return sorted(times, key=lambda time: time.order)[:MOST_TIMES]


def _at_services(person: Person, referrals: QuerySet) -> list[Time]:
    """As the services booked them; and where a hub noted the day alone, that day."""
    times = [Time.at(at, place or ASK_WHERE) for at, place in with_services(person)]
    known = {time.on_day for time in times}
    noted = TreatmentHandover.objects.filter(referral__in=referrals, appointment_on__gte=today())
    days = noted.values_list("appointment_on", flat=True)
    return times + [Time(day, None, ASK_WHERE) for day in days if day and day not in known]


def first_appointments(referrals: QuerySet) -> QuerySet:
    """Those to come."""
    return FirstAppointment.objects.filter(referral__in=referrals, starts_at__gt=now())


def with_services(person: Person) -> QuerySet:
    """(when, where) of every appointment to come that a service has booked."""
    booked = Handover.objects.filter(person=person, state=HandoverState.BOOKED)
    ahead = booked.filter(appointment_at__gt=now())
    return ahead.order_by("appointment_at").values_list("appointment_at", "appointment_place")
