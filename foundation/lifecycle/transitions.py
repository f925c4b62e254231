"""Moving a thing from state to state: declared on the model, done here and nowhere else.

A transition method sets only its own row. `perform` asks who, asks whether now, moves with compare-and-set, keeps the
former values of a fact and writes the event, in one transaction. "Not you" and "not now" are different answers:
403 and 409. (architecture: State machines)
"""

from __future__ import annotations

import datetime
import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial, wraps
from typing import Any, TypeVar

import django_fsm
from django.db import models, transaction
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import MAY, Permission, Role

from . import events
from .each_its_own import insert_each
from .facts import Fact, laid_aside
from .fields import Stateful, unlocked
from .words import participle

REMOVED = None  # the target of a transition that removes the row and keeps its trail
SAME = "same"  # the target of a transition that is kept in the history and leaves the state as it is
T = TypeVar("T", bound=Stateful)


class Refused(Exception):
    """Not now. The text says why, and what would have to be so; the page answers 409."""


class WrongState(Refused):
    """The thing is not in a state from which this verb moves."""


class LostRace(Refused):
    """Somebody else moved the thing first; in memory it now holds what they left."""


class NotReady(Refused):
    """Something is missing. `.missing` lists every item at once."""

    def __init__(self, missing: Sequence[Any]) -> None:
        self.missing = list(missing)
        super().__init__("Still missing: " + "; ".join(str(item) for item in self.missing) + ".")


@dataclass(frozen=True)
class Rule:
    """One line of a machine's table."""

    verb: str
    sources: tuple[str, ...]
    target: str | tuple[str, ...] | None
    permission: Permission
    allows: Callable[[Any, Any], bool]
    missing: Callable[..., Sequence[Any]] | None
    not_now: Callable[[Any], str]
    needs: str
    who: str
    by_system: bool
    takes_actor: bool

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles whose row holds the permission."""
        return tuple(role for role in Role if self.permission in MAY[role])

    def leads_to(self, source: str) -> tuple[str | None, ...]:
        """Where the verb may lead from a state."""
        if self.target == SAME:
            return (source,)
        return self.target if isinstance(self.target, tuple) else (self.target,)


def anyone_allowed(user: Any, thing: Any) -> bool:
    """No rule about the object beyond its scope."""
    return True


def any_time(thing: Any) -> str:
    """No rule beyond the state."""
    return ""


def moves(
    source: str | Sequence[str],
    target: str | Sequence[str] | None,
    *,
    permission: Permission,
    who: str,
    allows: Callable[[Any, Any], bool] = anyone_allowed,
    missing: Callable[..., Sequence[Any]] | None = None,
    not_now: Callable[[Any], str] = any_time,
    needs: str = "",
    by_system: bool = False,
) -> Callable:
    """Declare a method as a transition of the model's `state`; the method's name is the verb.

    target: several states when the method returns which; SAME to stay; REMOVED to remove the row. who: in words.
    allows: an `access.py` predicate of (user, thing). missing: what is lacking, of (thing, **facts). not_now: a
    sentence when the row, beyond its state, stands against it, else "". by_system: the system may do it (by=None).
    """
    sources = (source,) if isinstance(source, str) else tuple(source)
    aim = target if target is REMOVED or isinstance(target, str) else tuple(target)

    def decorate(method: Callable) -> Callable:
        wrapped: Any = _as_transition(method, sources, aim)
        takes_actor = "by" in inspect.signature(method).parameters
        wrapped.rule = Rule(
            method.__name__,
            sources,
            aim,
            permission,
            allows,
            missing,
            not_now,
            needs,
            who,
            by_system,
            takes_actor,
        )
        return wrapped

    return decorate


def _as_transition(method: Callable, sources: tuple[str, ...], aim: str | tuple[str, ...] | None) -> Callable:
    """The method as django-fsm's transition of `state`."""
    target: Any = aim
    if aim == SAME:
        method, target = _staying(method), django_fsm.RETURN_VALUE(*sources)
    elif isinstance(aim, tuple):
        target = django_fsm.RETURN_VALUE(*aim)
    return django_fsm.transition(field="state", source=list(sources), target=target)(method)


def _staying(method: Callable) -> Callable:
    """The method, returning the state that the thing is in: what a transition to the same state ends in."""

    @wraps(method)
    def stayed(thing: Any, *args: Any, **kwargs: Any) -> str:
        method(thing, *args, **kwargs)
        return thing.state

    return stayed


@cache
def machine_of(model: type[Stateful]) -> tuple[Rule, ...]:
    """The whole table of a model's machine, in the order of declaration."""
    found = (vars(each).values() for each in reversed(model.__mro__))
    return tuple(member.rule for members in found for member in members if hasattr(member, "rule"))


