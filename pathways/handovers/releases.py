"""The release that a handover is about."""

import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from people.circumstances.custody import stays_of
from people.models import Person, Release


def release_of(person: Person) -> Release | None:
    """The soonest release that has not happened, else the latest that has; one recalled on its day is none."""
    found = [
        each
        for each in Release.objects.filter(person=person, kind__in=Release.COUNTED).select_related("prison")
        if each.recalled_on is None or each.recalled_on != each.released_on
    ]
    ahead = [each for each in found if each.released_on is None]
    if ahead:
        return min(ahead, key=lambda each: each.day)
    return max(found, key=lambda each: each.day, default=None)


def is_in_custody(release: Release | None) -> bool:
    """Whether the person is inside as far as the record says: before a release, or recalled after it."""
    return release is not None and (release.released_on is None or release.recalled_on is not None)


def was_in_custody(person: Person, day: datetime.date) -> bool:
    """Whether the person was inside on a day as far as the record says; the day of a release or recall is outside."""
    releases = Release.objects.filter(person=person, kind__in=Release.COUNTED)
    return any(
        (since is None or since < day) and (until is None or day < until)
        for since, until in stays_of(releases)
    )


def made_inside(rows: QuerySet, day: Combinable, *, but: Release | None = None) -> QuerySet:
    """Of rows about a person, those whose day is after the last release was over: by a recall, else the release itself.

    What was done for one release, or outside between two, is done for no other. but: the release it is done for, where
    that one has happened. The day becomes `first_on`.
    """
    former = Release.objects.annotate(over_on=Coalesce("recalled_on", "released_on")).filter(
        person=OuterRef("person"), kind__in=Release.COUNTED, released_on__isnull=False,
        over_on__gte=OuterRef("first_on"),
    )  # fmt: skip
    if but is not None:
        former = former.exclude(pk=but.pk)
    return rows.annotate(first_on=day).filter(~Exists(former))


def made_for(rows: QuerySet, day: Combinable, release: Release | None) -> QuerySet:
    """As made_inside, for one release; nor from before the person was received for it, where that is known."""
    inside = made_inside(rows, day, but=release)
    return inside.filter(first_on__gt=release.received_on) if release and release.received_on else inside
