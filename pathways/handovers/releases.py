"""The release that a handover is about."""

import datetime

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
