"""Writing down a duty-to-refer that was made outside the product, and what the authority answered since."""

from dataclasses import asdict

from django.db import transaction

from foundation.accounts.models import User
from foundation.lifecycle import facts
from foundation.lifecycle.meanwhile import ask_whether_unchanged
from people.models import Person
from people.rules import insist

from ..duties.rules import Said, of_duty_made
from ..handovers import access, duty, evidence
from ..models import DutyToRefer
from .following import hold
from .verifying import take_back_claims


@transaction.atomic
def record_duty(person: Person, *, by: User, said: Said) -> DutyToRefer:
    """Write it down: it counts for the release ahead, and is claimed as the milestone it shows.

    Raises NotYou for who may not hand the person over, Unfit (duties.rules). (domain: Handover, Duty-to-refer)
    """
    access.ask_to_send(by, person)
    person = hold(person)
    insist(of_duty_made(person, said))
    made = DutyToRefer(person=person, **_trimmed(said))
    facts.record([made], by=by)
    evidence.of_duty_elsewhere(made, by=by)
    duty.settle(person)
    return made


@transaction.atomic
def change_duty(made: DutyToRefer, *, by: User, said: Said, seen_as: str = "") -> DutyToRefer:
    """Put down the answer, the outcome, or what was written wrongly; what was written before is kept.

    Made on another day than was said, the milestone is claimed anew. seen_as: the version that `by` had read
    (`made.seen_as`). Raises as record_duty does, and ChangedMeanwhile.
    """
    access.ask_to_send(by, made.person)
    person = hold(made.person)
    made.refresh_from_db()
    made.person = person
    if all(getattr(made, name) == value for name, value in _trimmed(said).items()):
        return made
    ask_whether_unchanged(made, seen_as)
    insist(of_duty_made(made.person, said, former=made))
    if said.made_on != made.made_on:
        take_back_claims(
            evidence.resting_on_duty(made), by=by, because="The duty-to-refer was made on another day"
        )
    facts.correct([(made, _trimmed(said))], by=by, what="changed")
    evidence.of_duty_elsewhere(made, by=by)
    duty.settle(made.person)
    return made


@transaction.atomic
def remove_duty(made: DutyToRefer, *, by: User) -> None:
    """It was entered in error: it is known no longer, and what rested on it does not stand. Once removed, it stays so.
    Raises NotYou.
    """
    access.ask_to_send(by, made.person)
    person = hold(made.person)
    if not DutyToRefer.objects.filter(pk=made.pk).exists():
        return
    take_back_claims(
        evidence.resting_on_duty(made), by=by, because="The record of the duty-to-refer was entered in error"
    )
    facts.set_aside(made, by=by, what="entered_in_error")
    duty.settle(person)


def _trimmed(said: Said) -> dict:
    return {name: value.strip() if isinstance(value, str) else value for name, value in asdict(said).items()}
