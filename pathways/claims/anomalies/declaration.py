"""A rule about what looks unusual, and what it finds."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from people.models import Person

from ... import access
from ...querysets import ClaimQuerySet

if TYPE_CHECKING:
    from foundation.accounts.models import User

    from ...models import MilestoneClaim


@dataclass(frozen=True)
class Found:
    """One thing that looks unusual: `about` is its key, the same each time; `said` a sentence without names.

    `recorders`: the keys of those who recorded what it is about, besides who claimed.
    """

    about: int
    said: str
    on: datetime.date
    team: str
    team_id: int
    person: Person | None = None
    claims: Sequence["MilestoneClaim"] = ()
    recorders: frozenset[int] = frozenset()

    def was_recorded_by(self, user: "User") -> bool:
        """It is about a claim that the user made, now or before it was mended, or a register that they took."""
        return user.pk in self.recorders or any(access.has_claimed(user, claim) for claim in self.claims)


@dataclass(frozen=True)
class Field:
    """What a rule looks at: claims and people that the user may know of, since a day."""

    user: "User"
    since: datetime.date
    claims: ClaimQuerySet


@dataclass(frozen=True)
class Rule:
    """One rule: what it looks for, why that is worth a look, and how it is found, in a fixed number of queries."""

    slug: str
    title: str
    why: str
    finds: Callable[[Field], Sequence[Found]]


@dataclass(frozen=True)
class Finding:
    """What a rule found."""

    rule: Rule
    found: Found
