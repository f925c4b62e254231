"""A rule about what looks unusual, and what it finds."""

import datetime
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

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
    """One rule: what it looks for, why that is worth a look, and how it is found.

    `rows` are the claims or bookings that it names, `moment` the column by which the newest comes first; `tells` says
    in words what was found about these keys, and nothing of any other. Each asks a fixed number of queries.
    """

    slug: str
    title: str
    why: str
    rows: Callable[[Field], QuerySet]
    tells: Callable[[Field, Collection[int]], Sequence[Found]]
    moment: str = "claimed_at"


@dataclass(frozen=True)
class Finding:
    """What a rule found."""

    rule: Rule
    found: Found
