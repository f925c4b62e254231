"""Whose the days of a wait were: referrer, hub, custody or person, in working days (product: 8; outcomes: F3).

A wait runs from submission to the first session attended, or to the end of the referral, or to today. Each working day
after submission belongs to whoever the referral lay with when that day began, so the four parts add up to the whole:

- referrer: a question of the hub was with them;
- custody: accepted or on hold, and the person had not got out;
- person: on hold outside custody, or since the first session they were booked into and did not attend;
- hub: every other day.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from foundation.design.dates import day_of, say_day, today
from foundation.lifecycle.facts import Moment
from foundation.lifecycle.models import Event
from foundation.lifecycle.working_days import is_working_day
from hubs.models import Booking
from hubs.states import CAME, HELD, BookingState, Mark
from people.circumstances.custody import Days, stays_of
from people.models import Release

from .models import Referral, Transfer
from .states import ReferralState as S

ONE_DAY = datetime.timedelta(days=1)
MISSED = (Mark.DID_NOT_ATTEND, Mark.NOT_EXPECTED)


@dataclass(frozen=True)
class Split:
    """Working days by whose they were."""

    referrer: int = 0
    hub: int = 0
    custody: int = 0
    person: int = 0

    @property
    def total(self) -> int:
        return self.referrer + self.hub + self.custody + self.person

    @property
    def parts(self) -> dict[str, int]:
        return {"referrer": self.referrer, "hub": self.hub, "custody": self.custody, "person": self.person}

    def __add__(self, other: "Split") -> "Split":
        return Split(**{whose: days + other.parts[whose] for whose, days in self.parts.items()})


@dataclass(frozen=True)
class Span:
    """One referral's wait: whose it is, and its days as far as the referral's own row says them."""

    referral_id: int
    person_id: int
    hub_id: int | None
    submitted_on: datetime.date
    ends_on: datetime.date
    accepted_on: datetime.date | None = None


@dataclass(frozen=True)
class Course:
    """What happened meanwhile: questions with the referrer, holds, stays in custody, and the first session missed."""

    asked: Sequence[Days] = ()
    held: Sequence[Days] = ()
    inside: Sequence[Days] = ()
    missed_on: datetime.date | None = None


def split(span: Span, course: Course) -> Split:
    """The working days after submission, up to and with the last day of the wait, by whose they were."""
    days = {"referrer": 0, "hub": 0, "custody": 0, "person": 0}
    for day in _days_after(span.submitted_on, span.ends_on):
        if is_working_day(day):
            days[_whose(day, span, course)] += 1
    return Split(**days)


def _days_after(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    return (first + ONE_DAY * step for step in range(1, (last - first).days + 1))


def _whose(day: datetime.date, span: Span, course: Course) -> str:
    if _within(day, course.asked):
        return "referrer"
    if _within(day, course.held):
        return "custody" if _within(day, course.inside) else "person"
    if span.accepted_on is None or day <= span.accepted_on:
        return "hub"
    if _within(day, course.inside):
        return "custody"
    return "person" if course.missed_on and course.missed_on < day else "hub"


def _within(day: datetime.date, stretches: Sequence[Days]) -> bool:
    return any(
        (since is None or since < day) and (until is None or day <= until) for since, until in stretches
    )


def attribution(referral: Referral) -> Split:
    """The split of one referral's wait so far. Raises ValueError for a draft."""
    span = _span_of(referral)
    return split_each([span], Referral.objects.filter(pk=referral.pk), Moment(today()))[referral.pk]


def split_each(spans: Sequence[Span], rows: QuerySet, at: Moment) -> dict[int, Split]:
    """{key of the referral: its split}, in four queries for any number of waits.

    rows: the referrals that the spans are of, as a query.
    """
    questions, holds = _stretches(rows, at)
    stays, missed, hubs = _stays(rows, at), _missed(rows, at), _former_hubs(rows, at)
    found = {}
    for span in spans:
        at_hubs = {span.hub_id, *hubs[span.referral_id]}
        since = span.accepted_on or span.submitted_on
        days = [day for day, hub_id in missed[span.person_id] if hub_id in at_hubs and day > since]
        course = Course(
            questions[span.referral_id], holds[span.referral_id], stays[span.person_id], min(days, default=None)
        )  # fmt: skip
        found[span.referral_id] = split(span, course)
    return found


