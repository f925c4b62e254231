"""Several verbs of one thing right after each other, in one write: a register that is opened and submitted at once."""

from collections.abc import Sequence
from functools import partial
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from . import events
from .fields import Stateful
from .models import Event
from .transitions import NotReady, check, take

T = TypeVar("T", bound=Stateful)


@transaction.atomic(savepoint=False)
def perform_in_turn(thing: T, verbs: Sequence[str], *, by: Any) -> T:
    """Do verbs that need no facts, each as `perform` does, with a version and an event of its own, at one moment.

    Raises as `perform`. Nothing is written then, and the caller's transaction is lost: the thing is to be read anew.
    """
    if not verbs:
        return thing
    now, log = timezone.now(), list[Event]()

    def step(verb: str) -> None:
        rule, was = check(thing, verb, by=by), thing.state
        if rule.missing and (lacks := rule.missing(thing)):
            raise NotReady(lacks)
        getattr(thing, verb)(**({"by": by} if rule.takes_actor else {}))
        log.append(events.entry(thing, verb, by=by, at=now, from_state=was, to_state=thing.state))

    take(thing, [partial(step, verb) for verb in verbs], now)
    events.write(log)
    return thing
