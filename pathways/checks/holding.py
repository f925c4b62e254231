"""Whom checks fall to: the hub that works with the person, or the team that holds them once no hub does."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from foundation.design.dates import today
from foundation.intake.importers import in_batches
from hubs.models import Hub
from people.models import Caseload, Consent, Involvement, Person


class FallsTo(NamedTuple):
    """The keys of a team, and of the one of it who is asked; None where any of the team may."""

    team_id: int
    user_id: int | None = None


def whom_they_fall_to(people: Collection[int]) -> dict[int, FallsTo]:
    """Of each person the hub that has worked with them longest; without one the team that holds them today."""
    hubs = in_batches(_of_hubs().values_list("person_id", "team_id"), "person_id", people)
    found = {person_id: FallsTo(team_id) for person_id, team_id in hubs}
    held = _standing_caseloads().values_list("person_id", "team_id", "practitioner_id")
    for person_id, team_id, user_id in in_batches(held, "person_id", set(people) - set(found)):
        found[person_id] = FallsTo(team_id, user_id)
    return found


def of_those_held(people: Iterable[int]) -> set[int]:
    """Those of these people about whom somebody can be asked after support has ended.

    They live, their agreement to take part stands, and a team holds them today.
    """
    agreed = Exists(Consent.objects.live().filter(person=OuterRef("pk")))
    held = Exists(_standing_caseloads().filter(person=OuterRef("pk")))
    alive = Person.objects.filter(agreed, held, died_on=None).order_by().values_list("pk", flat=True)
    return set(in_batches(alive, "pk", people))


def has_a_hub(person: Person) -> bool:
    """Whether a hub works with the person now."""
    return _of_hubs().filter(person=person).exists()


def _of_hubs():
    """Of one person the longest comes last."""
    at_a_hub = Exists(Hub.objects.filter(team=OuterRef("team")))
    return Involvement.objects.filter(at_a_hub, until=None).order_by("-since", "-id")


def _standing_caseloads():
    day = today()
    return Caseload.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day).order_by("since", "id")
