"""A death: recorded once, which ends everything in one action; corrected only by a data steward."""

import datetime

from django.db import transaction

from foundation.accounts.models import User
from foundation.design.dates import say_day
from foundation.lifecycle import facts
from foundation.lifecycle.reactions import happened
from foundation.lifecycle.transitions import Refused

from .. import rules
from ..access import insist_may_correct_death, insist_may_record_death
from ..causes import DIED
from ..models import Person
from .locking import locked


@transaction.atomic
def record_death(person: Person, *, by: User | None, died_on: datetime.date, source: str) -> Person:
    """Write down a death and end everything that rests on the person, in one transaction (domain: Person).

    source: who told us. The same day twice changes nothing. Raises Unfit (rules.of_death), Refused when a death on
    another day is recorded, NotYou.
    """
    insist_may_record_death(by, person)
    rules.insist(rules.of_death(person, died_on, source))
    person = locked(person)
    if person.died_on == died_on:
        return person
    if person.died_on:
        raise Refused(
            f"A death on {say_day(person.died_on)} is recorded already. A data steward can correct the day."
        )
    facts.correct([(person, {"died_on": died_on})], by=by, what="died", words=source)
    happened(DIED, by=by, person=person, died_on=died_on)
    return person


@transaction.atomic
def correct_death(
    person: Person, *, by: User | None, reason: str, died_on: datetime.date | None = None
) -> Person:
    """Put a death on another day, or take it back (no day). Opens nothing again: what the death ended stays ended.

    Raises Unfit: no reason, or a day that cannot be; Refused where no death is recorded; NotYou.
    """
    insist_may_correct_death(by, person)
    rules.insist(rules.of_corrected_death(person, died_on, reason))
    person = locked(person)
    if person.died_on is None:
        raise Refused("No death is recorded of this person, so there is none to correct.")
    what = "death_corrected" if died_on else "death_taken_back"
    facts.correct([(person, {"died_on": died_on})], by=by, what=what, words=reason)
    return person
