"""Limiting who may see a record: allow-lists and deny-lists (domain: Restricted records)."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle import events, reactions
from foundation.lifecycle.transitions import Refused

from .. import causes, rules
from ..models import LimitedAccess, Person
from ..seeing.sight import Sight, sight_of, workers_of
from .locking import locked

RESTRICTION, EXCLUSION = LimitedAccess.Kind.RESTRICTION, LimitedAccess.Kind.EXCLUSION


class HidesFromOwn(Refused):
    """Somebody who works with the person would lose sight of them. `.users` are they; it can be meant."""

    def __init__(self, users: Sequence[User]) -> None:
        self.users = list(users)
        names = ", ".join(str(user) for user in self.users)
        super().__init__(
            f"This hides the record from {names}, who works with this person. Confirm that it is meant."
        )


@transaction.atomic
def restrict(
    person: Person, *, by: User | None, allowed: Iterable[User], reason: str, is_meant: bool = False
) -> list[LimitedAccess]:
    """Hide the person from everyone but these users and those allowed before; gives the rows that are new.

    Raises Unfit without a reason or without a data steward among those allowed, HidesFromOwn unless it is meant.
    """
    allowed = list(allowed)
    person = _insist(person, by)
    rules.insist(rules.of_reason(reason, "Say why only some may see this record.", most=500))
    _insist_on_sight(person, sight_of(person, allow=allowed), "allowed", is_meant)
    standing = LimitedAccess.objects.standing().restrictions().filter(person=person)
    named = set(standing.values_list("user", flat=True))
    return _limit(person, RESTRICTION, [user for user in allowed if user.pk not in named], by, reason)


@transaction.atomic
def exclude_user(
    person: Person, *, by: User | None, user: User, reason: str, is_meant: bool = False
) -> LimitedAccess:
    """Hide the person from one user. One who is excluded already stays so.

    Raises Unfit without a reason or where no data steward would be left, HidesFromOwn unless it is meant.
    """
    person = _insist(person, by)
    rules.insist(rules.of_reason(reason, "Say why this user may not see this record.", most=500))
    standing = LimitedAccess.objects.standing().filter(person=person, kind=EXCLUSION, user=user).first()
    if standing:
        return standing
    _insist_on_sight(person, sight_of(person, exclude=[user]), "user", is_meant)
    return _limit(person, EXCLUSION, [user], by, reason)[0]


@transaction.atomic
def end_limits(person: Person, limits: Iterable[LimitedAccess], *, by: User | None, reason: str) -> int:
    """End these limits from today; gives how many stood. Without its last row a restriction is over.

    Raises Unfit without a reason, or where a restriction would be left that no data steward may end.
    """
    person = _insist(person, by)
    rules.insist(rules.of_reason(reason, "Say why the limit ends.", most=500))
    over = [limit for limit in limits if limit.until is None]
    if not over:
        return 0
    _insist_on_sight(person, sight_of(person, end=over), "reason", is_meant=True)
    for limit in over:
        limit.until, limit.end_reason = max(today(), limit.since), reason.strip()
        limit.ended_by, limit.ended_at = by, timezone.now()
        limit.save(update_fields=["until", "ended_by", "ended_at", "end_reason"])
    events.write(events.entry(limit, "limit_ended", by=by, effective_on=limit.until) for limit in over)
    reactions.happened(causes.ACCESS_CHANGED, by=by, person=person)
    return len(over)


def _insist(person: Person, by: User | None) -> Person:
    """The locked person. Raises NotYou."""
    ask(by, Permission.LIMIT_ACCESS)
    if by is not None and not Person.objects.visible_to(by).filter(pk=person.pk).exists():
        raise NotYou("Only a data steward who may see this record can limit who sees it.")
    return locked(person)


def _insist_on_sight(person: Person, sight: Sight, field: str, is_meant: bool) -> None:
    """Somebody must be left who can end the limit; whoever works with the person is hidden from knowingly only."""
    if not sight.has_steward:
        rules.insist(
            {field: "Leave at least one data steward who sees the record, or nobody could end the limit."}
        )
    if (losing := sight.hides_from(workers_of(person))) and not is_meant:
        raise HidesFromOwn(losing)


def _limit(
    person: Person, kind: str, users: Iterable[User], by: User | None, reason: str
) -> list[LimitedAccess]:
    made = [
        LimitedAccess.objects.create(
            person=person, kind=kind, user=user, since=today(), reason=reason.strip(), set_by=by
        )
        for user in users
    ]
    what = "access_restricted" if kind == RESTRICTION else "user_excluded"
    events.write(
        events.entry(limit, what, by=by, effective_on=limit.since, facts={"user": limit.user_id})
        for limit in made
    )
    reactions.happened(causes.ACCESS_CHANGED, by=by, person=person)
    return made
