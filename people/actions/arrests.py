"""Writing down that somebody was arrested or charged, and taking a mistake out (domain: Timeline)."""

import datetime

from django.db import transaction

from foundation.accounts.access import ask
from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.lifecycle import facts

from .. import rules
from ..access import insist_may_write
from ..models import LocalSignal, Person
from .locking import locked


@transaction.atomic
def record_signal(
    person: Person, *, by: User, kind: str, happened_on: datetime.date, source: str, known: str = ""
) -> LocalSignal:
    """A local signal, never called reoffending and counted nowhere. Raises NotYou, Unfit (rules.of_signal)."""
    _ask(by, person)
    person = locked(person)
    rules.insist(rules.of_signal(person, kind, happened_on, source))
    signal = LocalSignal(
        person=person, kind=kind, happened_on=happened_on, source=source.strip(), known=known.strip()
    )
    return facts.record([signal], by=by)[0]


@transaction.atomic
def remove_signal(signal: LocalSignal, *, by: User) -> None:
    """It was entered in error, or proved wrong: it is known no longer, and its history is kept. Twice it is once.
    Raises NotYou.
    """
    _ask(by, signal.person)
    locked(signal.person)
    if not LocalSignal.objects.filter(pk=signal.pk).exists():
        return
    facts.set_aside(signal, by=by, what="entered_in_error")


def _ask(by: User, person: Person) -> None:
    ask(by, Permission.VIEW_RISK)
    insist_may_write(by, person)
