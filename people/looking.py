"""Where the pages of requests, opened records, limits and numbers begin: rows this user may see, and nothing else."""

import datetime
import uuid as uuids
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.audit import trail
from foundation.audit.models import AuditEvent

from .models import BreakGlass, LimitedAccess, Person, TakeOverRequest
from .querysets import BreakGlassQuerySet, PersonQuerySet, TakeOverQuerySet
from .scope import people_seen_by
from .seeing import sight_of

MOST_ASKED = 20
NUMBERS = {"crn": "crn", "prison-number": "prison_number"}  # the word of the address: the field
LABELS = {"crn": "CRN", "prison_number": "prison number"}
PURPOSE = "break-glass"


# --- taking over


def is_held_by_team_of(user: User, crn: str, date_of_birth: datetime.date) -> bool:
    """Somebody the user can see, held by a team of theirs: there is nothing to ask for."""
    held = people_seen_by(user).held_by_teams_of(user)
    return held.filter(crn=crn, date_of_birth=date_of_birth).exists()


def take_overs_asked_by(user: User) -> list[TakeOverRequest]:
    """The latest that the user asked for."""
    return list(TakeOverRequest.objects.asked_by_user(user)[:MOST_ASKED])


def take_over_asked_by(user: User, uuid: uuids.UUID) -> TakeOverRequest:
    return get_object_or_404(TakeOverRequest.objects.asked_by_user(user), uuid=uuid)


def take_overs_for(user: User) -> TakeOverQuerySet:
    """Those that wait for an answer of the user, each with the person's id in `found_id`."""
    return TakeOverRequest.objects.visible_to(user).awaiting_answer().with_person_for(user).with_those_named()


def take_over_for(user: User, uuid: uuids.UUID) -> TakeOverRequest:
    """Raises Http404 out of scope, where the person is hidden from the user, and once it is answered."""
    return get_object_or_404(take_overs_for(user), uuid=uuid)


def people_asked_for(requests: Iterable[Any]) -> dict[int, Person]:
    """The people of rows of `take_overs_for`, by id; one query."""
    return Person.objects.in_bulk([request.found_id for request in requests])


# --- break-glass


def sees_already(user: User, crn: str) -> Person | None:
    """The person with this CRN whom the user can see as it is."""
    return people_seen_by(user).filter(crn=crn, crn_confirmed=True).first()


def opened_now_by(user: User) -> list[BreakGlass]:
    """Records open to the user by break-glass, with their people; none that an exclusion hides from them."""
    seen = people_seen_by(user).values("pk")
    return list(BreakGlass.objects.of_user(user).live().filter(person__in=seen).select_related("person"))


def break_glass_reviewed_by(user: User) -> BreakGlassQuerySet:
    return BreakGlass.objects.visible_to(user).with_those_named()


def break_glass_to_review(user: User, uuid: uuids.UUID) -> BreakGlass:
    """Raises Http404 for one's own, and out of scope."""
    return get_object_or_404(break_glass_reviewed_by(user), uuid=uuid)


def tabs(is_done: bool) -> list[dict[str, Any]]:
    """The two lists of a reviewer."""
    url = reverse("break_glass_review_list")
    return [
        {"label": "To review", "url": url, "current": not is_done},
        {"label": "Reviewed", "url": f"{url}?show=reviewed", "current": is_done},
    ]


def pages_seen_under(opened: BreakGlass) -> list[AuditEvent]:
    """What was read and tried under it, oldest first."""
    return list(trail.events_of(opened.user, purpose=f"{PURPOSE}: {opened.uuid}"))


def purpose_under_break_glass(user: User, people: Iterable[int]) -> str:
    """Why the user sees these people, where they broke the glass for one of them; "" otherwise."""
    if not user.may(Permission.BREAK_GLASS):
        return ""
    opened = BreakGlass.objects.of_user(user).live().filter(person__in=list(people)).order_by("-until")
    found = opened.values_list("uuid", flat=True).first()
    return f"{PURPOSE}: {found}" if found else ""


# --- limits


def limit_of(person: Person, pk: int) -> LimitedAccess:
    """A limit of the person that stands. Raises Http404 for another person's, and one that has ended."""
    return get_object_or_404(person.limits.standing(), pk=pk)


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


# --- identifiers


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
