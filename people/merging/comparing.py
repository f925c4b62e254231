"""Two records side by side, for the data steward who says whether they are of one person."""

import uuid as uuids
from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from foundation.accounts.models import User
from foundation.design.dates import say_day

from ..finding.matching import Match, Sought
from ..models import DuplicatePair, Merge, Person
from ..querysets import DuplicatePairQuerySet
from ..scope import matches_seen_by
from ..states import PairState

PROVISIONAL = " (provisional)"


@dataclass(frozen=True)
class Line:
    """What both records say of one thing, in words; empty where one says nothing."""

    label: str
    first: str
    second: str

    @property
    def result(self) -> str:
        return {None: "On one record only", True: "The same", False: "Differs"}[self.agrees]

    @property
    def agrees(self) -> bool | None:
        """None where only one record says it. A number that is still provisional agrees with the same number."""
        if not (self.first and self.second):
            return None
        return self.first.removesuffix(PROVISIONAL) == self.second.removesuffix(PROVISIONAL)


def pairs_for(user: User, *, judged: bool) -> DuplicatePairQuerySet:
    """The steward's pairs: those to judge, the most alike first, or those judged, the latest first."""
    pairs = DuplicatePair.objects.visible_to(user).with_records()
    return pairs.judged() if judged else pairs.unjudged()


def pair_seen_by(user: User, uuid: uuids.UUID) -> DuplicatePair:
    """Raises Http404 for a pair of which a record is hidden from the user, as for one that does not exist."""
    return get_object_or_404(DuplicatePair.objects.visible_to(user).with_records(), uuid=uuid)


def merge_of(pair: DuplicatePair) -> Merge | None:
    """The merge of a pair that stands."""
    both = (pair.first_id, pair.second_id)
    standing = Merge.objects.standing().filter(kept__in=both, merged__in=both)
    return standing.select_related("kept", "merged", "made_by").first()


def lines_of(pair: DuplicatePair) -> list[Line]:
    """Everything that either record says of who the person is, in the order in which one looks."""
    both = Person.objects.with_merged().with_holding().in_bulk([pair.first_id, pair.second_id])
    first, second = (_words_of(both[key]) for key in (pair.first_id, pair.second_id))
    return [Line(label, first[label], second[label]) for label in first if first[label] or second[label]]


def _words_of(person: Person) -> dict[str, str]:
    return {
        "Given names": person.given_names,
        "Family name": person.family_name,
        "Born": say_day(person.date_of_birth),
        "Died": say_day(person.died_on) if person.died_on else "",
        "Sex": person.get_sex_display(),
        "Ethnicity": person.get_ethnicity_display(),
        "CRN": _number(person.crn, person.crn_confirmed),
        "Prison number": _number(person.prison_number, person.prison_number_confirmed),
        "PNC id": person.pnc_id,
        "Address": ", ".join(part for part in (person.street, person.postcode) if part),
        "Area": person.area_name or "",  # type: ignore[attr-defined]
        "Practitioner": person.practitioner_name or "",  # type: ignore[attr-defined]
        "Communication and access needs": person.communication_needs,
    }


def _number(number: str, is_confirmed: bool) -> str:
    return f"{number}{PROVISIONAL}" if number and not is_confirmed else number


def perhaps_the_same(user: User, person: Person) -> list[Match]:
    """Others in the user's scope who may be the same person, but for those a steward has told apart from them."""
    apart = DuplicatePair.objects.filter(state=PairState.NOT_THE_SAME)
    others = set(apart.filter(first=person).values_list("second", flat=True))
    others |= set(apart.filter(second=person).values_list("first", flat=True))
    found = matches_seen_by(user, Sought.like(person))
    return [match for match in found if match.person.pk not in others | {person.pk}]
