"""What a row of the access matrix says, and rows that are alike."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .actors import (
    EVERYONE,
    HUB,
    REFERS,
    SEES_REFERRALS,
    SERVICE,
    both,
    elsewhere,
)

Kwargs = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """One route. `get` and `post` are what those who are let in get; None: the method is not served (405)."""

    opens: set[str]
    hides: set[str] = field(default_factory=set)
    kwargs: Kwargs = lambda things: {}
    get: tuple[int, ...] | None = (200,)
    post: tuple[int, ...] | None = None
    open_to_anyone: bool = False
    in_json: bool = (
        False  # answered to a program: who is not signed in gets 401 instead of the way to sign in
    )


def of(thing: str) -> Kwargs:
    return lambda things: {"uuid": things[thing].uuid}


def of_person_and(thing: str) -> Kwargs:
    """A row about the person in the middle, by its own key."""
    return lambda things: {"uuid": things["person"].uuid, "pk": things[thing].pk}


FORM = (200, 302, 400, 409)
ACT = (302, 200, 400, 409)
NOWHERE = "00000000-0000-4000-8000-000000000000"


def a_report(**more: str) -> Kwargs:
    return lambda things: {"kind": "area", "place": "medway", "period": "2025-Q1", **more}


def this_quarter() -> str:
    """The calendar quarter of today as addresses have it."""
    today = datetime.date.today()
    return f"{today.year}-Q{(today.month + 2) // 3}"


def circumstances(**more: Any) -> Row:
    """A hub may too where it stands in as referrer or holds the person, which it does not here."""
    return Row(REFERS, elsewhere(REFERS | HUB), of("person"), post=FORM, **more)


def drafting(**more: Any) -> Row:
    """A hub's own drafts come of enquiries; those of others are hidden from it."""
    return Row(REFERS, elsewhere(REFERS) | both(HUB), of("draft"), **more)


def at_hub(thing: str, **more: Any) -> Row:
    return Row(HUB, elsewhere(HUB), of(thing), **more)


def through_the_gate(kwargs: Kwargs) -> Row:
    return Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), kwargs, post=FORM)


def of_meeting(things: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": things["accepted"].uuid, "pk": things["meeting"].pk}


def by_key_worker(thing: str) -> Row:
    """The manager of the hub may not: it is the key worker who knows what became of the person."""
    return Row({"hub_worker"}, elsewhere(HUB), of(thing), post=FORM)


def by_manager(thing: str) -> Row:
    return Row({"hub_manager"}, {"hub_manager_elsewhere"}, of(thing), post=FORM)


def of_hub(things: dict[str, Any]) -> dict[str, Any]:
    return {"slug": things["hub"].slug}


def of_person_at_hub(things: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": things["newcomer"].uuid, "slug": things["hub"].slug}


def of_hub_kept_by_manager(**more: Any) -> Row:
    """What only the hub's own manager keeps, and nobody elsewhere works with."""
    return Row({"hub_manager"}, {"hub_manager_elsewhere"}, of_hub, **more)


def by_own_manager(kwargs: Kwargs = of_hub) -> Row:
    """The hub is no secret: a manager elsewhere sees it and is told whose it is."""
    return Row({"hub_manager"}, kwargs=kwargs, post=FORM)


def by_manager_asked(**more: Any) -> Row:
    """The transfer goes to the hub elsewhere: its manager answers, and nobody of the hub that asked."""
    return Row({"hub_manager_elsewhere"}, kwargs=of("transfer"), **more)


def in_the_directory(id_of: Callable[[Any], str]) -> Row:
    """One item of the public directory, found by what it belongs to."""
    return Row(EVERYONE, kwargs=lambda things: {"id": id_of(things["hub"])}, open_to_anyone=True)


def a_need(things: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": things["person"].uuid, "kind": "finance_and_identity"}


def handing_over(thing: str, **more: Any) -> Row:
    """By those who work with the person."""
    return Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of(thing), **more)


def own_form(things: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": things["attended_handover"].uuid, "form_uuid": things["form_of_service"].uuid}


def of_a_kind(things: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": things["person"].uuid, "kind": "treatment"}


def by_service(thing: str, **more: Any) -> Row:
    """By the service to which the person was handed over, and by nobody else."""
    return Row(SERVICE, elsewhere(SERVICE), of(thing), **more)


def of_service(things: dict[str, Any]) -> dict[str, Any]:
    return {"slug": things["service"].slug}