def rule_of(thing: Stateful | type[Stateful], verb: str) -> Rule:
    """The line of a verb. Raises LookupError for a verb the machine does not have."""
    model = thing if isinstance(thing, type) else type(thing)
    for rule in machine_of(model):
        if rule.verb == verb:
            return rule
    raise LookupError(f"{model.__name__} has no transition {verb!r}")


def can(user: Any, verb: str, thing: Stateful) -> bool:
    """Whether the verb is open to this user on this thing now: what a page asks before it shows a button."""
    rule = rule_of(thing, verb)
    if thing.state not in rule.sources or not user.may(rule.permission):
        return False
    return rule.allows(user, thing) and not rule.not_now(thing)


def open_to(user: Any, thing: Stateful) -> list[str]:
    """The verbs open to this user on this thing now."""
    return [rule.verb for rule in machine_of(type(thing)) if can(user, rule.verb, thing)]


def check(thing: Stateful, verb: str, *, by: Any) -> Rule:
    """Raise NotYou (403) or WrongState (409) just as `perform` would: what a page asks before it shows a form."""
    rule = rule_of(thing, verb)
    _ask_who(rule, thing, by)
    if thing.state not in rule.sources:
        raise WrongState(
            f"This {thing._meta.verbose_name} is {_label(thing)}; it cannot be {participle(verb)} now."
        )
    if sentence := rule.not_now(thing):
        raise WrongState(sentence)
    return rule


def perform(
    thing: T,
    verb: str,
    *,
    by: Any,
    reason: str = "",
    words: str = "",
    effective_on: datetime.date | None = None,
    told: dict[str, Any] | None = None,
    **facts: Any,
) -> T:
    """Do a verb: the only way a state moves.

    by: the user, or None for the system where the rule lets it; a method that names `by` gets it. facts go to
    the transition method; `told` is kept in the event besides; reason, words: why, as in `events.entry`. Raises NotYou
    (403), WrongState, NotReady or LostRace (409); after any of these nothing is written, and a thing that lost a race
    holds what is in the database.
    """
    rule = check(thing, verb, by=by)
    if rule.missing and (lacks := rule.missing(thing, **facts)):
        raise NotReady(lacks)
    now, from_state = timezone.now(), thing.state
    with transaction.atomic():
        if rule.target is REMOVED:
            _remove(thing, verb, by, now, reason)
            return thing
        actor = {"by": by} if rule.takes_actor else {}
        take(thing, [partial(getattr(thing, verb), **facts, **actor)], now)
        events.write(
            [
                events.entry(
                    thing, verb, by=by, at=now, effective_on=effective_on, from_state=from_state, to_state=thing.state,
                    reason=reason, words=words, facts=told,
                )
            ]
        )  # fmt: skip
    return thing


def _ask_who(rule: Rule, thing: Stateful, by: Any) -> None:
    if by is None:
        if not rule.by_system:
            raise NotYou(f"Only {rule.who} can do this.")
        return
    ask(by, rule.permission)
    if not rule.allows(by, thing):
        raise NotYou(f"Only {rule.who} can do this.")


def take(thing: Stateful, steps: Iterable[Callable[[], object]], now: datetime.datetime) -> None:
    """Call transition methods, one after the other, and write what they changed, if the row is still as it was read."""
    fields = [field.attname for field in thing._meta.concrete_fields if not field.primary_key]
    before = {name: getattr(thing, name) for name in fields}
    former = []
    for step in steps:
        if isinstance(thing, Fact):
            former.append(laid_aside(thing, now))
            thing.recorded_at = now
        step()
        thing.version += 1
    changed = {name: getattr(thing, name) for name in fields if getattr(thing, name) != before[name]}
    if not _as_read(thing, before["state"], before["version"]).update(**changed):
        thing.refresh_from_db()
        raise LostRace(
            f"Somebody else changed this {thing._meta.verbose_name} first. It is now {_label(thing)}."
        )
    insert_each(former)


def _remove(thing: Stateful, verb: str, by: Any, now: datetime.datetime, reason: str) -> None:
    entry = events.entry(
        thing, verb, by=by, at=now, from_state=thing.state, to_state="removed", reason=reason
    )
    row = _as_read(thing, thing.state, thing.version)
    if not row.exists():
        raise LostRace(f"Somebody else changed this {thing._meta.verbose_name} first.")
    if isinstance(thing, Fact):
        type(thing)._base_manager.filter(version_of=thing.pk).delete()
    row.delete()
    events.write([entry])


def _as_read(thing: Stateful, state: str, version: int) -> models.QuerySet:
    """The thing's row, if it still stands as it was read."""
    standing = models.Q(("pk", thing.pk), ("state", state), ("version", version))
    return type(thing)._base_manager.filter(standing)


def enter(thing: T, state: str) -> T:
    """Put an unsaved thing straight into a state, for imported history only (domain: History)."""
    with unlocked():
        thing.state = state
    return thing


def _label(thing: Any) -> str:
    return str(thing.get_state_display()).lower()
