"""Where views begin: rows that this user may see, and nothing else."""

import uuid as uuids

from django.shortcuts import get_object_or_404

from foundation.accounts.models import User

from .matching import Match, Sought, best
from .models import ConsentText, Person, Release
from .querysets import PersonQuerySet

MOST_SHOWN = 20
MOST_COMPARED = 3000


def people_seen_by(user: User) -> PersonQuerySet:
    return Person.objects.visible_to(user)


def person_seen_by(user: User, uuid: uuids.UUID) -> Person:
    """Raises Http404 for a person out of scope as for one who does not exist."""
    return get_object_or_404(people_seen_by(user), uuid=uuid)


def made_from(user: User, token: uuids.UUID) -> Person | None:
    """The person whom the user created from the search of this token already."""
    return people_seen_by(user).filter(uuid=token).first()


def release_of(person: Person, pk: int) -> Release:
    """Raises Http404 when it is another person's."""
    return get_object_or_404(person.releases.select_related("prison", "person"), pk=pk)


def releases_to_come(user: User, days: int):
    """Of the practitioner's own caseload, soonest first, with person and prison."""
    return Release.objects.of_caseload(user).expected_within(days).select_related("person", "prison")


def matches_seen_by(user: User, sought: Sought) -> list[Match]:
    """The best matches that the user may see.

    Everybody is compared, in one query whoever asks and whatever is found; then those out of scope are dropped. People
    in scope are compared first, so that hidden ones never crowd them out: neither the answer nor its order tells that
    they exist (domain: Search before create; trust: 3).
    """
    everybody = Person.objects.perhaps(sought).with_seen_by(user).order_by("-is_seen", "pk")[:MOST_COMPARED]
    return [match for match in best(sought, everybody) if match.person.is_seen][:MOST_SHOWN]


def consent_text_in_force(day) -> ConsentText | None:
    """The latest version that applies from that day or before; None when none has been loaded."""
    return ConsentText.objects.filter(from_day__lte=day).first()
