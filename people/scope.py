"""Where views begin: rows that this user may see, and nothing else."""

import uuid as uuids
from dataclasses import replace

from django.shortcuts import get_object_or_404

from foundation.accounts.models import User
from foundation.accounts.roles import Permission

from .finding.matching import Match, Sought, best
from .models import Area, ConsentText, Document, LocalSignal, Person, PersonArea, Release
from .querysets import PersonQuerySet
from .querysets.arrests import LocalSignalQuerySet

MOST_SHOWN = 20
MOST_COMPARED = 3000
# What is compared, and shown of those found: thousands of rows are read for a common name.
COMPARED = (
    "uuid", "family_name", "given_names", "date_of_birth", "crn", "prison_number", "pnc_id", "street",
    "postcode", "merged_into",
)  # fmt: skip


def people_seen_by(user: User) -> PersonQuerySet:
    return Person.objects.visible_to(user)


def person_seen_by(user: User, uuid: uuids.UUID) -> Person:
    """Raises Http404 for a person out of scope as for one who does not exist."""
    return get_object_or_404(people_seen_by(user), uuid=uuid)


def may_open(user: User, person: Person) -> bool:
    """Whether the person's own pages are open to the user, who may know them from one record alone."""
    return user.may(Permission.VIEW_PERSON) and people_seen_by(user).filter(pk=person.pk).exists()


def kept_in_place_of(user: User, uuid: uuids.UUID) -> Person | None:
    """The record into which the one of this address was merged, where the user may see it; else None."""
    merged = Person.objects.with_merged().filter(uuid=uuid).values("merged_into")
    return people_seen_by(user).filter(pk__in=merged).first()


def area_of(person: Person) -> Area | None:
    """The area they belong to today; None when none is known."""
    current = PersonArea.objects.current_of(person)
    return current.area if current else None


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

    One query, whoever asks and whatever is found, gives those in scope who may be meant, and only they are compared:
    neither the answer nor its order nor its time tells of anybody hidden (domain: Search before create; trust: 3).
    What only a merged record says leads to the one that was kept.
    """
    perhaps = Person.objects.with_merged().perhaps(sought).seen_by(user).only(*COMPARED)
    return _of_those_kept(best(sought, perhaps.order_by("pk")[:MOST_COMPARED]))[:MOST_SHOWN]


def _of_those_kept(matches: list[Match]) -> list[Match]:
    """Each person once, and in place of a merged record the one it was merged into."""
    merged = {match.person.merged_into_id for match in matches} - {None}
    kept = Person.objects.in_bulk(merged) if merged else {}
    once: dict[int, Match] = {}
    for match in matches:
        if record := kept.get(match.person.merged_into_id):
            formerly = f"Formerly recorded as {match.person.told_apart}"
            match = replace(match, person=record, reasons=(formerly, *match.reasons))
        once.setdefault(match.person.pk, match)
    return list(once.values())


def consent_text_in_force(day) -> ConsentText | None:
    """The latest version that applies from that day or before; None when none has been loaded."""
    return ConsentText.objects.filter(from_day__lte=day).first()


def document_seen_by(user: User, uuid: uuids.UUID) -> Document:
    """Raises Http404 out of scope, and for one that is set aside as for one that does not exist."""
    return get_object_or_404(Document.objects.visible_to(user).kept().select_related("person"), uuid=uuid)


def document_ever_seen_by(user: User, uuid: uuids.UUID) -> Document:
    """One that is kept, or was set aside since, for setting it aside. Raises Http404 out of scope."""
    return get_object_or_404(Document.objects.visible_to(user).select_related("person"), uuid=uuid)


def documents_of(user: User, person: Person) -> list[Document]:
    """The person's documents, the newest first, and then those set aside; none for who may not read them."""
    documents = Document.objects.visible_to(user).filter(person=person).with_those_named()
    return sorted(documents, key=lambda each: each.is_set_aside)


def signals_about(user: User, person: Person) -> LocalSignalQuerySet:
    """Arrests and charges on record, the latest first."""
    return LocalSignal.objects.visible_to(user).filter(person=person)


def signal_about(user: User, person: Person, pk: int) -> LocalSignal:
    """One that stands, or was taken out since: asked to take it out again, nobody is told that it never was.

    Raises Http404 for another person's, and for those who may not read risk.
    """
    ever: LocalSignalQuerySet = LocalSignalQuerySet(LocalSignal).filter(version_of=None)
    return get_object_or_404(ever.visible_to(user).select_related("person"), person=person, pk=pk)
