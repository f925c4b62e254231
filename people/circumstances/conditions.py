"""Conditions and no-contact pairs of a person as one viewer may see them.

The other person of a pair is named only to those who may see that person too. For everybody else it is "another
person", in the same words whether the pair waits for a data steward, was confirmed, or names a hidden record.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from foundation.accounts.models import Organisation, Team, User
from foundation.design.dates import today

from ..models import ActivityAdvice, CohortLabel, LicenceCondition, NoContact, PendingPair, Person

ANOTHER = "Another person"


@dataclass(frozen=True)
class Pair:
    """One person whom somebody may not meet.

    other: None unless the viewer may see them. reason is empty where it was written about somebody the viewer may not
    see by a team that is not theirs. `pair` or `pending` is the row, whichever the viewer may end.
    """

    other: Person | None
    since: datetime.date
    until: datetime.date | None
    reason: str = ""
    pair: NoContact | None = None
    pending: PendingPair | None = None

    def __str__(self) -> str:
        return str(self.other or ANOTHER)


def conditions_of(person: Person) -> list[LicenceCondition]:
    """Those that stand or are to come, the latest begun first."""
    return list(person.conditions.not_over_on(today()).select_related("team", "recorded_by"))


def condition_of(person: Person, pk: int) -> LicenceCondition:
    """Raises Http404 when it is another person's, or over."""
    return get_object_or_404(person.conditions.not_over_on(today()).select_related("person", "team"), pk=pk)


def pairs_of(person: Person, viewer: User) -> list[Pair]:
    """Everybody the person may not meet, now or later; three queries however many."""
    pending = list(person.pending_pairs.asked_or_confirmed().select_related("person"))
    rows = list(NoContact.objects.of(person).not_over_on(today()))
    others = {row.pk: row.second_id if row.first_id == person.pk else row.first_id for row in rows}
    seen = Person.objects.visible_to(viewer).in_bulk(list(others.values()))
    asked = {each.pair_id for each in pending}
    found = [
        Pair(other, row.since, row.until, row.reason, pair=row)
        if (other := seen.get(others[row.pk]))
        else Pair(None, row.since, row.until)
        for row in rows
        if row.pk not in asked or others[row.pk] in seen
    ]
    named = {row.pk for row in rows if others[row.pk] in seen}
    found += [
        Pair(None, each.since, each.until, each.reason, pending=each)
        for each in pending
        if each.pair_id not in named
    ]
    return sorted(found, key=lambda each: each.since, reverse=True)


def pair_of(person: Person, viewer: User, pk: int) -> tuple[NoContact, Pair]:
    """A pair whose both people the viewer may see, and what they see of it. Raises Http404."""
    row = get_object_or_404(NoContact.objects.of(person).not_over_on(today()), pk=pk)
    other_id = row.second_id if row.first_id == person.pk else row.first_id
    other = get_object_or_404(Person.objects.visible_to(viewer), pk=other_id)
    return row, Pair(other, row.since, row.until, row.reason, pair=row)


def pending_pair_of(person: Person, pk: int) -> tuple[PendingPair, Pair]:
    """A pair recorded by CRN alone, and what is seen of it. Raises Http404 when another person's, refused or over."""
    row = get_object_or_404(person.pending_pairs.asked_or_confirmed().select_related("person"), pk=pk)
    return row, Pair(None, row.since, row.until, row.reason, pending=row)


def pairs_to_confirm(steward: User) -> QuerySet[PendingPair]:
    """Waiting for an answer, about people the steward may see, the oldest first."""
    waiting = PendingPair.objects.visible_to(steward).waiting()
    return waiting.select_related("person", "asked_by")


def pair_to_confirm(steward: User, pk: int) -> PendingPair:
    """Raises Http404 out of scope."""
    return get_object_or_404(
        PendingPair.objects.visible_to(steward).select_related("person", "asked_by"), pk=pk
    )


def hub_teams() -> QuerySet[Team]:
    """The teams of hubs: of providers, under a contract area."""
    return Team.objects.filter(organisation__kind=Organisation.Kind.PROVIDER, parent__isnull=False)


def advice_of(person: Person) -> ActivityAdvice | None:
    return person.advice.first()


def labels_of(person: Person) -> Sequence[CohortLabel]:
    """The labels that stand today, with who recorded them."""
    return list(person.labels.standing_on(today()).select_related("recorded_by"))
