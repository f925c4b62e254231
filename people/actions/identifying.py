"""Deciding about an identifier that two records have (domain: Person)."""

from django.db import IntegrityError, transaction

from foundation.accounts.access import NotYou, ask
from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle import facts
from foundation.lifecycle.transitions import LostRace, Refused

from .. import rules
from ..models import Person
from ..rules import identifiers
from .pairs import join_pairs

CLEAN = {"crn": identifiers.clean_crn, "prison_number": identifiers.clean_prison_number}


def confirm_identifier(person: Person, *, by: User | None, field: str, reason: str) -> Person:
    """The number is this person's; whoever else had it confirmed has it as provisional now.

    field: crn or prison_number. Raises Unfit without a reason; Refused where the other record is out of the user's
    scope: its own data steward corrects it.
    """
    try:
        return _confirm(person, by, field, reason)
    except IntegrityError as clash:
        raise LostRace("Somebody else recorded this number meanwhile. Open the page again.") from clash


def correct_identifier(person: Person, *, by: User | None, field: str, number: str, reason: str) -> Person:
    """The number was wrong: another one instead, or none. One that collides again is kept as provisional again.

    Raises Unfit without a reason or for the same number, ValueError for a malformed one.
    """
    number = CLEAN[field](number)
    try:
        return _correct(person, by, field, number, reason)
    except IntegrityError as clash:
        raise LostRace("Somebody else recorded this number meanwhile. Open the page again.") from clash


@transaction.atomic
def _confirm(person: Person, by: User | None, field: str, reason: str) -> Person:
    person = _insist(person, by, reason)
    flag = f"{field}_confirmed"
    others = list(
        Person.objects.select_for_update()
        .filter(**{field: getattr(person, field), flag: True})
        .exclude(pk=person.pk)
    )
    if by is not None and others:
        seen = Person.objects.visible_to(by).filter(pk__in=[other.pk for other in others]).count()
        if seen < len(others):
            raise Refused(
                "The other record is not open to you, so you cannot take the number from it. Its own data steward "
                "corrects it; here you can correct this number, or leave it as it is."
            )
    facts.correct([(each, {flag: False}) for each in others], by=by, what="identifier_made_provisional")
    facts.correct([(person, {flag: True})], by=by, what="identifier_confirmed", words=reason)
    join_pairs([person.crn])
    return person


@transaction.atomic
def _correct(person: Person, by: User | None, field: str, number: str, reason: str) -> Person:
    person = _insist(person, by, reason)
    rules.insist(rules.of_correction(person, field, number))
    flag = f"{field}_confirmed"
    taken = Person.objects.filter(**{field: number, flag: True}).exclude(pk=person.pk).exists()
    changes = {field: number, flag: not (number and taken)}
    facts.correct([(person, changes)], by=by, what="identifier_corrected", words=reason)
    join_pairs([person.crn])
    return person


def _insist(person: Person, by: User | None, reason: str) -> Person:
    ask(by, Permission.RESOLVE_IDENTIFIERS)
    if by is not None and not Person.objects.visible_to(by).filter(pk=person.pk).exists():
        raise NotYou("Only a data steward who may see this record can decide about its numbers.")
    rules.insist(
        rules.of_reason(
            reason, "Say how you know, so that the next reader can follow.", most=rules.LONGEST_REASON
        )
    )
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)
