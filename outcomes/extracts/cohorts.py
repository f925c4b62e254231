"""Who a file would be about: those who started with some hubs between two days (outcomes: Extracts).

Whoever takes it is told of those they may see, in these words, and of nobody else: a restricted record is in no file
and in no count of one, unless its allow-list names them. Who withdrew their agreement to share is left out too.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from outcomes import scope
from outcomes.addresses import place_slug
from outcomes.models import Extract
from people.models import Consent, Person, Release
from referrals.models import Referral
from referrals.states import ReferralState

KINDS = Extract.Kind


@dataclass(frozen=True)
class Cohort:
    """People who started at these hubs from the first day to the last, both included; each once."""

    kind: str
    name: str
    hubs: frozenset[int]
    first_on: datetime.date
    last_on: datetime.date


def place_choices(user: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """The hubs, providers and contract areas of the user's own hubs, by kind; a value is the kind and the slug."""
    named = _places_of(user)
    return [
        (str(KINDS(kind).label) + "s", [(f"{kind}/{place_slug(name)}", name) for name in sorted(names)])
        for kind, names in named.items()
        if names
    ]


def cohort_of(user: Any, chosen: str, first_on: datetime.date, last_on: datetime.date) -> Cohort:
    """The cohort of a value of `place_choices`. Raises LookupError for a place that is not the user's."""
    kind, _, slug = chosen.partition("/")
    for name, hubs in _places_of(user).get(kind, {}).items():
        if place_slug(name) == slug:
            return Cohort(kind, name, frozenset(hubs), first_on, last_on)
    raise LookupError(f"{chosen!r} is not among the user's places")


def _places_of(user: Any) -> dict[str, dict[str, list[int]]]:
    """{kind: {name: hubs}} of the user's own hubs: of a provider or contract area no others."""
    found: dict[str, dict[str, list[int]]] = {kind: {} for kind in KINDS.values}
    for hub in scope.hubs_open_to(user).select_related("team__organisation", "contract_area"):
        names = {KINDS.HUB: hub, KINDS.PROVIDER: hub.provider, KINDS.CONTRACT_AREA: hub.contract_area}
        for kind, name in names.items():
            found[kind].setdefault(str(name), []).append(hub.pk)
    return found


def starts_of(user: Any, cohort: Cohort) -> list[Referral]:
    """The first start of each person of a cohort whom the user may know of, by day; with person, hub and release."""
    known = Person.objects.not_hidden_from(user)
    agreed = Consent.objects.filter(person=OuterRef("person_id"))
    starts = (
        Referral.objects.filter(
            ~Exists(agreed) | Exists(agreed.live()),
            hub__in=cohort.hubs,
            started_on__range=(cohort.first_on, cohort.last_on),
            person__in=known.order_by().values("pk"),
        )
        .exclude(state=ReferralState.ENTERED_IN_ERROR)
        .annotate(released_on=_last_release())
        .select_related("person", "hub")
        .order_by("started_on", "pk")
    )
    return list(_each_once(starts))


def _last_release() -> Subquery:
    """The last release on the day of the start or before it."""
    happened = Release.objects.filter(
        Q(released_on__lte=OuterRef("started_on")), person=OuterRef("person_id"), kind__in=Release.COUNTED
    )
    return Subquery(happened.order_by("-released_on", "-pk").values("released_on")[:1])


def _each_once(starts: Iterable[Referral]) -> Iterable[Referral]:
    found: dict[int, Referral] = {}
    for start in starts:
        found.setdefault(start.person_id, start)
    return found.values()
