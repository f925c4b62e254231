"""The limits of one record, for those who may set and end them."""

from typing import Any

from django.shortcuts import get_object_or_404

from ..models import LimitedAccess, Person
from .sight import sight_of


def limit_of(person: Person, pk: int) -> LimitedAccess:
    """A limit of the person, also one that has ended. Raises Http404 for another person's."""
    return get_object_or_404(person.limits.with_those_named(), pk=pk)


def restrictions_of(person: Person) -> list[LimitedAccess]:
    """The allow-list that stands."""
    return list(person.limits.standing().restrictions())


def limits_of(person: Person) -> dict[str, Any]:
    """What stands, what has ended, and who sees the record today."""
    standing = list(person.limits.standing().with_those_named())
    return {
        "allowed": [limit for limit in standing if limit.kind == LimitedAccess.Kind.RESTRICTION],
        "excluded": [limit for limit in standing if limit.kind == LimitedAccess.Kind.EXCLUSION],
        "ended": list(person.limits.ended().with_those_named()),
        "sight": sight_of(person),
    }