def _stretches(rows: QuerySet, at: Moment) -> tuple[Mapping[int, list[Days]], Mapping[int, list[Days]]]:
    """When each referral was with its referrer, and when on hold, as its events tell."""
    states = (S.INFORMATION_REQUESTED, S.ON_HOLD)
    told = Event.objects.filter(
        Q(from_state__in=states) | Q(to_state__in=states), subject_type=Referral._meta.label_lower,
        subject_id__in=rows.order_by().values("pk"), effective_on__lte=at.as_at,
    )  # fmt: skip
    if at.known_at is not None:
        told = told.filter(recorded_at__lte=at.known_at)
    found: dict[str, dict[int, list[Days]]] = {state: defaultdict(list) for state in states}
    for subject, left, entered, day in told.order_by("id").values_list(
        "subject_id", "from_state", "to_state", "effective_on"
    ):
        if left in states and found[left][subject]:
            since, _ = found[left][subject].pop()
            found[left][subject].append((since, day))
        if entered in states:
            found[entered][subject].append((day, None))
    return found[S.INFORMATION_REQUESTED], found[S.ON_HOLD]


def _stays(rows: QuerySet, at: Moment) -> Mapping[int, list[Days]]:
    """When each person was in custody, as their releases tell."""
    releases: dict[int, list[Release]] = defaultdict(list)
    known = at.known(Release).filter(person__in=rows.order_by().values("person_id"), kind__in=Release.COUNTED)
    for release in known:
        releases[release.person_id].append(release)
    return defaultdict(list, {person: stays_of(each) for person, each in releases.items()})


def _missed(rows: QuerySet, at: Moment) -> Mapping[int, list[tuple[datetime.date, int]]]:
    """(day, hub) of every session each person was booked into and did not attend."""
    known = at.known(Booking).filter(
        person__in=rows.order_by().values("person_id"), state=BookingState.BOOKED, mark__in=MISSED,
        session__state__in=HELD, held_on__lte=at.as_at,
    )  # fmt: skip
    found: dict[int, list[tuple[datetime.date, int]]] = defaultdict(list)
    for person, day, hub_id in known.values_list("person_id", "held_on", "hub_id"):
        found[person].append((day, hub_id))
    return found


def _former_hubs(rows: QuerySet, at: Moment) -> Mapping[int, list[int]]:
    """The hubs each referral was handed over by, as was known then: the rule of the figure (outcomes: F3)."""
    found: dict[int, list[int]] = defaultdict(list)
    agreed = Transfer.objects.agreed(at.known_at).filter(referral__in=rows.order_by().values("pk"))
    for referral, hub_id in agreed.values_list("referral_id", "from_hub_id"):
        found[referral].append(hub_id)
    return found


def first_attended_on(referral: Referral) -> datetime.date | None:
    """The first session attended since submission, at the hub or one that handed the referral over."""
    if referral.submitted_at is None:
        return None
    former = _former_hubs(Referral.objects.filter(pk=referral.pk), Moment(today()))[referral.pk]
    hubs = {referral.hub_id, *former}
    came = Booking.objects.filter(
        person=referral.person_id, hub__in=hubs, state=BookingState.BOOKED, mark__in=CAME,
        session__state__in=HELD, held_on__gte=day_of(referral.submitted_at), held_on__lte=today(),
    )  # fmt: skip
    return came.order_by("held_on").values_list("held_on", flat=True).first()


def _span_of(referral: Referral) -> Span:
    if referral.submitted_at is None:
        raise ValueError(f"{referral} is not submitted, so nobody waits yet")
    submitted, decided = day_of(referral.submitted_at), referral.decided_at and day_of(referral.decided_at)
    was_accepted = referral.decision == Referral.Decision.ACCEPTED
    declined = decided if referral.state == S.DECLINED else None
    ends = [first_attended_on(referral), referral.ended_on, declined, referral.person.died_on, today()]
    return Span(
        referral.pk, referral.person_id, referral.hub_id, submitted,
        max(min(day for day in ends if day), submitted), decided if was_accepted else None,
    )  # fmt: skip


_OWNERS = (("Hub", "hub"), ("Referrer", "referrer"), ("Custody", "custody"), ("Person", "person"))


def panel(referral: Referral) -> dict[str, Any] | None:
    """What the referral's page says of its wait; None for a draft and for one entered in error."""
    if referral.state in (S.DRAFT, S.ENTERED_IN_ERROR):
        return None
    found, came = attribution(referral), first_attended_on(referral)
    length = f"{found.total} working day{'' if found.total == 1 else 's'}"
    if came:
        words = f"{length} from submission to the first session, on {say_day(came)}."
    elif referral.ended_on or referral.state == S.DECLINED:
        words = f"{length} from submission to the end, without a session."
    else:
        words = f"{length} since submission; no session attended yet."
    parts = found.parts
    return {"words": words, "rows": [(label, parts[whose]) for label, whose in _OWNERS]}
