"""The rules, one function each: a fixed number of queries however much there is."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, Lag
from django.utils import timezone

from foundation.design.dates import say_day
from foundation.lifecycle.dates import LONDON, AddDays, DaysBetween, LondonDay
from hubs.models import Booking
from hubs.states import CAME, HELD
from people.models import Person

from ...models import MilestoneClaim
from ...querysets import ClaimQuerySet
from ...states import ClaimState
from .declaration import Field, Found

MANY, HOUR = 8, datetime.timedelta(hours=1)  # claims of one person within any hour
EARLIEST, LATEST = 7, 20  # hours between which hubs are at work
SUNDAY = 7
LONG_AGO = 60  # days from being reached to being claimed
TOO_CLOSE = 28  # days between the same milestone at two hubs


def out_of_hours(field: Field) -> ClaimQuerySet:
    """Claimed at night or on a Sunday."""
    at_work = Q(hour__gte=EARLIEST, hour__lt=LATEST) & ~Q(weekday=SUNDAY)
    return field.claims.annotate(
        hour=ExtractHour("claimed_at", tzinfo=LONDON), weekday=ExtractIsoWeekDay("claimed_at", tzinfo=LONDON)
    ).exclude(at_work)


def say_out_of_hours(claim: MilestoneClaim) -> str:
    at = timezone.localtime(claim.claimed_at, LONDON)
    return f"Claimed by {claim.claimed_by} on {at:%A} at {at:%-H.%M}"


def back_dated(field: Field) -> ClaimQuerySet:
    """Said to have been reached long before it was first claimed."""
    days = DaysBetween(LondonDay("first_claimed_at"), F("reached_on"))
    return field.claims.annotate(days=days).filter(days__gt=LONG_AGO)


def say_back_dated(claim: MilestoneClaim) -> str:
    days = (timezone.localdate(claim.first_claimed_at) - claim.reached_on).days
    return f"Reached {say_day(claim.reached_on)}, claimed {days} days later"


def claimed_at_two_hubs(field: Field) -> ClaimQuerySet:
    """The same milestone of one person, at another hub a few weeks before or after; the later claim is named."""
    others = (
        MilestoneClaim.objects.filter(
            pathway=OuterRef("pathway"),
            milestone=OuterRef("milestone"),
            pk__lt=OuterRef("pk"),
            reached_on__gte=AddDays(OuterRef("reached_on"), -TOO_CLOSE),
            reached_on__lte=AddDays(OuterRef("reached_on"), TOO_CLOSE),
        )
        .exclude(state=ClaimState.REVOKED)
        .exclude(team=OuterRef("team"))
    )
    return field.claims.exclude(state=ClaimState.REVOKED).filter(Exists(others))


def same_file(field: Field) -> ClaimQuerySet:
    """The same file is the evidence of claims about two people."""
    seen = Person.objects.not_hidden_from(field.user).values("pk")
    others = MilestoneClaim.objects.filter(
        document__sha256=OuterRef("document__sha256"), person__in=seen
    ).exclude(person=OuterRef("person"))
    return field.claims.filter(document__isnull=False).filter(Exists(others))


@dataclass(frozen=True)
class OfClaims:
    """A rule that finds single claims: which, and what is said of each."""

    rows: Callable[[Field], ClaimQuerySet]
    say: Callable[[MilestoneClaim], str]

    def tells(self, field: Field, abouts: Collection[int]) -> Sequence[Found]:
        claims = self.rows(field).filter(pk__in=abouts).with_those_named()
        return [_of_claim(claim, self.say(claim)) for claim in claims]


@dataclass(frozen=True)
class Burst:
    """Claims of one person at one hub, written one upon the other: the first, how many, and from when to when."""

    first: int
    number: int
    began: datetime.datetime
    ended: datetime.datetime


def bursts(field: Field) -> list[Burst]:
    """Any hour, wherever it begins, in which one person made so many claims at one hub; one query.

    Each claim is asked for the one so many before it. Hours that run into each other are one burst.
    """
    by_person: dict[str, Any] = {
        "partition_by": [F("claimed_by"), F("team")],
        "order_by": [F("claimed_at"), F("pk")],
    }
    before = field.claims.order_by().annotate(
        began=Window(Lag("claimed_at", offset=MANY - 1), **by_person),
        first=Window(Lag("pk", offset=MANY - 1), **by_person),
    )
    last = before.filter(began__isnull=False, began__gt=F("claimed_at") - HOUR)
    last = last.order_by("claimed_by", "team", "claimed_at", "pk")
    found: dict[tuple[int, int], list[Burst]] = defaultdict(list)
    for by, team, first, began, ended in last.values_list(
        "claimed_by", "team", "first", "began", "claimed_at"
    ):
        known = found[by, team]
        if known and began <= known[-1].ended:
            known[-1] = replace(known[-1], number=known[-1].number + 1, ended=ended)
        else:
            known.append(Burst(first, MANY, began, ended))
    return [each for known in found.values() for each in known]


def firsts_of_bursts(field: Field) -> ClaimQuerySet:
    """The claim with which each burst began."""
    return field.claims.filter(pk__in=[each.first for each in bursts(field)])


def tell_bursts(field: Field, abouts: Collection[int]) -> Sequence[Found]:
    wanted = {each.first: each for each in bursts(field) if each.first in abouts}
    firsts = field.claims.filter(pk__in=wanted).with_those_named()
    return [_of_claim(claim, _say_burst(claim, wanted[claim.pk]), whose=False) for claim in firsts]


def _say_burst(claim: MilestoneClaim, burst: Burst) -> str:
    began, ended = (timezone.localtime(at, LONDON) for at in (burst.began, burst.ended))
    return f"{burst.number} claims by {claim.claimed_by} between {began:%-H.%M} and {ended:%-H.%M}"


def at_two_hubs(field: Field) -> QuerySet[Booking]:
    """Marked as there in two sessions at once that are at hubs of different places."""
    people = Person.objects.not_hidden_from(field.user).values("pk")
    other = (
        _came()
        .filter(
            person=OuterRef("person"),
            held_on=OuterRef("held_on"),
            pk__lt=OuterRef("pk"),
            session__starts_at__lt=OuterRef("session__ends_at"),
            session__ends_at__gt=OuterRef("session__starts_at"),
        )
        .exclude(hub=OuterRef("hub"))
    )
    return _came().filter(
        Exists(other), hub__team__in=field.user.team_ids, held_on__gte=field.since, person__in=people
    )


def tell_two_hubs(field: Field, abouts: Collection[int]) -> Sequence[Found]:
    """Two queries: the bookings, and who recorded any of them."""
    found = list(at_two_hubs(field).filter(pk__in=abouts).select_related("person", "hub__team"))
    recorders = _recorders_of(_came(), found)
    return [
        Found(
            about=booking.pk, on=booking.held_on, team=str(booking.hub.team), team_id=booking.hub.team_id,
            person=booking.person, said=f"Marked as there at {booking.hub} and at another hub at the same time",
            recorders=frozenset(recorders[booking.person_id, booking.held_on]),
        )
        for booking in found
    ]  # fmt: skip


def _came() -> QuerySet[Booking]:
    return Booking.objects.filter(mark__in=CAME, session__state__in=HELD)


def _recorders_of(came: QuerySet, found: Iterable[Booking]) -> dict[tuple, set[int]]:
    """By person and day: everybody who marked them as there, or submitted a register that says so."""
    recorders: dict[tuple, set[int]] = defaultdict(set)
    people, days = {booking.person_id for booking in found}, {booking.held_on for booking in found}
    same = came.filter(person__in=people, held_on__in=days)
    for person, day, *who in same.values_list("person", "held_on", "marked_by", "session__recorded_by"):
        recorders[person, day].update(user for user in who if user)
    return recorders


def _of_claim(claim: MilestoneClaim, said: str, *, whose: bool = True) -> Found:
    return Found(
        about=claim.pk, said=said, on=timezone.localdate(claim.claimed_at), team=str(claim.team),
        team_id=claim.team_id, person=claim.person if whose else None, claims=(claim,),
    )  # fmt: skip
