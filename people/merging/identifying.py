"""Numbers that two records have: the people the user sees with one, and who else has it."""

import uuid as uuids

from django.db.models import Case, Exists, OuterRef, Q, When
from django.http import Http404
from django.shortcuts import get_object_or_404

from foundation.accounts.models import User

from ..models import Person
from ..querysets import PersonQuerySet
from ..scope import people_seen_by

NUMBERS = {"crn": "crn", "prison-number": "prison_number"}  # the word of the address: the field
LABELS = {"crn": "CRN", "prison_number": "prison number"}


def people_with_contested_numbers(user: User) -> PersonQuerySet:
    """Those the user sees whose number another record has too, whether that one is visible or not."""
    contested = {f"contests_{field}": _contested(field) for field in NUMBERS.values()}
    people = people_seen_by(user).annotate(
        **{name: Case(When(rule, then=True), default=False) for name, rule in contested.items()}
    )
    return people.filter(Q(contests_crn=True) | Q(contests_prison_number=True))


def _contested(field: str) -> Q:
    """The number is provisional here, or confirmed here and provisional elsewhere."""
    elsewhere = Person.objects.filter(**{field: OuterRef(field), f"{field}_confirmed": False})
    here = Q(**{f"{field}_confirmed": False}) & ~Q(**{field: ""})
    return here | (Q(**{f"{field}_confirmed": True}) & ~Q(**{field: ""}) & Q(Exists(elsewhere)))


def contested_number(user: User, uuid: uuids.UUID, word: str) -> tuple[Person, str]:
    """The person and the field. Raises Http404 out of scope, for another word, and once nothing is contested."""
    if (field := NUMBERS.get(word)) is None:
        raise Http404("No such number")
    return get_object_or_404(people_seen_by(user).filter(_contested(field)), uuid=uuid), field


def others_with_number(user: User, person: Person, field: str) -> tuple[list[Person], bool]:
    """Other records with the number that the user sees, and whether there are any that they do not."""
    others = Person.objects.filter(**{field: getattr(person, field)}).exclude(pk=person.pk)
    found = list(others.with_seen_by(user).order_by("pk"))
    return [each for each in found if each.is_seen], not all(each.is_seen for each in found)
