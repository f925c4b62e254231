"""Changing who somebody is, where they live and what they need; what was recorded before is kept."""

from typing import Any

from django.db import transaction

from foundation.accounts.models import User
from foundation.design.dates import today
from foundation.lifecycle import facts

from .. import rules
from ..access import insist_may_write
from ..finding.sounds import keys_of
from ..models import Area, Person, PersonArea
from ..rules import identifiers
from .locking import locked


@transaction.atomic
def change_person(
    person: Person, *, by: User | None, area: Area | None = None, reason: str = "", **said: Any
) -> Person:
    """Write down what is different now; former names, addresses and areas stay known (domain: History).

    said: new values of fields in rules.DESCRIBES; what is left out stays. area: theirs from today on. Raises Unfit
    (rules.of_description), ValueError for a malformed postcode or a field that is none of these.
    """
    insist_may_write(by, person)
    if strange := said.keys() - set(rules.DESCRIBES):
        raise ValueError(f"Not changed here: {', '.join(sorted(strange))}")
    person = locked(person)
    wanted = {name: getattr(person, name) for name in rules.DESCRIBES} | said
    wanted["postcode"] = identifiers.clean_postcode(wanted["postcode"])
    rules.insist(rules.of_description(person, wanted, reason))
    wanted |= keys_of(wanted["family_name"], wanted["given_names"])
    facts.correct([(person, wanted)], by=by, words=reason)
    if area:
        _move_to(person, area, by)
    return person


def _move_to(person: Person, area: Area, by: User | None) -> None:
    """Theirs from today; one that began today is put right."""
    current = PersonArea.objects.current_of(person)
    if current and current.area_id == area.pk:
        return
    if current and current.since == today():
        facts.correct([(current, {"area_id": area.pk})], by=by)
        return
    facts.record([PersonArea(person=person, area=area, since=today())], by=by)
