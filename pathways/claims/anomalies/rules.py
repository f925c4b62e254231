"""The rules, one function each: a fixed number of queries however much there is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, TruncHour
from django.utils import timezone

from foundation.design.dates import say_day
from foundation.lifecycle.dates import LONDON, AddDays, DaysBetween, LondonDay
from hubs.models import Booking
from hubs.states import CAME, HELD
from people.models import Person

from ...models import MilestoneClaim
from ...states import ClaimState
from .declaration import Field, Found

MANY = 8  # claims of one person within an hour of the clock
EARLIEST, LATEST = 7, 20  # hours between which hubs are at work
SUNDAY = 7
LONG_AGO = 60  # days from being reached to being claimed
TOO_CLOSE = 28  # days between the same milestone at two hubs


def many_at_once(field: Field) -> list[Found]:
    """Claims of one person at one hub in one hour of the clock: two queries."""
    groups = (
        field.claims.annotate(hour=TruncHour("claimed_at", tzinfo=LONDON))
        .order_by()
        .values("claimed_by", "team", "hour")
        .annotate(number=Count("pk"), first=Min("pk"))
        .filter(number__gte=MANY)
    )
    numbers = {group["first"]: (group["number"], group["hour"]) for group in groups}
    firsts = field.claims.filter(pk__in=numbers).with_those_named()
    return [
        _of_claim(
            claim,
            f"{number} claims by {claim.claimed_by} between {hour:%-H.00} and {hour:%-H.59}",
            whose=False,
        )
        for claim in firsts
        for number, hour in [numbers[claim.pk]]
    ]


def out_of_hours(field: Field) -> list[Found]:
    """Claimed at night or on a Sunday."""
    at_work = Q(hour__gte=EARLIEST, hour__lt=LATEST) & ~Q(weekday=SUNDAY)
    claims = field.claims.annotate(
        hour=ExtractHour("claimed_at", tzinfo=LONDON), weekday=ExtractIsoWeekDay("claimed_at", tzinfo=LONDON)
    ).exclude(at_work)
    return [
        _of_claim(claim, f"Claimed by {claim.claimed_by} on {at:%A} at {at:%-H.%M}")
        for claim in claims.with_those_named()
        for at in [timezone.localtime(claim.claimed_at, LONDON)]
    ]


def back_dated(field: Field) -> list[Found]:
    """Said to have been reached long before it was first claimed."""
    days = DaysBetween(LondonDay("first_claimed_at"), F("reached_on"))
    claims = field.claims.annotate(days=days).filter(days__gt=LONG_AGO)
    return [
        _of_claim(claim, f"Reached {say_day(claim.reached_on)}, claimed {claim.days} days later")
        for claim in claims.with_those_named()
    ]


def claimed_at_two_hubs(field: Field) -> list[Found]:
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
    claims = field.claims.exclude(state=ClaimState.REVOKED).filter(Exists(others))
    return [
        _of_claim(claim, f"Claimed at another hub too, within {TOO_CLOSE} days")
        for claim in claims.with_those_named()
    ]


def came_to_two_hubs(field: Field) -> list[Found]:
    """Marked as there in two sessions at once that are at hubs of different places: two queries."""
    people = Person.objects.not_hidden_from(field.user).values("pk")
    came = Booking.objects.filter(mark__in=CAME, session__state__in=HELD)
    other = came.filter(
        person=OuterRef("person"),
        held_on=OuterRef("held_on"),
        pk__lt=OuterRef("pk"),
        session__starts_at__lt=OuterRef("session__ends_at"),
        session__ends_at__gt=OuterRef("session__starts_at"),
    ).exclude(hub=OuterRef("hub"))
    found = (
        came.filter(
            Exists(other), hub__team__in=field.user.team_ids, held_on__gte=field.since, person__in=people
        )
        .select_related("person", "hub__team")
        .order_by("held_on", "id")
    )
    recorders = _recorders_of(came, found)
    return [
        Found(
            about=booking.pk, on=booking.held_on, team=str(booking.hub.team), team_id=booking.hub.team_id,
            person=booking.person, said=f"Marked as there at {booking.hub} and at another hub at the same time",
            recorders=frozenset(recorders[booking.person_id, booking.held_on]),
        )
        for booking in found
    ]  # fmt: skip


def _recorders_of(came: QuerySet, found: Iterable[Booking]) -> dict[tuple, set[int]]:
    """By person and day: everybody who marked them as there, or submitted a register that says so."""
    recorders: dict[tuple, set[int]] = defaultdict(set)
    people, days = {booking.person_id for booking in found}, {booking.held_on for booking in found}
    same = came.filter(person__in=people, held_on__in=days)
    for person, day, *who in same.values_list("person", "held_on", "marked_by", "session__recorded_by"):
        recorders[person, day].update(user for user in who if user)
    return recorders


def same_file(field: Field) -> list[Found]:
    """The same file is the evidence of claims about two people."""
    seen = Person.objects.not_hidden_from(field.user).values("pk")
    others = MilestoneClaim.objects.filter(
        document__sha256=OuterRef("document__sha256"), person__in=seen
    ).exclude(person=OuterRef("person"))
    return [
        _of_claim(claim, "The same file is the evidence of a claim about another person")
        for claim in field.claims.filter(Exists(others)).with_those_named()
    ]


def _of_claim(claim: MilestoneClaim, said: str, *, whose: bool = True) -> Found:
    return Found(
        about=claim.pk, said=said, on=timezone.localdate(claim.claimed_at), team=str(claim.team),
        team_id=claim.team_id, person=claim.person if whose else None, claims=(claim,),
    )  # fmt: skip


def newest_first(found: Iterable[Found]) -> Sequence[Found]:
    return sorted(found, key=lambda each: (each.on, each.about), reverse=True)
